package io.gan4j.components.metric;

import io.gan4j.api.GanException;
import io.gan4j.api.metric.Rows;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where samples lie, as balls: around every sample one that reaches to its k-th nearest neighbour.
 * All samples are held in memory.
 */
final class Manifold {
  private static final int POINTS = 64;

  private final SquaredDistances centres;
  private final double[] squaredRadii;

  /** Why there is no such neighbour among so many samples; empty if there is. */
  static Optional<String> problem(int neighbours, int samples) {
    return samples > neighbours
        ? Optional.empty()
        : Optional.of(
            "the "
                + neighbours
                + "-th nearest neighbour needs more than "
                + neighbours
                + " samples, there are "
                + samples);
  }

  /**
   * @param neighbours k, the sample itself not counted
   */
  Manifold(Rows samples, int neighbours) {
    problem(neighbours, samples.count())
        .ifPresent(
            problem -> {
              throw new GanException(problem);
            });
    centres = new SquaredDistances(samples);
    squaredRadii = new double[samples.count()];
    int count = samples.count();
    forEachPoint(
        samples,
        (point, distances, offset) -> {
          double[] nearest = new double[neighbours];
          Arrays.fill(nearest, Double.POSITIVE_INFINITY);
          for (int i = 0; i < count; i++) {
            if (i != point && distances[offset + i] < nearest[neighbours - 1]) {
              insert(nearest, distances[offset + i]);
            }
          }
          squaredRadii[point] = nearest[neighbours - 1];
        });
  }

  /** Puts a value in its place among sorted ones, and drops the largest. */
  private static void insert(double[] sorted, double value) {
    int at = sorted.length - 1;
    while (at > 0 && value < sorted[at - 1]) {
      sorted[at] = sorted[at - 1];
      at--;
    }
    sorted[at] = value;
  }

  /**
   * In how many balls each point lies, and which balls hold any point.
   *
   * @param balls per point
   * @param hit per ball
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Overlap(int[] balls, boolean[] hit) {
    /** Share of points that lie in a ball. */
    double pointsInside() {
      return IntStream.of(balls).filter(b -> b > 0).count() / (double) balls.length;
    }

    /** Share of balls that hold a point. */
    double ballsHit() {
      int count = 0;
      for (boolean ball : hit) {
        count += ball ? 1 : 0;
      }
      return count / (double) hit.length;
    }
  }

  Overlap with(Rows points) {
    int[] balls = new int[points.count()];
    boolean[] hit = new boolean[squaredRadii.length];
    forEachPoint(
        points,
        (point, distances, offset) -> {
          for (int i = 0; i < squaredRadii.length; i++) {
            if (distances[offset + i] <= squaredRadii[i]) {
              balls[point]++;
              hit[i] = true; // by any thread, and never back
            }
          }
        });
    return new Overlap(balls, hit);
  }

  private interface Visitor {
    void visit(int point, double[] distances, int offset);
  }

  private void forEachPoint(Rows points, Visitor visitor) {
    int blocks = (points.count() + POINTS - 1) / POINTS;
    IntStream.range(0, blocks)
        .parallel()
        .forEach(
            block -> {
              int first = block * POINTS;
              int count = Math.min(POINTS, points.count() - first);
              double[] distances = centres.to(Blocks.some(points, first, count));
              for (int i = 0; i < count; i++) {
                visitor.visit(first + i, distances, i * squaredRadii.length);
              }
            });
  }
}
