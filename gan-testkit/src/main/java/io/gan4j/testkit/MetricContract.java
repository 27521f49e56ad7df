package io.gan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricValue;
import java.util.List;

/**
 * What every metric promises: values with names, the same for the same evaluation, from nothing but
 * what it said it needs, and right where the right answer is known.
 */
public final class MetricContract {
  private MetricContract() {}

  /**
   * An evaluation whose answer is known.
   *
   * @param sentence what is known: {@code is 0 for equal samples}
   * @param evaluation what to measure on
   * @param value name of the value
   * @param expected what it must be
   * @param tolerance how far it may be off, absolutely
   */
  public record Case(
      String sentence, FakeEvaluation evaluation, String value, double expected, double tolerance) {

    /** Right up to rounding. */
    public Case(String sentence, FakeEvaluation evaluation, String value, double expected) {
      this(sentence, evaluation, value, expected, 1e-9 * Math.max(1, Math.abs(expected)));
    }
  }

  /**
   * The contract of a metric.
   *
   * @param cases at least one
   */
  public static Contract of(Metric metric, Case... cases) {
    FakeEvaluation any = cases[0].evaluation();
    Contract contract =
        new Contract(metric)
            .promise("names its values", () -> names(metric, any))
            .promise("gives the same for the same evaluation", () -> same(metric, any))
            .promise(
                "uses nothing but what it needs", () -> metric.measure(any.with(metric.needs())));
    for (Case known : cases) {
      contract.promise(
          known.sentence(),
          () ->
              assertThat(value(metric, known.evaluation(), known.value()))
                  .as(known.value())
                  .isCloseTo(known.expected(), within(known.tolerance())));
    }
    return contract;
  }

  /** A value that a metric gives, by its name. */
  public static double value(Metric metric, FakeEvaluation evaluation, String name) {
    List<MetricValue> values = metric.measure(evaluation);
    return values.stream()
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(metric + " gives no " + name + " but " + values))
        .value();
  }

  private static void names(Metric metric, FakeEvaluation evaluation) {
    assertThat(metric.measure(evaluation).stream().map(MetricValue::name))
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).matches("[a-z0-9]+(-[a-z0-9]+)*"));
  }

  private static void same(Metric metric, FakeEvaluation evaluation) {
    assertThat(metric.measure(evaluation)).isEqualTo(metric.measure(evaluation));
  }
}
