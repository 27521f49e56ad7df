package io.gan4j.core.metric;

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
}
