package io.gan4j.tf.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.layer.GroupNorm;
import io.gan4j.api.layer.InstanceNorm;
import io.gan4j.api.layer.LayerNorm;
import io.gan4j.api.layer.PixelNorm;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ShapeMismatchException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

@DisplayName("A norm of single samples,")
class NormalizationOpsTest {
  private static final double EPSILON = 0.25;

  private static void check(LayerSpec layer, Shape input, double[] values, double... expected) {
    int batch = (int) (values.length / input.size());
    try (LayerHarness harness = new LayerHarness(layer, input, batch)) {
      harness.withInput(values);
      assertThat(harness.trained()).containsExactly(expected, within(1e-12));
      assertThat(harness.inferred()).containsExactly(expected, within(1e-12));
    }
  }

  private static double over(double squares) {
    return 1 / Math.sqrt(squares + EPSILON);
  }

  @Test
  @DisplayName("layer norm, takes mean and variance of a whole sample")
  void layerNorm() {
    // Means 3 and 0; variances (4 + 1 + 0 + 9) / 4 and 1.
    double one = over(3.5);
    double two = over(1);
    check(
        new LayerNorm(EPSILON, false, false),
        Shape.of(2, 1, 2),
        new double[] {1, 2, 3, 6, 1, -1, 1, -1},
        -2 * one,
        -one,
        0,
        3 * one,
        two,
        -two,
        two,
        -two);
  }

  @Test
  @DisplayName("layer norm, has a gain and an offset per channel")
  void gainAndOffset() {
    try (LayerHarness harness =
        new LayerHarness(new LayerNorm(EPSILON, true, true), Shape.of(2, 1, 2), 1)) {
      harness.withInput(1, 2, 3, 6).with("gain", 2, -1).with("offset", 10, 20);
      double one = over(3.5);
      assertThat(harness.trained())
          .containsExactly(new double[] {10 - 4 * one, 20 + one, 10, 20 - 3 * one}, within(1e-12));
    }
    assertThat(new LayerNorm(EPSILON, true, false).parameters(Shape.of(2, 1, 3)))
        .extracting(ParameterSpec::name)
        .containsExactly("gain");
  }

  @Test
  @DisplayName("instance norm, takes them of each channel over the positions")
  void instanceNorm() {
    // Channel one: 1, 3 with variance 1; channel two: 2, 8 with variance 9.
    check(
        new InstanceNorm(EPSILON, false, false),
        Shape.of(2, 1, 2),
        new double[] {1, 2, 3, 8},
        -over(1),
        -3 * over(9),
        over(1),
        3 * over(9));
  }

  @Test
  @DisplayName("group norm, takes them of neighbouring channels over the positions")
  void groupNorm() {
    // Group one: 1, 3, 5, 7 with mean 4 and variance 5; group two: 0, 2, 0, 2.
    double one = over(5);
    double two = over(1);
    check(
        new GroupNorm(2, EPSILON, false, false),
        Shape.of(2, 1, 4),
        new double[] {1, 3, 0, 2, 5, 7, 0, 2},
        -3 * one,
        -one,
        -two,
        two,
        one,
        3 * one,
        -two,
        two);
  }

  @Test
  @DisplayName("pixel norm, divides by the root mean square of the channels")
  void pixelNorm() {
    double one = over(12.5);
    double two = over(2.5);
    check(
        new PixelNorm(EPSILON),
        Shape.of(1, 2, 2),
        new double[] {3, 4, 1, -2},
        3 * one,
        4 * one,
        two,
        -2 * two);
  }

  @Test
  @DisplayName("refuses a shape it cannot take, naming itself and both shapes")
  void refusals() {
    assertThatThrownBy(
            () ->
                new NetworkSpec(Shape.of(6), List.of(new InstanceNorm(EPSILON, true, true)))
                    .placed())
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageContaining("layer 0.instance-norm: takes [height, width, channels]")
        .hasMessageContaining("got [6]");
    assertThatThrownBy(
            () ->
                new NetworkSpec(Shape.of(8, 8, 6), List.of(new GroupNorm(4, EPSILON, true, true)))
                    .placed())
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageContaining("layer 0.group-norm: takes a number of channels that 4 groups divide")
        .hasMessageContaining("got [8, 8, 6]");
  }
}
