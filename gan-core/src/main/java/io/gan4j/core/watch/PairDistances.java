package io.gan4j.core.watch;

import java.util.Arrays;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Euclidean distances between all pairs of a set of samples. */
final class PairDistances {
  /** More would cost more than they tell: pairs grow with the square. */
  private static final int MOST = 256;

  private final int count;
  private final double[] distances;

  private PairDistances(int count, double[] distances) {
    this.count = count;
    this.distances = distances;
  }

  /**
   * @param samples {@code [n, …]}; of more than 256 the first 256
   */
  static PairDistances of(FloatNdArray samples) {
    float[] values = new float[Math.toIntExact(samples.size())];
    samples.copyTo(DataBuffers.of(values, false, false));
    return of(values, Math.toIntExact(samples.shape().get(0)));
  }

  /**
   * @param values of all samples, one after the other
   */
  static PairDistances of(float[] values, int samples) {
    int size = values.length / samples;
    int used = Math.min(samples, MOST);
    double[] distances = new double[used * (used - 1) / 2];
    int at = 0;
    for (int a = 0; a < used; a++) {
      for (int b = a + 1; b < used; b++) {
        distances[at++] = distance(values, a * size, b * size, size);
      }
    }
    return new PairDistances(used, distances);
  }

  private static double distance(float[] values, int a, int b, int size) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double difference = (double) values[a + i] - values[b + i];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  /** Samples that were compared. */
  int count() {
    return count;
  }

  double mean() {
    return Arrays.stream(distances).average().orElse(0);
  }

  double smallest() {
    return Arrays.stream(distances).min().orElse(0);
  }

  /** Pairs that are closer than this. */
  long closerThan(double limit) {
    return Arrays.stream(distances).filter(distance -> distance < limit).count();
  }
}
