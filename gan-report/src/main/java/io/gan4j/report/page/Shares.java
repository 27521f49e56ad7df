package io.gan4j.report.page;

import io.gan4j.api.metric.MetricResult;
import io.gan4j.api.metric.MetricValue;
import java.util.List;

/** The shares of classes among a metric's values: one drawing says more than ten lines. */
final class Shares {
  private static final String NAMES = ".+-share-\\d+";

  private Shares() {}

  /** The values that are no shares of classes. */
  static List<MetricValue> without(MetricResult result) {
    return result.values().stream().filter(value -> !value.name().matches(NAMES)).toList();
  }

  /** The shares, in the order of the classes; empty if there are none. */
  static List<Double> of(MetricResult result) {
    return result.values().stream()
        .filter(value -> value.name().matches(NAMES))
        .map(MetricValue::value)
        .toList();
  }
}
