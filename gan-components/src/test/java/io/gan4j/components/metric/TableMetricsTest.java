package io.gan4j.components.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.NumberColumn.Limits;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.Scale;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.random.RandomKey;
import io.gan4j.testkit.FakeEvaluation;
import io.gan4j.testkit.FakeSamples;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The measures of a table")
class TableMetricsTest {
  private static final Limits WIDE = new Limits(-1e6, 1e6, -1);

  /** Two numbers, the first with NULLs, and three categories. */
  private static final Columns COLUMNS =
      new Columns(
          List.of(
              new NumberColumn("x", "DOUBLE", true, new Scale.Standard(0, 1), WIDE),
              new NumberColumn("y", "DOUBLE", false, new Scale.Standard(0, 1), WIDE),
              new CategoryColumn("k", "VARCHAR", false, List.of("a", "b", "c"))));

  private static final SampleSpace SPACE = SampleSpace.rows(COLUMNS);

  private static double[] row(double x, double y, int category) {
    boolean there = !Double.isNaN(x);
    double[] row = {there ? x : 0, there ? 1 : 0, there ? 0 : 1, y, 0, 0, 0};
    row[4 + category] = 1;
    return row;
  }

  private static Map<String, Double> values(Metric metric, FakeEvaluation evaluation) {
    return metric.measure(evaluation).stream()
        .collect(Collectors.toMap(MetricValue::name, MetricValue::value));
  }

  private static Map<String, Double> quality(double[][] real, double[][] generated) {
    return values(
        new TableQuality(),
        FakeEvaluation.of(FakeSamples.of(SPACE, generated), FakeSamples.of(SPACE, real)));
  }

  @Test
  @DisplayName("are 1 of equal rows")
  void equal() {
    double[][] rows =
        IntStream.range(0, 400)
            .mapToObj(i -> row(i % 9 == 0 ? Double.NaN : i % 7, i % 7, i < 2 ? 2 : i % 7 / 4))
            .toArray(double[][]::new);
    assertThat(quality(rows, rows))
        .containsOnlyKeys(
            "quality",
            "column-shapes",
            "column-pairs",
            "all-pairs",
            "rare-categories",
            "null-patterns")
        .allSatisfy((name, value) -> assertThat(value).as(name).isEqualTo(1, within(1e-12)));
  }

  @Test
  @DisplayName("are those of SDMetrics, worked out by hand")
  void byHand() {
    // x: 0, 2, 4, NULL against 0, 2, 2, 2; y: 0..3 against 3..0; k: a a b b against a a a b.
    double[][] real = {row(0, 0, 0), row(2, 1, 0), row(4, 2, 1), row(Double.NaN, 3, 1)};
    double[][] made = {row(0, 3, 0), row(2, 2, 0), row(2, 1, 0), row(2, 0, 1)};
    Map<String, Double> quality = quality(real, made);
    // KS of x: beyond 2 two of three against all; y none; TV of k a quarter.
    assertThat(quality.get("column-shapes"))
        .isEqualTo((1 - 1 / 3.0 + 1 + 1 - 0.25) / 3, within(1e-12));
    // x and y: correlation 1 against that of 0 2 2 2 and 3 2 1 0, -3/sqrt(15).
    double numbers = 1 - (1 + 3 / Math.sqrt(15)) / 2;
    // x and k with the real bins (0 to 4 by 0.4): cells 1a 6a 10b -b against 1a 6a 6a 6b.
    double first = 1 - (0 + 0.25 + 0.25 + 0.25 + 0.25) / 2;
    // y and k (0 to 3 by 0.3): 0a 1a 2b 3b against 3a 2a 1a 0b.
    double second = 1 - (0.25 + 0 + 0.25 + 0.25 + 0.25 + 0.25 + 0.25) / 2;
    assertThat(quality.get("all-pairs")).isEqualTo((numbers + first + second) / 3, within(1e-12));
    // Each side's own bins: x of the generated rows is 1a 11a 11a 11b, real 1a 6a 11b 11b.
    double own = 1 - (0 + 0.25 + 0.5 + 0.25) / 2;
    assertThat(quality.get("column-pairs")).isEqualTo((numbers + own + second) / 3, within(1e-12));
    assertThat(quality.get("null-patterns")).isEqualTo(0.75);
    assertThat(quality).doesNotContainKey("rare-categories");
  }

  private static double[][] noise(String name, int count) {
    RandomKey key = RandomKey.of(1).split(name);
    return IntStream.range(0, count)
        .mapToObj(i -> row(key.normal(2L * i), key.normal(2L * i + 1), i % 3))
        .toArray(double[][]::new);
  }

  private static Map<String, Double> privacy(double[][] training, double[][] generated) {
    FakeSamples held = FakeSamples.of(SPACE, noise("held", 300));
    return values(
        new TablePrivacy(300),
        FakeEvaluation.of(FakeSamples.of(SPACE, generated), held)
            .withHeldOut(held)
            .withTraining(FakeSamples.of(SPACE, training)));
  }

  @Test
  @DisplayName("of privacy find rows that were copied, and nothing in rows of their own")
  void privacy() {
    double[][] training = noise("training", 300);
    Map<String, Double> own = privacy(training, noise("generated", 300));
    // Four standard deviations of a share, and of an area, of 300.
    assertThat(own.get("nearer-to-training")).isEqualTo(0.5, within(0.116));
    assertThat(own.get("membership-area")).isEqualTo(0.5, within(0.095));
    assertThat(own.get("copied-rows")).isZero();
    Map<String, Double> copied = privacy(training, training);
    assertThat(copied.get("nearer-to-training")).isEqualTo(1);
    assertThat(copied.get("membership-area")).isEqualTo(1);
    assertThat(copied.get("copied-rows")).isEqualTo(1);
    assertThat(copied.get("copies-held-out")).isZero();
  }
}
