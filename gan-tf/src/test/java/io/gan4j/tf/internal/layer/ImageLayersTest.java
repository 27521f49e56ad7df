package io.gan4j.tf.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.layer.BlurPool;
import io.gan4j.api.layer.Crop;
import io.gan4j.api.layer.DepthToSpace;
import io.gan4j.api.layer.GaussianNoise;
import io.gan4j.api.layer.GlobalPool;
import io.gan4j.api.layer.Size;
import io.gan4j.api.layer.Upsample;
import io.gan4j.api.network.ShapeMismatchException;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;

@DisplayName("A layer on images without weights")
class ImageLayersTest {

  @Nested
  @DisplayName("upsample")
  class Upsampling {

    @Test
    @DisplayName("nearest repeats rows and columns")
    void nearest() {
      Upsample layer = new Upsample(new Size(2, 3), Upsample.Method.NEAREST);
      try (LayerHarness harness = new LayerHarness(layer, Shape.of(2, 2, 1), 1)) {
        harness.withInput(1, 2, 3, 4);
        assertThat(harness.trained())
            .containsExactly(
                1, 1, 1, 2, 2, 2, //
                1, 1, 1, 2, 2, 2, //
                3, 3, 3, 4, 4, 4, //
                3, 3, 3, 4, 4, 4);
      }
    }

    @Test
    @DisplayName("bilinear weighs the pixels around by distance between centres")
    void bilinear() {
      Upsample layer = new Upsample(new Size(1, 2), Upsample.Method.BILINEAR);
      try (LayerHarness harness = new LayerHarness(layer, Shape.of(1, 3, 1), 1)) {
        harness.withInput(0, 4, 8);
        assertThat(harness.trained())
            .containsExactly(new double[] {0, 1, 3, 5, 7, 8}, within(1e-12));
      }
      Upsample square = new Upsample(Size.of(2), Upsample.Method.BILINEAR);
      try (LayerHarness harness = new LayerHarness(square, Shape.of(2, 2, 1), 1)) {
        harness.withInput(0, 16, 32, 48);
        double[] expected = {0, 4, 12, 16, 8, 12, 20, 24, 24, 28, 36, 40, 32, 36, 44, 48};
        assertThat(harness.trained()).containsExactly(expected, within(1e-12));
      }
    }

    @Test
    @DisplayName("binomial weighs as bilinear does, with 0 beyond the border")
    void binomial() {
      Upsample square = new Upsample(Size.of(2), Upsample.Method.BINOMIAL);
      try (LayerHarness harness = new LayerHarness(square, Shape.of(1, 3, 1), 1)) {
        harness.withInput(4, 8, 16);
        double[] line = {3, 5, 7, 10, 14, 12};
        double[] expected = new double[12];
        for (int i = 0; i < 12; i++) {
          expected[i] = 0.75 * line[i % 6]; // above and below lies 0
        }
        assertThat(harness.trained()).containsExactly(expected, within(1e-12));
      }
      assertThatThrownBy(() -> new Upsample(new Size(2, 1), Upsample.Method.BINOMIAL))
          .hasMessageContaining("factor must be 2 where the method is binomial");
    }

    @Test
    @DisplayName("has its counterpart in blur-pool, which also takes odd sides")
    void blurPool() {
      try (LayerHarness harness = new LayerHarness(new BlurPool(), Shape.of(2, 5, 1), 1)) {
        harness.withInput(8, 16, 24, 32, 40, 8, 16, 24, 32, 40);
        // Rows: 3/8 of each of both. Columns: [3·8 + 3·16 + 24]/8, …, [32 + 3·40]/8.
        double[] line = {12, 28, 19};
        double[] expected = {0.75 * line[0], 0.75 * line[1], 0.75 * line[2]};
        assertThat(harness.trained()).containsExactly(expected, within(1e-12));
      }
    }

    @Test
    @DisplayName("bilinear by an odd factor keeps the pixels at their centres")
    void odd() {
      Upsample layer = new Upsample(Size.of(3), Upsample.Method.BILINEAR);
      try (LayerHarness harness = new LayerHarness(layer, Shape.of(2, 4, 2), 2)) {
        double[] large = harness.trained();
        double[] small = harness.input();
        for (int row = 0; row < 2; row++) {
          for (int column = 0; column < 4; column++) {
            int centre = ((3 * row + 1) * 12 + 3 * column + 1) * 2;
            assertThat(large[centre]).isEqualTo(small[(row * 4 + column) * 2], within(1e-12));
          }
        }
      }
    }

    @ParameterizedTest
    @EnumSource(Upsample.Method.class)
    @DisplayName("has the gradients of finite differences, of any size and number of channels")
    void gradients(Upsample.Method method) {
      Size factor = method == Upsample.Method.BINOMIAL ? Size.of(2) : new Size(2, 3);
      Upsample layer = new Upsample(factor, method);
      try (LayerHarness harness = new LayerHarness(layer, Shape.of(3, 2, 2), 2)) {
        harness.checkGradients();
        assertThat(harness.trained()).isEqualTo(harness.inferred());
      }
    }
  }

  @Nested
  @DisplayName("crop")
  class Cropping {

    @Test
    @DisplayName("keeps the middle; an odd row goes below, an odd column to the right")
    void values() {
      try (LayerHarness harness =
          new LayerHarness(new Crop(new Size(1, 2)), Shape.of(2, 4, 1), 2)) {
        harness.withInput(0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17);
        assertThat(harness.trained()).containsExactly(1, 2, 11, 12);
        assertThat(harness.inferred()).isEqualTo(harness.trained());
      }
      try (LayerHarness harness =
          new LayerHarness(new Crop(new Size(2, 1)), Shape.of(2, 2, 2), 1)) {
        harness.withInput(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(harness.trained()).containsExactly(1, 2, 5, 6);
        harness.checkGradients();
      }
    }

    @Test
    @DisplayName("refuses images that are smaller")
    void refusal() {
      assertThatThrownBy(() -> new Crop(new Size(4, 5)).outputShape(Shape.of(4, 4, 3)))
          .isInstanceOf(ShapeMismatchException.class)
          .hasMessage("takes an image of at least 4×5, its size, got [4, 4, 3]");
    }
  }

  @Nested
  @DisplayName("depth-to-space")
  class SubPixel {

    @Test
    @DisplayName("lays channels out as blocks, row by row")
    void values() {
      try (LayerHarness harness = new LayerHarness(new DepthToSpace(2), Shape.of(1, 2, 8), 1)) {
        harness.withInput(0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17);
        assertThat(harness.trained())
            .containsExactly(0, 1, 2, 3, 10, 11, 12, 13, 4, 5, 6, 7, 14, 15, 16, 17);
        assertThat(harness.inferred()).isEqualTo(harness.trained());
        harness.checkGradients();
      }
    }

    @Test
    @DisplayName("refuses channels that make no whole blocks")
    void refusal() {
      assertThatThrownBy(() -> new DepthToSpace(2).outputShape(Shape.of(4, 4, 6)))
          .isInstanceOf(ShapeMismatchException.class)
          .hasMessage("takes a multiple of 4 channels (block 2), got [4, 4, 6]");
    }
  }

  @Nested
  @DisplayName("global-pool")
  class Global {

    @ParameterizedTest
    @EnumSource(GlobalPool.Method.class)
    @DisplayName("makes one value per channel")
    void values(GlobalPool.Method method) {
      double[] expected =
          switch (method) {
            case AVERAGE -> new double[] {2.5, 2};
            case MAX -> new double[] {4, 8};
            case SUM -> new double[] {10, 8};
          };
      try (LayerHarness harness = new LayerHarness(new GlobalPool(method), Shape.of(2, 2, 2), 1)) {
        harness.withInput(1, 5, 2, -6, 3, 8, 4, 1);
        assertThat(harness.trained()).containsExactly(expected, within(1e-12));
        assertThat(harness.inferred()).isEqualTo(harness.trained());
      }
      try (LayerHarness harness = new LayerHarness(new GlobalPool(method), Shape.of(3, 2, 2), 2)) {
        harness.checkGradients();
      }
    }
  }

  @Nested
  @DisplayName("gaussian-noise")
  class Noise {

    @Test
    @DisplayName("adds normal noise in training and nothing in inference")
    void values() {
      try (LayerHarness harness =
          new LayerHarness(new GaussianNoise(0.5), Shape.of(20, 25, 4), 10)) {
        harness.withInput(new double[20_000]);
        double[] noise = harness.trained();
        double mean = Arrays.stream(noise).average().orElseThrow();
        double variance = Arrays.stream(noise).map(v -> v * v).average().orElseThrow();
        // Five standard deviations of the mean and of the variance of 20,000 draws.
        assertThat(mean).isEqualTo(0, within(5 * 0.5 / Math.sqrt(20_000)));
        assertThat(variance).isEqualTo(0.25, within(5 * 0.25 * Math.sqrt(2.0 / 20_000)));
        assertThat(Arrays.copyOf(noise, 2000)).isNotEqualTo(Arrays.copyOfRange(noise, 2000, 4000));
        assertThat(harness.inferred()).containsOnly(0);
      }
    }

    @Test
    @DisplayName("of standard deviation 0 does nothing")
    void nothing() {
      try (LayerHarness harness = new LayerHarness(new GaussianNoise(0), Shape.of(3), 2)) {
        assertThat(harness.trained()).isEqualTo(harness.input());
      }
    }

    @Test
    @DisplayName("has the gradients of finite differences")
    void gradients() {
      try (LayerHarness harness = new LayerHarness(new GaussianNoise(0.3), Shape.of(2, 3), 2)) {
        harness.checkGradients();
      }
    }
  }
}
