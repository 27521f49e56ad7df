package io.gan4j.report.page;

import io.gan4j.api.metric.MetricValue;
import io.gan4j.core.evaluate.Measured;
import io.gan4j.report.verdict.Evidence;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The first metric of a run while it trained: what its verdict rests on. */
final class MeasuredTrend {
  private MeasuredTrend() {}

  /**
   * The main value of the first metric that has a better and a worse, under the protocol that it
   * was first measured with; null if it was measured less than twice.
   */
  static Evidence.@Nullable Measured of(List<Measured> measured) {
    Measured first =
        measured.stream()
            .filter(m -> m.result().main().better() != MetricValue.Better.NEITHER)
            .findFirst()
            .orElse(null);
    if (first == null) {
      return null;
    }
    TreeMap<Long, Double> values = new TreeMap<>();
    for (Measured other : measured) {
      if (other.result().metric().equals(first.result().metric())
          && other.result().protocol().equals(first.result().protocol())) {
        values.put(other.step(), other.result().main().value());
      }
    }
    return values.size() < 2
        ? null
        : new Evidence.Measured(
            first.result().main().name(),
            first.result().main().better() == MetricValue.Better.LOWER,
            List.copyOf(values.keySet()),
            List.copyOf(values.values()));
  }
}
