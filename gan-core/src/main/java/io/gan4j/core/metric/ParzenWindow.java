package io.gan4j.core.metric;

import io.gan4j.api.metric.Rows;
import java.util.stream.IntStream;

/**
 * Log densities under a mixture of equal Gaussians, one around each centre: {@code log mean_j
 * exp(−½‖(x − s_j)/σ‖²) − d·log(σ√(2π))}. The centres stay in memory, the points pass by in blocks.
 */
final class ParzenWindow {
  private static final int POINTS = 64;

  private final SquaredDistances centres;
  private final int width;

  ParzenWindow(Rows centres) {
    this.centres = new SquaredDistances(centres);
    width = centres.width();
  }

  /** The log density of every point for every width of the window: {@code [sigmas][points]}. */
  double[][] logDensities(Rows points, double... sigmas) {
    double[][] densities = new double[sigmas.length][points.count()];
    int blocks = (points.count() + POINTS - 1) / POINTS;
    // a point's value does not depend on the others, so that threads change nothing
    IntStream.range(0, blocks)
        .parallel()
        .forEach(
            block -> {
              int first = block * POINTS;
              int count = Math.min(POINTS, points.count() - first);
              double[] distances = centres.to(Blocks.some(points, first, count));
              for (int sigma = 0; sigma < sigmas.length; sigma++) {
                for (int row = 0; row < count; row++) {
                  densities[sigma][first + row] = logDensity(distances, row, sigmas[sigma]);
                }
              }
            });
    return densities;
  }

  private double logDensity(double[] distances, int row, double sigma) {
    int count = centres.centres();
    int at = row * count;
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      nearest = Math.min(nearest, distances[at + i]);
    }
    double scale = -0.5 / (sigma * sigma);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.exp(scale * (distances[at + i] - nearest));
    }
    return scale * nearest
        + Math.log(sum / count)
        - width * Math.log(sigma * Math.sqrt(2 * Math.PI));
  }
}
