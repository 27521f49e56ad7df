package io.gan4j.components.metric;

import io.gan4j.api.metric.MetricValue.Spread;
import org.jspecify.annotations.Nullable;

/** Mean and standard deviation of a list of numbers. */
final class Statistics {
  private Statistics() {}

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Unbiased standard deviation; 0 for fewer than 2 values. */
  static double deviation(double[] values) {
    if (values.length < 2) {
      return 0;
    }
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / (values.length - 1));
  }

  /** The spread of the mean of these values; null for fewer than 2. */
  static @Nullable Spread ofMean(double[] values, String method) {
    return values.length < 2
        ? null
        : new Spread(deviation(values) / Math.sqrt(values.length), values.length, method);
  }

  /**
   * The spread of a share of some samples, each of which counts or does not; null for one sample.
   * As Agresti and Coull (1998) do, two samples of each kind are added: none of a thousand does not
   * mean none at all.
   */
  static @Nullable Spread ofShare(double share, int samples, String method) {
    if (samples < 2) {
      return null;
    }
    double more = samples + 4;
    double nearer = (share * samples + 2) / more;
    return new Spread(Math.sqrt(nearer * (1 - nearer) / more), samples, method);
  }

  /** The spread of a sum or difference of two independent means; null if one is of a number. */
  static @Nullable Spread ofBoth(double[] first, double[] second, String method) {
    if (first.length < 2 || second.length < 2) {
      return null;
    }
    double a = deviation(first);
    double b = deviation(second);
    return new Spread(
        Math.sqrt(a * a / first.length + b * b / second.length),
        Math.min(first.length, second.length),
        method);
  }
}
