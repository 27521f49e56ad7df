package io.gan4j.tf.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.random.RandomKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

@DisplayName("Noise of rows with keys of their own")
class RowNoiseTest {

  private static <T extends TFloating> double[] draw(
      FloatKind<T> kind, GraphNoiseTest.Kind what, String stream, long... keys) {
    return GraphRun.values(
        kind,
        tf ->
            what.draw(
                new RowNoise<>(tf, kind.type(), () -> tf.constant(keys), tables(tf, kind)),
                stream));
  }

  private static <T extends TFloating> TableSource<T> tables(Ops tf, FloatKind<T> kind) {
    Map<String, Operand<T>> drawn = new HashMap<>();
    return (name, rows, values) ->
        drawn.computeIfAbsent(
            name,
            unused ->
                values.apply(
                    new GraphNoise<>(
                        tf,
                        kind.type(),
                        RandomKey.of(1),
                        tf.constant(0L),
                        tf.constant(rows),
                        (more, none, never) -> {
                          throw new AssertionError(more);
                        })));
  }

  @ParameterizedTest
  @EnumSource(GraphNoiseTest.Kind.class)
  @DisplayName("is the same in a row whatever stands beside it, and in a float64 graph")
  void rowsByThemselves(GraphNoiseTest.Kind kind) {
    long[] keys = RandomKeys.some(40);
    double[] all = draw(FloatKind.FLOAT32, kind, "s", keys);
    for (int row : new int[] {0, 1, 17, 39}) {
      assertThat(draw(FloatKind.FLOAT32, kind, "s", keys[row]))
          .containsExactly(Arrays.copyOfRange(all, 3 * row, 3 * row + 3), within(1e-6));
    }
    assertThat(draw(FloatKind.FLOAT64, kind, "s", keys)).containsExactly(all, within(1e-6));
    assertThat(draw(FloatKind.FLOAT32, kind, "t", keys)).isNotEqualTo(all);
  }

  @Test
  @DisplayName("is that of a RandomKey, number for number")
  void asInJava() {
    double[] drawn = draw(FloatKind.FLOAT64, GraphNoiseTest.Kind.UNIFORM, "s", -5, 1L << 62);
    RandomKey stream = RandomKey.of(0).split("rows").split("s");
    for (int row = 0; row < 2; row++) {
      long key = row == 0 ? -5 : 1L << 62;
      // the number at −1 is a key mixed by itself
      RandomKey own = new RandomKey(new RandomKey(key ^ stream.key()).bits(-1));
      for (int i = 0; i < 3; i++) {
        assertThat(drawn[3 * row + i]).isEqualTo((own.bits(i) >>> 41) * 0x1p-23);
      }
    }
  }

  @Test
  @DisplayName("has the distributions it is named after")
  void distributions() {
    long[] keys = RandomKeys.some(20_000);
    double error = 5 / Math.sqrt(60_000);
    double[] uniform = draw(FloatKind.FLOAT32, GraphNoiseTest.Kind.UNIFORM, "u", keys);
    assertThat(Arrays.stream(uniform)).allMatch(v -> v >= 0 && v < 1);
    assertThat(Arrays.stream(uniform).average().orElseThrow())
        .isEqualTo(0.5, within(error * Math.sqrt(1 / 12.0)));
    double[] normal = draw(FloatKind.FLOAT32, GraphNoiseTest.Kind.NORMAL, "n", keys);
    assertThat(Arrays.stream(normal).average().orElseThrow()).isEqualTo(0, within(error));
    assertThat(square(normal)).isEqualTo(1, within(error * Math.sqrt(2)));
    double[] truncated = draw(FloatKind.FLOAT32, GraphNoiseTest.Kind.TRUNCATED, "t", keys);
    assertThat(Arrays.stream(truncated)).allMatch(v -> Math.abs(v) <= 2);
    // 1 − 4φ(2)/(2Φ(2) − 1)
    assertThat(square(truncated)).isEqualTo(0.7737413, within(error));
  }

  private static double square(double[] values) {
    return Arrays.stream(values).map(v -> v * v).average().orElseThrow();
  }

  @Test
  @DisplayName("is keyed by all numbers of a row and by their places")
  void keys() {
    Function<long[][], double[]> keys =
        rows ->
            GraphRun.values(
                FloatKind.FLOAT64,
                tf -> tf.dtypes.cast(RowNoise.keys(tf, tf.constant(rows)), TFloat64.class));
    double[] made = keys.apply(new long[][] {{1, 2, 3}, {3, 2, 1}, {1, 2, 4}, {1, 2, 3}});
    assertThat(made[0]).isEqualTo(made[3]).isNotEqualTo(made[1]).isNotEqualTo(made[2]);
    assertThat(keys.apply(new long[][] {{1, 2, 4}})[0]).isEqualTo(made[2]);
  }

  @ParameterizedTest
  @EnumSource(
      value = GraphNoiseTest.Kind.class,
      names = {"UNIFORM", "NORMAL", "PICK"})
  @DisplayName("of seeds is what TensorFlow draws first for each, but for the last bits")
  void seeds(GraphNoiseTest.Kind kind) {
    long[] seeds = {5, -3, Long.MIN_VALUE, 123_456_789_012L};
    double[] drawn =
        GraphRun.values(
            FloatKind.FLOAT32,
            tf ->
                kind.<TFloat32>draw(
                    new SeedNoise(tf, tf.constant(seeds), tables(tf, FloatKind.FLOAT32)), "s"));
    for (int row = 0; row < seeds.length; row++) {
      long seed = seeds[row];
      double[] first =
          GraphRun.values(
              FloatKind.FLOAT32,
              tf ->
                  kind.draw(
                      GraphNoise.sampling(
                          tf,
                          TFloat32.class,
                          tf.constant(seed),
                          tf.constant(1),
                          tables(tf, FloatKind.FLOAT32)),
                      "s"));
      assertThat(Arrays.copyOfRange(drawn, 3 * row, 3 * row + 3))
          .containsExactly(first, within(2e-6));
    }
  }

  @Test
  @DisplayName("of seeds has no truncated normal numbers")
  void truncated() {
    assertThatThrownBy(
            () ->
                GraphRun.values(
                    FloatKind.FLOAT32,
                    tf ->
                        new SeedNoise(tf, tf.constant(new long[1]), tables(tf, FloatKind.FLOAT32))
                            .truncatedNormal("s", Shape.of(3))))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  /** Keys as rows have them: any 64 bits. */
  private static final class RandomKeys {
    static long[] some(int count) {
      long[] keys = new long[count];
      Arrays.setAll(keys, i -> RandomKey.of(7).bits(i));
      return keys;
    }
  }
}
