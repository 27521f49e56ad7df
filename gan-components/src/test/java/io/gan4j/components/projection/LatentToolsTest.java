package io.gan4j.components.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.random.RandomKey;
import io.gan4j.components.projection.LatentDirections.Direction;
import io.gan4j.components.projection.LatentProjection.Found;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

@DisplayName("Tools for latents")
class LatentToolsTest {

  /** tanh(K z): three latents, four values; the second latent does most. */
  private record Known() implements GeneratorModel {
    private static final double[][] KERNEL = {
      {0.2, 0, 0, 0.1}, {0, 1.5, -1.5, 0}, {0, 0.3, 0.3, 0},
    };

    static float[] made(double... latent) {
      float[] values = new float[4];
      for (int v = 0; v < 4; v++) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
          sum += latent[i] * KERNEL[i][v];
        }
        values[v] = (float) Math.tanh(sum);
      }
      return values;
    }

    @Override
    public int classes() {
      return 0;
    }

    @Override
    public Optional<FloatNdArray> latents(long seed, int count) {
      FloatNdArray latents = NdArrays.ofFloats(Shape.of(count, 3));
      RandomKey key = RandomKey.of(seed);
      for (int i = 0; i < count * 3; i++) {
        latents.setFloat((float) key.normal(i), i / 3, i % 3);
      }
      return Optional.of(latents);
    }

    @Override
    public FloatNdArray sample(long seed, int count, int @Nullable [] labels) {
      return generate(drawLatents(seed, count), labels);
    }

    @Override
    public FloatNdArray generate(FloatNdArray latents, int @Nullable [] labels) {
      int rows = (int) latents.shape().get(0);
      FloatNdArray samples = NdArrays.ofFloats(Shape.of(rows, 4));
      for (int row = 0; row < rows; row++) {
        float[] made =
            made(latents.getFloat(row, 0), latents.getFloat(row, 1), latents.getFloat(row, 2));
        for (int v = 0; v < 4; v++) {
          samples.setFloat(made[v], row, v);
        }
      }
      return samples;
    }

    @Override
    public Map<String, String> metadata() {
      return Map.of();
    }

    @Override
    public void close() {}
  }

  @Test
  @DisplayName("find the latents of what the generator made")
  void found() {
    Found found =
        new LatentProjection(new Known(), null, 3, 50, 7).find(Known.made(0.4, -0.7, 1.1));
    assertThat(found.distance()).isLessThan(1e-4);
    assertThat(found.latents()).containsExactly(new float[] {0.4f, -0.7f, 1.1f}, within(0.02f));
    assertThat(found.sample()).containsExactly(Known.made(0.4, -0.7, 1.1), within(1e-3f));
    assertThat(found.norm())
        .isCloseTo(Math.sqrt((0.4 * 0.4 + 0.7 * 0.7 + 1.1 * 1.1) / 3), within(0.02));
    assertThat(found.start()).isBetween(1, 3);
  }

  @Test
  @DisplayName("come nearest to what no latents make, and say how near")
  void outOfReach() {
    // values 0 and 3 are tanh 0.2z and tanh 0.1z: they cannot differ in sign
    float[] sought = {0.3f, 0, 0, -0.3f};
    Found found = new LatentProjection(new Known(), null, 2, 50, 7).find(sought);
    assertThat(found.distance()).isBetween(0.1, 0.2121);
    assertThatThrownBy(() -> new LatentProjection(new Known(), null, 1, 1, 1).find(new float[3]))
        .hasMessageContaining("must be of 4 values");
  }

  @Test
  @DisplayName("find the directions that change samples most, by effects and by weights")
  void directions() {
    List<Direction> effects = LatentDirections.ofEffects(new Known(), null, 20, 3);
    List<Direction> weights = LatentDirections.ofWeights(Known.KERNEL);
    for (List<Direction> directions : List.of(effects, weights)) {
      assertThat(directions).hasSize(3);
      assertThat(directions.get(0).values()[1]).isCloseTo(1, within(0.1));
      assertThat(directions.stream().mapToDouble(Direction::share).sum())
          .isCloseTo(1, within(1e-9));
    }
    // K Kᵀ is diagonal: 0.05, 4.5, 0.18
    assertThat(weights.get(0).share()).isCloseTo(4.5 / 4.73, within(1e-9));
    assertThat(weights.get(1).values()).containsExactly(new double[] {0, 0, 1}, within(1e-9));
  }

  @Test
  @DisplayName("truncate latents: those beyond the limit drawn again, all scaled")
  void truncated() {
    TruncatedGenerator generator = new TruncatedGenerator(new Known(), 0.5, 1);
    FloatNdArray latents = generator.drawLatents(1, 200);
    FloatNdArray whole = new Known().drawLatents(1, 200);
    boolean beyond = false;
    for (int i = 0; i < 600; i++) {
      float value = latents.getFloat(i / 3, i % 3);
      float drawn = whole.getFloat(i / 3, i % 3);
      assertThat(Math.abs(value)).isLessThanOrEqualTo(0.5f);
      beyond |= Math.abs(drawn) > 1;
      if (Math.abs(drawn) <= 1) {
        assertThat(value).isEqualTo((float) (0.5 * drawn));
      } else {
        assertThat(Math.abs(value)).as("not merely cut off").isNotEqualTo(0.5f);
      }
    }
    assertThat(beyond).isTrue();
    assertThat(generator.sample(1, 200)).isEqualTo(new Known().generate(latents));
    FloatNdArray coded = new TruncatedGenerator(new Known(), 0.5, 1, 2).drawLatents(1, 200);
    for (int i = 0; i < 200; i++) {
      assertThat(coded.getFloat(i, 0)).as("a code").isEqualTo(whole.getFloat(i, 0));
      assertThat(coded.getFloat(i, 1)).as("a code").isEqualTo(whole.getFloat(i, 1));
      assertThat(coded.getFloat(i, 2)).isEqualTo(latents.getFloat(i, 2));
    }
    assertThatThrownBy(() -> new TruncatedGenerator(new Known(), 1.5, 1))
        .hasMessageContaining("scale must be in [0.0, 1.0]");
  }
}
