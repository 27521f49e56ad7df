package io.gan4j.api.metric;

import io.gan4j.api.spec.Check;
import org.jspecify.annotations.Nullable;

/**
 * A number that a metric gives.
 *
 * @param name what it is, for example {@code frechet-distance}: lower-case words joined by hyphens
 * @param value the number; infinite where the definition says so, never NaN
 * @param better which way is better
 * @param spread how sure it is; null if nothing is known
 */
public record MetricValue(String name, double value, Better better, @Nullable Spread spread) {

  /** Which way is better. */
  public enum Better {
    LOWER,
    HIGHER,
    /** Neither: a fact rather than a verdict. */
    NEITHER
  }

  /**
   * The spread of a value.
   *
   * @param standardError estimated standard deviation of the value
   * @param over how many parts or runs it is estimated from, above 1
   * @param method what the parts are: {@code blocks of 1000}, {@code runs with other seeds}
   */
  public record Spread(double standardError, int over, String method) {
    public Spread {
      Check.notNegative("standardError", standardError);
      Check.rule(over > 1, "over", "must be above 1", over);
    }

    /**
     * Half of the 95 % confidence interval: Student's quantile for {@code over − 1} degrees of
     * freedom times the standard error. The quantile is the expansion of Abramowitz and Stegun
     * (26.7.5), too small by less than 1 % at 3 degrees of freedom and exact for 1 and 2.
     */
    public double halfWidth() {
      return quantile(over - 1) * standardError;
    }

    private static double quantile(int freedom) {
      if (freedom <= 2) {
        return freedom == 1 ? 12.706204736 : 4.302652730;
      }
      double z = 1.959963985;
      double z3 = z * z * z;
      double z5 = z3 * z * z;
      double z7 = z5 * z * z;
      double n = freedom;
      return z
          + (z3 + z) / 4 / n
          + (5 * z5 + 16 * z3 + 3 * z) / 96 / (n * n)
          + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / 384 / (n * n * n);
    }
  }

  public MetricValue {
    Check.rule(!Double.isNaN(value), "value", "of " + name + " must be a number", value);
  }

  /** A value that is better when low, of unknown spread. */
  public static MetricValue low(String name, double value) {
    return new MetricValue(name, value, Better.LOWER, null);
  }

  /** A value that is better when high, of unknown spread. */
  public static MetricValue high(String name, double value) {
    return new MetricValue(name, value, Better.HIGHER, null);
  }

  /** A value that is neither good nor bad, of unknown spread. */
  public static MetricValue fact(String name, double value) {
    return new MetricValue(name, value, Better.NEITHER, null);
  }

  /** The same value with its spread. */
  public MetricValue with(Spread known) {
    return new MetricValue(name, value, better, known);
  }

  /** Whether this value is better than another of the same name. Facts are never better. */
  public boolean betterThan(MetricValue other) {
    return switch (better) {
      case LOWER -> value < other.value;
      case HIGHER -> value > other.value;
      case NEITHER -> false;
    };
  }
}
