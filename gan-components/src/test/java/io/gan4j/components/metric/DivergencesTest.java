package io.gan4j.components.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.Density;
import io.gan4j.api.data.Range;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.testkit.FakeEvaluation;
import io.gan4j.testkit.FakeSamples;
import io.gan4j.testkit.MetricContract;
import io.gan4j.testkit.MetricContract.Case;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("Divergences")
class DivergencesTest {
  private static final double[] A = {0.5, 0.5};
  private static final double[] B = {0.25, 0.75};
  private static final double[] C = {0.125, 0.875};

  @Nested
  @DisplayName("Of discrete distributions")
  class Discrete {
    @Test
    @DisplayName("are those of the coins: KL(A‖B) = ½ log 4/3, KL(A‖C) = ½ log 16/7")
    void coins() {
      assertThat(Divergences.kullbackLeibler(A, B))
          .isCloseTo(0.5 * Math.log(4.0 / 3), within(1e-15));
      assertThat(Divergences.kullbackLeibler(A, C))
          .isCloseTo(0.5 * Math.log(16.0 / 7), within(1e-15));
      assertThat(Divergences.kullbackLeibler(A, A)).isZero();
    }

    @Test
    @DisplayName("are not symmetric, but for Jensen–Shannon")
    void symmetry() {
      assertThat(Divergences.kullbackLeibler(B, A))
          .isCloseTo(0.25 * Math.log(0.5) + 0.75 * Math.log(1.5), within(1e-15))
          .isNotEqualTo(Divergences.kullbackLeibler(A, B));
      assertThat(Divergences.jensenShannon(A, C))
          .isEqualTo(Divergences.jensenShannon(C, A))
          .isPositive();
    }

    @Test
    @DisplayName("hold together: cross-entropy = entropy + KL")
    void crossEntropy() {
      assertThat(Divergences.entropy(A)).isCloseTo(Math.log(2), within(1e-15));
      assertThat(Divergences.crossEntropy(A, C))
          .isCloseTo(Divergences.entropy(A) + Divergences.kullbackLeibler(A, C), within(1e-15));
    }

    @Test
    @DisplayName("of disjoint supports are infinite for KL and log 2 for Jensen–Shannon")
    void disjoint() {
      double[] left = {1, 0};
      double[] right = {0, 1};
      assertThat(Divergences.kullbackLeibler(left, right)).isInfinite();
      assertThat(Divergences.crossEntropy(left, right)).isInfinite();
      assertThat(Divergences.jensenShannon(left, right)).isCloseTo(Math.log(2), within(1e-15));
      assertThat(Divergences.entropy(left)).isZero();
    }

    @Test
    @DisplayName("by Wasserstein still tell how far disjoint supports are apart")
    void wasserstein() {
      double[] places = {0, 1, 10};
      double[] here = {1, 0, 0};
      assertThat(Divergences.wasserstein(places, here, new double[] {0, 1, 0})).isEqualTo(1);
      assertThat(Divergences.wasserstein(places, here, new double[] {0, 0, 1})).isEqualTo(10);
      assertThat(Divergences.wasserstein(places, here, new double[] {0.5, 0, 0.5})).isEqualTo(5);
    }

    @Test
    @DisplayName("refuse what is no distribution")
    void refusals() {
      assertThatThrownBy(() -> Divergences.entropy(new double[] {0.5, 0.6}))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("must sum to 1, found 1.1");
      assertThatThrownBy(() -> Divergences.entropy(new double[] {-0.5, 1.5}))
          .hasMessageContaining("must be >= 0");
      assertThatThrownBy(() -> Divergences.wasserstein(new double[] {1, 0}, new double[] {1, 0}, A))
          .hasMessageContaining("must increase");
    }
  }

  /** Uniform on [0, 4). */
  private record Uniform() implements Density {
    @Override
    public double at(double... point) {
      return point[0] >= 0 && point[0] < 4 ? 0.25 : 0;
    }

    @Override
    public List<Range> window() {
      return List.of(new Range(0, 4));
    }

    @Override
    public List<double[]> modes() {
      return List.of();
    }
  }

  @TestFactory
  @DisplayName("From a known density keep the contract")
  Stream<DynamicTest> known() {
    return MetricContract.of(
            new DensityDivergence(2),
            new Case(
                "is 0 where every cell has its share",
                of(0.5, 1.5, 2.5, 3.5),
                "jensen-shannon",
                0,
                1e-15),
            new Case(
                "is KL of coins where it has not",
                of(0.5, 2.5, 2.6, 3.5),
                "kl-data-from-generated",
                0.5 * Math.log(4.0 / 3)),
            new Case(
                "is log 2 where all samples lie outside",
                of(-1, 4, Double.POSITIVE_INFINITY),
                "jensen-shannon",
                Math.log(2)))
        .tests();
  }

  private static FakeEvaluation of(double... samples) {
    return FakeEvaluation.of(FakeSamples.of(samples)).withDensity(new Uniform());
  }

  @Test
  @DisplayName("From a known density falls towards 0 as samples of it grow in number")
  void converges() {
    RandomKey random = RandomKey.of(5);
    double[] samples = new double[20_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = 4 * random.uniform(i);
    }
    // expected about 50 / (8·20,000)
    assertThat(MetricContract.value(new DensityDivergence(50), of(samples), "jensen-shannon"))
        .isBetween(1e-4, 6e-4);
  }
}
