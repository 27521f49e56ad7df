package io.gan4j.components.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.Conditions;
import io.gan4j.api.metric.Evaluation.Pairs;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.testkit.FakeEvaluation;
import io.gan4j.testkit.FakeSamples;
import io.gan4j.testkit.MetricContract;
import io.gan4j.testkit.MetricContract.Case;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("Errors against the target")
class PairedErrorTest {
  private static final SampleSpace IMAGES =
      SampleSpace.images(11, 11, 1).withRange(Range.SYMMETRIC);

  /** Images of one level each. */
  private static FakeSamples flat(double... levels) {
    double[][] images = new double[levels.length][121];
    for (int i = 0; i < levels.length; i++) {
      Arrays.fill(images[i], levels[i]);
    }
    return FakeSamples.of(IMAGES, images);
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    FakeEvaluation apart = FakeEvaluation.ofPairs(flat(-0.5, 0.25), flat(-0.3, 0.25 - 0.4));
    FakeEvaluation equal = FakeEvaluation.ofPairs(flat(0.5), flat(0.5));
    // Of flat images only luminance differs: (2ab + c₁) / (a² + b² + c₁), c₁ = (0.01 · 2)².
    double first = (2 * 0.5 * 0.3 + 4e-4) / (0.25 + 0.09 + 4e-4);
    double second = (-2 * 0.25 * 0.15 + 4e-4) / (0.0625 + 0.0225 + 4e-4);
    return MetricContract.of(
            new PairedError(),
            new Case("is the mean share of the range", apart, "l1", (0.1 + 0.2) / 2),
            new Case("is in decibels", apart, "psnr", (20 - 20 * Math.log10(0.2)) / 2),
            new Case("sees structure", apart, "ssim", (first + second) / 2, 1e-6),
            new Case("has nothing to tell apart", equal, "l1", 0),
            new Case("is as alike as can be", equal, "ssim", 1))
        .tests();
  }

  @Test
  @DisplayName("are of pairs by place, infinite where one is met, and have a spread")
  void values() {
    List<MetricValue> met =
        new PairedError().measure(FakeEvaluation.ofPairs(flat(0.5, 0.1), flat(0.5, 0.2)));
    assertThat(met).extracting(MetricValue::name).containsExactly("l1", "psnr", "ssim");
    assertThat(met.get(1).value()).isInfinite();
    assertThat(met.get(0).spread()).isNotNull();
    Pairs vectors =
        new Pairs(
            FakeSamples.of(SampleSpace.vectors(1).withRange(Range.UNIT), new double[][] {{1}}),
            FakeSamples.of(SampleSpace.vectors(1).withRange(Range.UNIT), new double[][] {{0}}));
    assertThat(new PairedError().measure(FakeEvaluation.ofPairs(vectors.made(), vectors.targets())))
        .extracting(MetricValue::name)
        .containsExactly("l1", "psnr");
  }

  @Test
  @DisplayName("are refused where values have no range")
  void refused() {
    assertThat(new PairedError().problem(new Conditions(SampleSpace.vectors(2), 10, 10, 10, null)))
        .hasValue("is measured by the range of the values, and these have none");
  }
}
