package io.gan4j.tabular.internal;

import java.util.ArrayList;
import java.util.List;

/** The standard normal distribution. */
final class Normal {
  private static final int HALVINGS = 60;
  private static final double FARTHEST = 9;

  private Normal() {}

  /** The distribution's quantiles at (i + ½)/count, ascending. */
  static List<Double> quantiles(int count) {
    List<Double> quantiles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      quantiles.add(quantile((i + 0.5) / count));
    }
    return quantiles;
  }

  private static double quantile(double probability) {
    double low = -FARTHEST;
    double high = FARTHEST;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (probability(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** Of a value up to x: the series x + x³/3 + x⁵/(3·5) + … times the density (Marsaglia 2004). */
  private static double probability(double x) {
    double sum = x;
    double term = x;
    for (int i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
