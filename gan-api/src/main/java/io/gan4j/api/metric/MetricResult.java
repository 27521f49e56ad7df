package io.gan4j.api.metric;

import io.gan4j.api.spec.Check;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a metric gave, and under which protocol.
 *
 * @param metric its name
 * @param values what it gave, at least one
 * @param protocol the conditions
 * @param seed of the generated samples and of the metric's own draws
 * @param runs evaluations with seeds of their own that the values are means of
 */
public record MetricResult(
    String metric, List<MetricValue> values, Protocol protocol, long seed, int runs) {

  public MetricResult {
    values = List.copyOf(Check.notEmpty("values", values));
    Check.positive("runs", runs);
  }

  /** The value that a best checkpoint is chosen by. */
  public MetricValue main() {
    return values.get(0);
  }

  /**
   * Refuses to stand beside a result of another protocol.
   *
   * @throws IncomparableResultsException naming every difference
   */
  public void requireComparable(MetricResult other) {
    Map<String, String> differences = protocol.differences(other.protocol);
    if (!differences.isEmpty()) {
      throw new IncomparableResultsException(
          metric
              + " was measured under different protocols, so its numbers cannot be compared: "
              + differences.entrySet().stream()
                  .map(difference -> difference.getKey() + " " + difference.getValue())
                  .collect(Collectors.joining("; ")));
    }
  }
}
