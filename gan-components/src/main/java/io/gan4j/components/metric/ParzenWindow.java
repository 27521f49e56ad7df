package io.gan4j.components.metric;

import io.gan4j.api.metric.Rows;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Log densities under a mixture of equal Gaussians, one around each centre: {@code log mean_j
 * exp(−½‖(x − s_j)/σ‖²) − d·log(σ√(2π))}. Points and centres both pass by in blocks; what is kept
 * of a point is its nearest centre so far, and a sum for each σ.
 */
final class ParzenWindow {
  private static final int POINTS = 64;
  private static final int CENTRES = 2048;

  private final Rows centres;

  ParzenWindow(Rows centres) {
    this.centres = centres;
  }

  /** The log density of every point for every width of the window: {@code [sigmas][points]}. */
  double[][] logDensities(Rows points, double... sigmas) {
    double[][] sums = new double[sigmas.length][points.count()];
    double[] nearest = new double[points.count()];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    for (int first = 0; first < centres.count(); first += CENTRES) {
      int count = Math.min(CENTRES, centres.count() - first);
      add(new SquaredDistances(Blocks.slice(centres, first, count)), points, nearest, sums, sigmas);
    }
    for (int i = 0; i < sigmas.length; i++) {
      double normalizer = centres.width() * Math.log(sigmas[i] * Math.sqrt(2 * Math.PI));
      for (int point = 0; point < nearest.length; point++) {
        sums[i][point] =
            scale(sigmas[i]) * nearest[point]
                + Math.log(sums[i][point] / centres.count())
                - normalizer;
      }
    }
    return sums;
  }

  private static double scale(double sigma) {
    return -0.5 / (sigma * sigma);
  }

  private static void add(
      SquaredDistances centres, Rows points, double[] nearest, double[][] sums, double[] sigmas) {
    int blocks = (points.count() + POINTS - 1) / POINTS;
    // a point's value does not depend on the others, so that threads change nothing
    IntStream.range(0, blocks)
        .parallel()
        .forEach(
            block -> {
              int first = block * POINTS;
              int count = Math.min(POINTS, points.count() - first);
              double[] distances = centres.to(Blocks.some(points, first, count));
              for (int row = 0; row < count; row++) {
                int point = first + row;
                int from = row * centres.centres();
                double least = nearest[point];
                for (int i = from; i < from + centres.centres(); i++) {
                  least = Math.min(least, distances[i]);
                }
                for (int sigma = 0; sigma < sigmas.length; sigma++) {
                  double scale = scale(sigmas[sigma]);
                  // relative to the nearest centre, so that nothing underflows
                  double sum =
                      nearest[point] < Double.POSITIVE_INFINITY
                          ? sums[sigma][point] * Math.exp(scale * (nearest[point] - least))
                          : 0;
                  for (int i = from; i < from + centres.centres(); i++) {
                    sum += Math.exp(scale * (distances[i] - least));
                  }
                  sums[sigma][point] = sum;
                }
                nearest[point] = least;
              }
            });
  }
}
