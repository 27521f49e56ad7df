package io.gan4j.api.metric;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A number, or a few, on how generated samples compare with real ones. A record: its components are
 * its configuration. Sums are accumulated in float64, block after block, so that memory does not
 * grow with the number of samples unless the definition needs all of them at once.
 */
public interface Metric {

  /**
   * What it uses, so that an evaluation that cannot serve it is refused before anything is made.
   */
  Set<MetricNeed> needs();

  /**
   * Why it cannot work in an evaluation that has all that it uses: too few samples, or of a kind
   * that it does not measure. Asked before anything is made. Empty if it can.
   */
  default Optional<String> problem(Conditions conditions) {
    return Optional.empty();
  }

  /**
   * Measures. Random numbers come from {@link Evaluation#random}, so that equal evaluations give
   * equal values.
   *
   * @return at least one value, each of another name; the first is the one that a best checkpoint
   *     is chosen by
   */
  List<MetricValue> measure(Evaluation evaluation);
}
