package io.gan4j.tf.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.initializer.ConstantInitializer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

@DisplayName("A batch norm layer")
class BatchNormTest {
  private static final double EPSILON = 0.5;

  private static BatchNorm layer(boolean scale, boolean offset) {
    return new BatchNorm(0.75, EPSILON, scale, offset, new ConstantInitializer(1));
  }

  @Test
  @DisplayName("normalises by the batch in training, and moves its statistics towards it")
  void training() {
    try (LayerHarness harness = new LayerHarness(layer(true, true), Shape.of(2), 3)) {
      harness
          .withInput(1, 10, 2, 10, 6, 10)
          .with("gain", 2, 3)
          .with("offset", 1, -1)
          .with("mean", 4, 8)
          .with("variance", 1, 2);
      // The first channel has mean 3 and deviations −2, −1, 3: variance 14/3, unbiased 14/2.
      double unit = 2 / Math.sqrt(14 / 3.0 + EPSILON);
      assertThat(harness.trained())
          .containsExactly(
              new double[] {1 - 2 * unit, -1, 1 - unit, -1, 1 + 3 * unit, -1}, within(1e-12));
      assertThat(harness.nextStatistic("mean"))
          .containsExactly(new double[] {0.75 * 4 + 0.25 * 3, 0.75 * 8 + 0.25 * 10}, within(1e-12));
      assertThat(harness.nextStatistic("variance"))
          .containsExactly(new double[] {0.75 * 1 + 0.25 * 7, 0.75 * 2}, within(1e-12));
    }
  }

  @Test
  @DisplayName("normalises by its moving statistics in inference")
  void inference() {
    try (LayerHarness harness = new LayerHarness(layer(true, true), Shape.of(2), 2)) {
      harness
          .withInput(1, 10, 2, 12)
          .with("gain", 2, 3)
          .with("offset", 1, -1)
          .with("mean", 4, 8)
          .with("variance", 1.75, 3.5);
      // √(1.75 + 0.5) = 1.5 and √(3.5 + 0.5) = 2.
      double[] expected = {
        1 + 2 * (1 - 4) / 1.5, -1 + 3 * 1.0, 1 + 2 * (2 - 4) / 1.5, -1 + 3 * 2.0
      };
      assertThat(harness.inferred()).containsExactly(expected, within(1e-12));
    }
  }

  @Test
  @DisplayName("takes the mean of an image's channel over samples and positions")
  void images() {
    try (LayerHarness harness = new LayerHarness(layer(false, false), Shape.of(2, 1, 2), 2)) {
      harness.withInput(1, 5, 2, 5, 3, 5, 6, 9);
      // Channel one: 1, 2, 3, 6 with mean 3; channel two: 5, 5, 5, 9 with mean 6.
      double one = 1 / Math.sqrt(14 / 4.0 + EPSILON);
      double two = 1 / Math.sqrt(12 / 4.0 + EPSILON);
      assertThat(harness.trained())
          .containsExactly(
              new double[] {-2 * one, -two, -one, -two, 0, -two, 3 * one, 3 * two}, within(1e-12));
    }
  }

  @Test
  @DisplayName("gives a batch of one value its offset, and counts its variance as 0")
  void oneValue() {
    try (LayerHarness harness = new LayerHarness(layer(true, true), Shape.of(1), 1)) {
      harness.withInput(3).with("gain", 2).with("offset", 7).with("variance", 1);
      assertThat(harness.trained()).containsExactly(7);
      assertThat(harness.nextStatistic("variance")).containsExactly(0.75);
    }
  }

  @Test
  @DisplayName("gives each sample the gain and offset of its class, and all one mean and variance")
  void perClass() {
    BatchNorm layer = layer(true, true).perClass(2);
    assertThat(layer.labelClasses()).isEqualTo(2);
    assertThat(layer.parameters(Shape.of(6)))
        .extracting(ParameterSpec::shape)
        .containsExactly(Shape.of(2, 6), Shape.of(2, 6), Shape.of(6), Shape.of(6));
    try (LayerHarness harness = new LayerHarness(layer, Shape.of(1), 3)) {
      // Classes 0, 1, 0; mean 3, variance 14/3 in training, 4 and 1.75 in inference.
      harness.withInput(1, 2, 6).with("gain", 2, 10).with("offset", 1, -1);
      harness.with("mean", 4).with("variance", 1.75);
      double unit = 1 / Math.sqrt(14 / 3.0 + EPSILON);
      assertThat(harness.trained())
          .containsExactly(
              new double[] {1 - 4 * unit, -1 - 10 * unit, 1 + 6 * unit}, within(1e-12));
      assertThat(harness.inferred())
          .containsExactly(new double[] {1 - 6 / 1.5, -1 - 20 / 1.5, 1 + 4 / 1.5}, within(1e-12));
      assertThat(harness.nextStatistic("mean")[0]).isEqualTo(0.75 * 4 + 0.25 * 3);
    }
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of(Shape.of(3), true, true),
        Arguments.of(Shape.of(2, 3, 2), true, true),
        Arguments.of(Shape.of(2, 3, 2), false, true),
        Arguments.of(Shape.of(2, 3, 2), true, false),
        Arguments.of(Shape.of(4, 2), false, false));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  @DisplayName("has the gradients of finite differences, through the batch's statistics too")
  void gradients(Shape shape, boolean scale, boolean offset) {
    try (LayerHarness harness = new LayerHarness(layer(scale, offset), shape, 4)) {
      harness.checkGradients();
    }
  }

  @Test
  @DisplayName("keeps the shape, and has parameters per channel as it is asked to")
  void parameters() {
    Shape image = Shape.of(8, 4, 6);
    assertThat(layer(true, true).outputShape(image)).isEqualTo(image);
    assertThat(layer(true, true).parameters(image))
        .extracting(ParameterSpec::name)
        .containsExactly("gain", "offset", "mean", "variance");
    assertThat(layer(false, false).parameters(image))
        .extracting(ParameterSpec::name)
        .containsExactly("mean", "variance");
    assertThat(layer(true, true).parameters(image))
        .allMatch(parameter -> parameter.shape().equals(Shape.of(6)));
  }

  @Test
  @DisplayName("refuses a momentum of 1, which would never move, and an epsilon of 0")
  void refusals() {
    ConstantInitializer one = new ConstantInitializer(1);
    assertThatThrownBy(() -> new BatchNorm(1, 1e-3, true, true, one))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("momentum");
    assertThatThrownBy(() -> new BatchNorm(0.9, 1e-3, false, false, one, 2))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("classes");
    assertThatThrownBy(() -> new BatchNorm(0.9, 0, true, true, one))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("epsilon");
  }
}
