package io.gan4j.tf.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.layer.MinibatchDiscrimination;
import io.gan4j.api.layer.MinibatchStddev;
import io.gan4j.api.layer.SelfAttention;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.components.initializer.ConstantInitializer;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

@DisplayName("Of the layers that compare,")
class MinibatchLayersTest {
  private static final Initializer ZERO = new ConstantInitializer(0);

  @Test
  @DisplayName("minibatch stddev adds the mean deviation of the samples of a group")
  void stddev() {
    try (LayerHarness harness = new LayerHarness(new MinibatchStddev(2, 1), Shape.of(2), 4)) {
      // Two groups: samples 0 and 2 differ by 2 and 6, samples 1 and 3 by 0 and 4.
      harness.withInput(1, 1, 5, 1, 3, 7, 5, 5);
      double[] expected = {1, 1, 2, 5, 1, 1, 3, 7, 2, 5, 5, 1};
      // The root is of the variance + 1e-8.
      assertThat(harness.trained()).containsExactly(expected, within(1e-4));
      assertThat(harness.inferred()).containsExactly(expected, within(1e-4));
    }
  }

  @Test
  @DisplayName("minibatch stddev averages over positions and the channels of a feature")
  void stddevOfImages() {
    try (LayerHarness harness = new LayerHarness(new MinibatchStddev(4, 2), Shape.of(2, 1, 2), 2)) {
      // Deviations at the two positions: channel one 1 and 2, channel two 3 and 0.
      harness.withInput(0, 0, 0, 0, 2, 6, 4, 0);
      assertThat(harness.trained())
          .containsExactly(
              new double[] {0, 0, 1.5, 1.5, 0, 0, 1.5, 1.5, 2, 6, 1.5, 1.5, 4, 0, 1.5, 1.5},
              within(1e-4));
    }
  }

  @Test
  @DisplayName("minibatch stddev takes batches that do not part evenly, and a single sample")
  void stddevOfOddBatches() {
    try (LayerHarness five = new LayerHarness(new MinibatchStddev(2, 1), Shape.of(1), 5)) {
      // Two groups: 0, 2, 4 and 1, 3.
      five.withInput(0, 5, 3, 9, 6);
      double three = Math.sqrt(6);
      assertThat(five.trained())
          .containsExactly(new double[] {0, three, 5, 2, 3, three, 9, 2, 6, three}, within(1e-4));
    }
    try (LayerHarness one = new LayerHarness(new MinibatchStddev(4, 1), Shape.of(1), 1)) {
      one.withInput(3);
      assertThat(one.trained()).containsExactly(new double[] {3, 1e-4}, within(1e-12));
    }
  }

  @Test
  @DisplayName("minibatch discrimination adds up how close the other samples are")
  void discrimination() {
    try (LayerHarness harness =
        new LayerHarness(new MinibatchDiscrimination(2, 2, ZERO, null), Shape.of(1), 3)) {
      // M of a sample x is x · (1, 2 | 0.5, −0.5): distances 3·|Δx| and 1·|Δx|.
      harness.withInput(0, 1, 3).with("kernel", 1, 2, 0.5, -0.5);
      double[] expected = {
        0, 1 + Math.exp(-3) + Math.exp(-9), 1 + Math.exp(-1) + Math.exp(-3),
        1, 1 + Math.exp(-3) + Math.exp(-6), 1 + Math.exp(-1) + Math.exp(-2),
        3, 1 + Math.exp(-9) + Math.exp(-6), 1 + Math.exp(-3) + Math.exp(-2)
      };
      assertThat(harness.trained()).containsExactly(expected, within(1e-12));
      assertThat(harness.inferred()).containsExactly(expected, within(1e-12));
    }
  }

  @Test
  @DisplayName("self-attention mixes the values of positions by how their keys match")
  void attention() {
    SelfAttention layer = new SelfAttention(1, 1, 1, ZERO, null);
    try (LayerHarness harness = new LayerHarness(layer, Shape.of(1, 2, 1), 1)) {
      // Two pixels a = 1, b = 2; queries 1·x, keys 0.5·x, values 3·x, output 2, gamma 0.1.
      harness
          .withInput(1, 2)
          .with("query", 1)
          .with("key", 0.5)
          .with("value", 3)
          .with("output", 2)
          .with("gamma", 0.1);
      double ofA = 1 / (1 + Math.exp(-0.5)); // weight of b for a: softmax(0.5, 1)
      double ofB = 1 / (1 + Math.exp(-1)); // softmax(1, 2)
      assertThat(harness.trained())
          .containsExactly(
              new double[] {
                1 + 0.2 * (3 * (1 - ofA) + 6 * ofA), 2 + 0.2 * (3 * (1 - ofB) + 6 * ofB)
              },
              within(1e-12));
    }
  }

  @Test
  @DisplayName("self-attention pools keys and values by their largest")
  void pooledAttention() {
    SelfAttention layer = new SelfAttention(1, 1, 2, ZERO, null);
    try (LayerHarness harness = new LayerHarness(layer, Shape.of(2, 2, 1), 1)) {
      harness
          .withInput(1, 2, 4, -3)
          .with("query", 1)
          .with("key", 1)
          .with("value", -2)
          .with("output", 1)
          .with("gamma", 1);
      // One square is left, and all of the attention is its: the largest of −2·x is 6.
      assertThat(harness.trained()).containsExactly(new double[] {7, 8, 10, 3}, within(1e-12));
    }
  }

  @Test
  @DisplayName("self-attention does nothing at first")
  void attentionBegins() {
    SelfAttention layer = new SelfAttention(2, 2, 2, ZERO, null);
    assertThat(layer.parameters(Shape.of(4, 4, 6)))
        .filteredOn(parameter -> parameter.name().equals("gamma"))
        .singleElement()
        .satisfies(
            gamma ->
                assertThat(
                        gamma
                            .initializer()
                            .values(gamma, io.gan4j.api.random.RandomKey.of(1), () -> new double[0])
                            .applyAsDouble(0))
                    .isZero());
    try (LayerHarness harness = new LayerHarness(layer, Shape.of(4, 4, 6), 2)) {
      harness.with("gamma", 0);
      assertThat(harness.trained()).isEqualTo(harness.input());
      assertThat(Arrays.stream(harness.input()).distinct().count()).isGreaterThan(100);
    }
  }

  @Test
  @DisplayName("each refuses shapes that it cannot take")
  void refusals() {
    assertThatThrownBy(() -> new SelfAttention(8, 2, 2, ZERO, null).outputShape(Shape.of(7, 8, 16)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("takes [height, width, channels] with sides that 2 divides, got [7, 8, 16]");
    assertThatThrownBy(() -> new MinibatchStddev(4, 3).outputShape(Shape.of(4, 4, 16)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("takes a number of channels that 3 features divide, got [4, 4, 16]");
    assertThatThrownBy(
            () -> new MinibatchDiscrimination(4, 3, ZERO, null).outputShape(Shape.of(4, 4, 16)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageContaining("takes a vector");
  }
}
