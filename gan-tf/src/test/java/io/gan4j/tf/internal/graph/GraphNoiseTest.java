package io.gan4j.tf.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.tensor.NoiseSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

@DisplayName("Noise in the graph")
class GraphNoiseTest {

  /** Everything a source draws. */
  enum Kind {
    UNIFORM,
    NORMAL,
    TRUNCATED,
    PICK;

    <T extends TFloating> Operand<T> draw(NoiseSource<Operand<T>> noise, String stream) {
      Shape shape = Shape.of(3);
      return switch (this) {
        case UNIFORM -> noise.uniform(stream, shape);
        case NORMAL -> noise.normal(stream, shape);
        case TRUNCATED -> noise.truncatedNormal(stream, shape);
        case PICK -> noise.pick(stream, 40, table -> table.normal("rows", shape));
      };
    }
  }

  private static double[] draw(Kind kind, long seed, long draw, int batch, String stream) {
    return GraphRun.noise(
        FloatKind.FLOAT32, seed, draw, batch, (tf, noise) -> kind.draw(noise, stream));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  @DisplayName("does not depend on the size of the batch in its first samples")
  void firstSamplesDoNotDependOnTheBatch(Kind kind) {
    double[] many = draw(kind, 1, 2, 1000, "s");
    for (int batch : new int[] {1, 5, 64}) {
      assertThat(draw(kind, 1, 2, batch, "s")).isEqualTo(Arrays.copyOf(many, 3 * batch));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  @DisplayName("depends on seed, draw and stream, and on nothing else")
  void dependsOnItsKey(Kind kind) {
    double[] once = draw(kind, 1, 2, 7, "s");
    assertThat(draw(kind, 1, 2, 7, "s")).isEqualTo(once);
    assertThat(draw(kind, 9, 2, 7, "s")).isNotEqualTo(once);
    assertThat(draw(kind, 1, 3, 7, "s")).isNotEqualTo(once);
    assertThat(draw(kind, 1, 2, 7, "t")).isNotEqualTo(once);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  @DisplayName("is the same in a float64 graph")
  void isTheSameInFloat64(Kind kind) {
    assertThat(GraphRun.noise(FloatKind.FLOAT64, 1, 2, 7, (tf, noise) -> kind.draw(noise, "s")))
        .isEqualTo(draw(kind, 1, 2, 7, "s"));
  }

  @Test
  @DisplayName("has the distributions it is named after")
  void hasItsDistributions() {
    int n = 3 * 20_000;
    double error = 5 / Math.sqrt(n);
    double[] uniform = draw(Kind.UNIFORM, 1, 0, 20_000, "u");
    assertThat(Arrays.stream(uniform)).allMatch(v -> v >= 0 && v < 1);
    assertThat(mean(uniform)).isEqualTo(0.5, within(error * Math.sqrt(1 / 12.0)));
    double[] normal = draw(Kind.NORMAL, 1, 0, 20_000, "n");
    assertThat(mean(normal)).isEqualTo(0, within(error));
    assertThat(variance(normal)).isEqualTo(1, within(error * Math.sqrt(2)));
    double[] truncated = draw(Kind.TRUNCATED, 1, 0, 20_000, "t");
    assertThat(Arrays.stream(truncated)).allMatch(v -> Math.abs(v) <= 2);
    // Variance of a normal cut at two standard deviations: 1 − 4φ(2)/(2Φ(2) − 1).
    assertThat(variance(truncated)).isEqualTo(0.7737413, within(error));
  }

  @Test
  @DisplayName("picks every row of a table that stays the same from draw to draw")
  void picksRows() {
    Set<List<Double>> rows = new HashSet<>();
    for (long draw = 0; draw < 5; draw++) {
      double[] picked = draw(Kind.PICK, 1, draw, 200, "p");
      for (int i = 0; i < picked.length; i += 3) {
        rows.add(List.of(picked[i], picked[i + 1], picked[i + 2]));
      }
    }
    assertThat(rows).hasSize(40);
  }

  @Test
  @DisplayName("of a shared pass is what each half would see alone")
  void joins() {
    double[] joined =
        GraphRun.<TFloat32>noise(
            FloatKind.FLOAT32,
            1,
            2,
            4,
            (tf, noise) ->
                new JoinedNoise<>(
                        tf, new ScopedNoise<>("a/", noise), new ScopedNoise<>("b/", noise))
                    .uniform("s", Shape.of(3)));
    assertThat(Arrays.copyOf(joined, 12)).isEqualTo(draw(Kind.UNIFORM, 1, 2, 4, "a/s"));
    assertThat(Arrays.copyOfRange(joined, 12, 24)).isEqualTo(draw(Kind.UNIFORM, 1, 2, 4, "b/s"));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }
}
