package io.gan4j.tabular.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The standard normal distribution. */
final class Normal {
  private static final int HALVINGS = 60;
  private static final double FARTHEST = 9;
  private static final int EQUAL = 257;
  private static final double TAIL_STEP = 0.05;

  /** Probabilities whose quantiles are kept, evenly between 0 and 1. */
  private static final int KEPT = 8192;

  /** Between points that are so near, the density is as good as even. */
  private static final double NEAR = 0.1;

  private Normal() {}

  /** Kept quantiles, made when they are first asked for. */
  private static final class Kept {
    static final double[] QUANTILES =
        IntStream.rangeClosed(0, KEPT).mapToDouble(i -> quantile(i / (double) KEPT)).toArray();
  }

  /**
   * The point below which lies a share of what the distribution has between two points.
   *
   * @param low the lower one
   * @param high the higher one, or the same
   * @param share in [0, 1]
   */
  static double between(double low, double high, double share) {
    if (high - low < NEAR) {
      return low + share * (high - low);
    }
    double below = probability(low);
    double place = (below + share * (probability(high) - below)) * KEPT;
    int cell = (int) Math.max(0, Math.min(KEPT - 1, Math.floor(place)));
    double from = Kept.QUANTILES[cell];
    double point = from + (place - cell) * (Kept.QUANTILES[cell + 1] - from);
    return Math.max(low, Math.min(high, point));
  }

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
