package io.gan4j.components.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.metric.Evaluation.Conditioned;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.Rows;
import io.gan4j.testkit.FakeEvaluation;
import io.gan4j.testkit.FakeSamples;
import io.gan4j.testkit.MetricContract;
import io.gan4j.testkit.MetricContract.Case;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("Errors against conditions")
class ConditionErrorTest {
  private static FakeEvaluation evaluation(
      double[][] made, double[][] real, List<String> names, double... conditions) {
    return FakeEvaluation.of(
        new Conditioned(
            FakeSamples.of(made).withEstimates(made),
            FakeSamples.of(real).withEstimates(real),
            names,
            Rows.of(conditions, names.size())));
  }

  /** Ages 20, 40 and 60, whose standard deviation is 20, and whether somebody smiles. */
  private static FakeEvaluation faces() {
    return evaluation(
        new double[][] {{30, 0.4}, {40, 0.6}, {80, 0.1}},
        new double[][] {{20, 0.2}, {40, 0.9}, {50, 0.9}},
        List.of("age", "Smiles?"),
        20,
        0,
        40,
        1,
        60,
        1);
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    double smile = Math.sqrt(1.0 / 3); // the deviation of 0, 1, 1
    double ofSmile = (0.4 + 0.4 + 0.9) / 3 / smile;
    FakeEvaluation met =
        evaluation(new double[][] {{1}, {2}}, new double[][] {{1}, {2}}, List.of("x"), 1, 2);
    return MetricContract.of(
            new ConditionError(),
            new Case("is in deviations", faces(), "condition-error", (30.0 / 3 / 20 + ofSmile) / 2),
            new Case("is in a number's own unit", faces(), "error-age", 10),
            new Case("says what the network allows", faces(), "error-age-of-data", 10.0 / 3),
            new Case("tells attributes apart", faces(), "attribute-accuracy", 2.0 / 3),
            new Case("does so of the data", faces(), "attribute-accuracy-of-data", 1),
            new Case("is nothing where all are met", met, "condition-error", 0))
        .tests();
  }

  @Test
  @DisplayName("have a spread, and no accuracy where no number is an attribute")
  void values() {
    List<MetricValue> values =
        new ConditionError()
            .measure(
                evaluation(
                    new double[][] {{1}, {2}, {4}},
                    new double[][] {{1}, {2}, {3}},
                    List.of("x"),
                    1,
                    2,
                    3));
    assertThat(values)
        .extracting(MetricValue::name)
        .containsExactly(
            "condition-error", "condition-error-of-data", "error-x", "error-x-of-data");
    assertThat(values.get(0).spread()).isNotNull();
  }
}
