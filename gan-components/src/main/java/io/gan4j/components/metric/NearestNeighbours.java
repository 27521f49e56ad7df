package io.gan4j.components.metric;

import io.gan4j.api.GanException;
import io.gan4j.api.metric.Rows;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Of each sample its nearest ones among others, by Euclidean distance. The others pass by in
 * blocks; the samples themselves stay in memory.
 */
public final class NearestNeighbours {
  private static final int BLOCK = 64;

  private final int[][] indices;
  private final double[][] squared;

  private NearestNeighbours(int samples, int count) {
    indices = new int[samples][count];
    squared = new double[samples][count];
    for (int i = 0; i < samples; i++) {
      Arrays.fill(squared[i], Double.POSITIVE_INFINITY);
      Arrays.fill(indices[i], Integer.MAX_VALUE);
    }
  }

  /**
   * Finds them.
   *
   * @param count how many of each
   * @throws GanException if there are not so many others
   */
  public static NearestNeighbours of(Rows samples, Rows others, int count) {
    if (others.count() < count) {
      throw new GanException(
          count + " nearest samples were asked for, and there are only " + others.count());
    }
    NearestNeighbours found = new NearestNeighbours(samples.count(), count);
    SquaredDistances centres = new SquaredDistances(samples);
    ReentrantLock lock = new ReentrantLock();
    IntStream.range(0, (others.count() + BLOCK - 1) / BLOCK)
        .parallel()
        .forEach(
            block -> {
              int first = block * BLOCK;
              int size = Math.min(BLOCK, others.count() - first);
              double[] distances = centres.to(Blocks.some(others, first, size));
              lock.lock();
              try {
                found.add(first, size, distances);
              } finally {
                lock.unlock();
              }
            });
    return found;
  }

  private void add(int first, int size, double[] distances) {
    int samples = squared.length;
    for (int sample = 0; sample < samples; sample++) {
      double[] nearest = squared[sample];
      int last = nearest.length - 1;
      for (int i = 0; i < size; i++) {
        double distance = distances[i * samples + sample];
        if (distance < nearest[last]
            || (distance == nearest[last] && first + i < indices[sample][last])) {
          insert(sample, first + i, distance);
        }
      }
    }
  }

  /** Keeps both in order; of equally near ones the first counts, whichever block came first. */
  private void insert(int sample, int index, double distance) {
    double[] nearest = squared[sample];
    int[] places = indices[sample];
    int at = nearest.length - 1;
    while (at > 0
        && (distance < nearest[at - 1]
            || (distance == nearest[at - 1] && index < places[at - 1]))) {
      nearest[at] = nearest[at - 1];
      places[at] = places[at - 1];
      at--;
    }
    nearest[at] = distance;
    places[at] = index;
  }

  /** Numbers of a sample's nearest others, the nearest first. */
  public int[] indices(int sample) {
    return indices[sample].clone();
  }

  /** Distance of a sample to one of its nearest others, 0 for the nearest. */
  public double distance(int sample, int rank) {
    return Math.sqrt(squared[sample][rank]);
  }
}
