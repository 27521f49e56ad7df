package io.gan4j.components.latents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.Latents;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.StratifiedLatents;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.latents.PoolLatents.Scale;
import io.gan4j.testkit.DoubleNoise;
import io.gan4j.testkit.DoubleOps;
import io.gan4j.testkit.LatentsContract;
import io.gan4j.testkit.LatentsContract.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.ndarray.Shape;

@DisplayName("The built-in latents")
class LatentsTest {

  @TestFactory
  Stream<DynamicTest> keepTheContract() {
    return Stream.of(
            LatentsContract.of(new NormalLatents(100), new Moments(0, 1)),
            LatentsContract.of(new UniformLatents(100, -1, 1), new Moments(0, 1.0 / 3)),
            // the 2014 paper's MNIST latents: variance 1
            LatentsContract.of(
                new UniformLatents(100, -Math.sqrt(3), Math.sqrt(3)), new Moments(0, 1)),
            LatentsContract.of(new TruncatedNormalLatents(64), new Moments(0, 0.7737413)),
            LatentsContract.of(
                new ScaledLatents(new NormalLatents(100), 0.5), new Moments(0, 0.25)),
            LatentsContract.of(new PoolLatents(new NormalLatents(20), 2000, Scale.NONE), null),
            LatentsContract.of(new PoolLatents(new NormalLatents(20), 2000, Scale.UNIT), null))
        .flatMap(contract -> contract.tests());
  }

  private static double[] draw(Latents latents, long seed, long draw, int batch) {
    return latents.draw(new DoubleOps(), DoubleNoise.of(seed, draw, batch)).values();
  }

  @Test
  @DisplayName("uniform and truncated normal latents stay between their ends")
  void ends() {
    for (double value : draw(new UniformLatents(50, 2, 3), 1, 0, 100)) {
      assertThat(value).isBetween(2.0, 3.0);
    }
    for (double value : draw(new TruncatedNormalLatents(50), 1, 0, 100)) {
      assertThat(value).isBetween(-2.0, 2.0);
    }
  }

  @Test
  @DisplayName("of rows with strata begin with one of them, each as often as its share")
  void strata() {
    Latents latents = new StratifiedLatents(new NormalLatents(2), List.of(0.1, 0.0, 0.25));
    assertThat(latents.shape()).isEqualTo(Shape.of(6));
    double[] drawn = draw(latents, 3, 1, 20_000);
    double[] counts = new double[4];
    for (int row = 0; row < 20_000; row++) {
      double[] stratum = Arrays.copyOfRange(drawn, row * 6, row * 6 + 4);
      assertThat(Arrays.stream(stratum).sum()).isEqualTo(1);
      for (int i = 0; i < 4; i++) {
        assertThat(stratum[i]).isIn(0.0, 1.0);
        counts[i] += stratum[i] / 20_000;
      }
    }
    // four standard deviations of a share of 20,000 draws
    assertThat(counts).containsExactly(new double[] {0.1, 0, 0.25, 0.65}, within(0.014));
    assertThat(draw(latents, 3, 1, 7)).isEqualTo(Arrays.copyOf(drawn, 42));
    assertThat(draw(latents, 3, 2, 20_000)).isNotEqualTo(drawn);
    assertThat(StratifiedLatents.of(latents, SampleSpace.vectors(3))).isSameAs(latents);
  }

  @Nested
  @DisplayName("a pool")
  class Pool {

    private Set<List<Double>> rows(PoolLatents pool, long draw, int batch) {
      double[] values = draw(pool, 9, draw, batch);
      int width = values.length / batch;
      List<List<Double>> rows = new ArrayList<>();
      for (int n = 0; n < batch; n++) {
        rows.add(Arrays.stream(values, n * width, (n + 1) * width).boxed().toList());
      }
      return new HashSet<>(rows);
    }

    @Test
    @DisplayName("holds as many latents as it says, in every draw the same ones")
    void fixed() {
      PoolLatents pool = new PoolLatents(new NormalLatents(3), 5, Scale.NONE);
      Set<List<Double>> first = rows(pool, 0, 200);
      assertThat(first).hasSize(5);
      assertThat(rows(pool, 1, 200)).isEqualTo(first);
    }

    @Test
    @DisplayName("scaled to unit, has a 0 and a 1 in every latent")
    void unit() {
      PoolLatents pool = new PoolLatents(new NormalLatents(30), 40, Scale.UNIT);
      assertThat(rows(pool, 0, 50))
          .allSatisfy(
              row -> {
                assertThat(row).allMatch(value -> value >= 0 && value <= 1);
                assertThat(row).contains(0.0).anyMatch(value -> Math.abs(value - 1) < 1e-12);
              });
    }

    @Test
    @DisplayName("of single values cannot be scaled")
    void single() {
      assertThatThrownBy(() -> new PoolLatents(new NormalLatents(1), 5, Scale.UNIT))
          .isInstanceOf(InvalidValueException.class)
          .hasMessage("scale must be none for latents of a single value, found UNIT");
    }
  }

  @Test
  @DisplayName("refuse sizes below 1 and ends in the wrong order")
  void refuse() {
    assertThatThrownBy(() -> new NormalLatents(0)).hasMessage("size must be > 0, found 0");
    assertThatThrownBy(() -> new UniformLatents(3, 1, 1))
        .hasMessage("low must be < high (1.0), found 1.0");
  }
}
