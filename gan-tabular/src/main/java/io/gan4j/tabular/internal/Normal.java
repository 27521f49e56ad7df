package io.gan4j.tabular.internal;

import java.util.ArrayList;
import java.util.List;

/** The standard normal distribution. */
final class Normal {
  private static final int HALVINGS = 60;
  private static final double FARTHEST = 9;
  private static final int EQUAL = 257;
  private static final double TAIL_STEP = 0.05;

  private Normal() {}

  /**
   * Values between which the distribution of so many samples is all but known, ascending: steps of
   * equal probability, beyond them short steps into both tails as far as the samples reach.
   *
   * @param samples 2 or more
   */
  static List<Double> knots(int samples) {
    int equal = Math.min(EQUAL, samples);
    double farthest = quantile(1 - 0.5 / samples);
    List<Double> knots = new ArrayList<>();
    for (int i = 0; i < equal; i++) {
      knots.add(quantile((i + 0.5) / equal));
    }
    for (double tail = knots.get(equal - 1) + TAIL_STEP; tail < farthest; tail += TAIL_STEP) {
      knots.add(0, -tail);
      knots.add(tail);
    }
    if (farthest > knots.get(knots.size() - 1)) {
      knots.add(0, -farthest);
      knots.add(farthest);
    }
    return knots;
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
  static double probability(double x) {
    double sum = x;
    double term = x;
    for (int i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
