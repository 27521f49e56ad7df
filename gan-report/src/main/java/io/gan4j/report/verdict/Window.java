package io.gan4j.report.verdict;

import java.util.Arrays;

/** Means over parts of a curve. */
final class Window {
  /** Neighbours on a curve are alike: about so many of them count as one. */
  private static final int ALIKE = 10;

  private Window() {}

  /** The points from one share of a curve to another. */
  static double[] part(double[] curve, double from, double to) {
    return Arrays.copyOfRange(
        curve, (int) Math.round(from * curve.length), (int) Math.round(to * curve.length));
  }

  /** The mean of the last share of a curve; NaN of no points. */
  static double last(double[] curve, double share) {
    return mean(part(curve, 1 - share, 1));
  }

  static double mean(double[] points) {
    return Arrays.stream(points).average().orElse(Double.NaN);
  }

  static double median(double[] points) {
    double[] sorted = points.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  /** How far the mean of points may be off. */
  static double error(double[] points) {
    double mean = mean(points);
    double variance = Arrays.stream(points).map(p -> (p - mean) * (p - mean)).average().orElse(0);
    return Math.sqrt(variance * ALIKE / Math.max(1, points.length));
  }
}
