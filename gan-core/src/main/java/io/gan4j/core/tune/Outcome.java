package io.gan4j.core.tune;

import io.gan4j.api.metric.MetricValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a trial at a rung.
 *
 * @param trial its number
 * @param rung index of the rung, from 0 on
 * @param step training steps that it had done
 * @param values of the metric that decides, the first before the others; none if the trial failed
 * @param failure why it failed; empty if it did not
 */
public record Outcome(int trial, int rung, long step, List<MetricValue> values, String failure) {
  public Outcome {
    values = List.copyOf(values);
  }

  /** The value that decides; null if it failed. */
  public @Nullable MetricValue value() {
    return values.isEmpty() ? null : values.get(0);
  }

  /**
   * Whether it is better than another of the same rung: what failed never is. Where two are equal,
   * the metric's next value decides.
   */
  public boolean betterThan(Outcome other) {
    if (values.isEmpty() || other.values.isEmpty()) {
      return other.values.isEmpty() && !values.isEmpty();
    }
    for (int i = 0; i < Math.min(values.size(), other.values.size()); i++) {
      MetricValue own = values.get(i);
      MetricValue their = other.values.get(i);
      if (own.betterThan(their) || their.betterThan(own)) {
        return own.betterThan(their);
      }
    }
    return false;
  }
}
