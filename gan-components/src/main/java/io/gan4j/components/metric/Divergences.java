package io.gan4j.components.metric;

import io.gan4j.api.spec.Check;

/**
 * Entropies of, and divergences between, discrete distributions, in nats. Every argument is a
 * distribution: not negative, and of sum 1 up to rounding. {@code 0·log 0} is 0; what divides by a
 * probability of 0 is infinite.
 */
public final class Divergences {
  private static final double ROUNDING = 1e-9;

  private Divergences() {}

  /** {@code −Σ p log p}. */
  public static double entropy(double[] p) {
    check(p);
    double sum = 0;
    for (double value : p) {
      if (value > 0) {
        sum -= value * Math.log(value);
      }
    }
    return sum;
  }

  /** {@code −Σ p log q}: infinite if q is 0 somewhere where p is not. */
  public static double crossEntropy(double[] p, double[] q) {
    check(p, q);
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      if (p[i] > 0) {
        sum -= p[i] * Math.log(q[i]);
      }
    }
    return sum;
  }

  /** Kullback–Leibler divergence {@code Σ p log(p/q)}: infinite if q is 0 where p is not. */
  public static double kullbackLeibler(double[] p, double[] q) {
    check(p, q);
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      if (p[i] > 0) {
        sum += p[i] * Math.log(p[i] / q[i]);
      }
    }
    return Math.max(0, sum);
  }

  /** Jensen–Shannon divergence, in [0, log 2]: the mean divergence of both from their middle. */
  public static double jensenShannon(double[] p, double[] q) {
    check(p, q);
    double[] middle = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      middle[i] = (p[i] + q[i]) / 2;
    }
    return (kullbackLeibler(p, middle) + kullbackLeibler(q, middle)) / 2;
  }

  /**
   * Wasserstein-1 distance, in the unit of the positions: the area between the two distribution
   * functions.
   *
   * @param positions where the masses lie, increasing
   */
  public static double wasserstein(double[] positions, double[] p, double[] q) {
    check(p, q);
    Check.rule(positions.length == p.length, "positions", "must be " + p.length, positions.length);
    double ahead = 0;
    double sum = 0;
    for (int i = 0; i + 1 < p.length; i++) {
      double step = positions[i + 1] - positions[i];
      Check.rule(step > 0, "positions", "must increase", positions[i + 1]);
      ahead += p[i] - q[i];
      sum += Math.abs(ahead) * step;
    }
    return sum;
  }

  private static void check(double[] p, double[] q) {
    check(p);
    check(q);
    Check.rule(p.length == q.length, "q", "must have " + p.length + " values", q.length);
  }

  private static void check(double[] p) {
    double sum = 0;
    for (double value : p) {
      Check.rule(value >= 0, "probabilities", "must be >= 0", value);
      sum += value;
    }
    Check.rule(Math.abs(sum - 1) < ROUNDING * p.length, "probabilities", "must sum to 1", sum);
  }
}
