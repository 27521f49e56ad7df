package io.gan4j.tf.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.Maxout;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Initializer;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Relu;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.tf.examples.Registered;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

@DisplayName("A layer")
class LayersTest {
  private static final Initializer ZERO = new ConstantInitializer(0);

  static List<Activation> activations() {
    return Registered.all(Activation.class);
  }

  @Nested
  @DisplayName("dense")
  class DenseLayer {

    @Test
    @DisplayName("is activation(x · kernel + bias)")
    void values() {
      Dense layer = new Dense(3, new Relu(), ZERO, ZERO, true);
      try (LayerHarness harness = new LayerHarness(layer, Shape.of(2), 2)) {
        harness
            .withInput(1, 2, -1, 3)
            .with("kernel", 1, 0, -1, 0.5, 2, 1)
            .with("bias", 0.25, -1, 0);
        double[] expected = {2.25, 3, 1, 0.75, 5, 4};
        assertThat(harness.trained()).containsExactly(expected, within(1e-12));
        assertThat(harness.inferred()).containsExactly(expected, within(1e-12));
      }
    }

    @Test
    @DisplayName("may do without a bias")
    void withoutBias() {
      Dense layer = new Dense(1, new Linear(), ZERO, ZERO, false);
      try (LayerHarness harness = new LayerHarness(layer, Shape.of(2), 1)) {
        harness.withInput(1, 2).with("kernel", 3, 4);
        assertThat(harness.trained()).containsExactly(11);
      }
    }

    @ParameterizedTest
    @MethodSource("io.gan4j.tf.internal.layer.LayersTest#activations")
    @DisplayName("has the gradients of finite differences under every activation")
    void gradients(Activation activation) {
      Dense layer = new Dense(4, activation, ZERO, ZERO, true);
      try (LayerHarness harness = new LayerHarness(layer, Shape.of(3), 5)) {
        harness.checkGradients();
      }
    }
  }

  @Nested
  @DisplayName("maxout")
  class MaxoutLayer {
    private final Maxout layer = new Maxout(2, 3, ZERO, ZERO);

    @Test
    @DisplayName("takes the largest of the pieces of a unit, which lie side by side")
    void values() {
      try (LayerHarness harness = new LayerHarness(layer, Shape.of(1), 2)) {
        harness.withInput(1, -2).with("kernel", 1, 2, 3, -1, 5, 0).with("bias", 0, 0, 0, 0.5, 0, 0);
        double[] expected = {3, 5, -2, 2.5};
        assertThat(harness.trained()).containsExactly(expected, within(1e-12));
        assertThat(harness.inferred()).containsExactly(expected, within(1e-12));
      }
    }

    @Test
    @DisplayName("has the gradients of finite differences")
    void gradients() {
      try (LayerHarness harness = new LayerHarness(layer, Shape.of(4), 5)) {
        harness.checkGradients();
      }
    }
  }

  @Nested
  @DisplayName("dropout")
  class DropoutLayer {

    @ParameterizedTest
    @CsvSource({"0.25, true", "0.25, false", "0.7, true", "0.7, false"})
    @DisplayName("drops its share in training and keeps the mean, inverted or not")
    void values(double rate, boolean inverted) {
      Dropout layer = new Dropout(rate, inverted);
      try (LayerHarness harness = new LayerHarness(layer, Shape.of(50, 20), 20)) {
        double[] ones = new double[20_000];
        Arrays.fill(ones, 1);
        double[] out = harness.withInput(ones).trained();
        double kept = inverted ? 1 / (1 - rate) : 1;
        assertThat(Arrays.stream(out)).allMatch(v -> v == 0 || Math.abs(v - kept) < 1e-12);
        // Five standard deviations of the share of 20,000 draws.
        double share = Arrays.stream(out).filter(v -> v == 0).count() / 20_000.0;
        assertThat(share).isEqualTo(rate, within(5 * Math.sqrt(rate * (1 - rate) / 20_000)));
        assertThat(harness.inferred()).containsOnly(inverted ? 1 : 1 - rate);
      }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    @DisplayName("drops in inference as in training where it is the noise of sampling")
    void sampling(boolean inverted) {
      try (LayerHarness harness =
          new LayerHarness(new Dropout(0.25, inverted, true), Shape.of(50, 20), 20)) {
        double[] ones = new double[20_000];
        Arrays.fill(ones, 1);
        double[] out = harness.withInput(ones).inferred();
        double kept = inverted ? 1 / 0.75 : 1;
        assertThat(out).containsOnly(0, kept);
        double share = Arrays.stream(out).filter(v -> v == 0).count() / 20_000.0;
        assertThat(share).isEqualTo(0.25, within(5 * Math.sqrt(0.25 * 0.75 / 20_000)));
      }
    }

    @Test
    @DisplayName("masks the samples of a batch differently")
    void masksDiffer() {
      try (LayerHarness harness = new LayerHarness(new Dropout(0.5, true), Shape.of(64), 2)) {
        double[] ones = new double[128];
        Arrays.fill(ones, 1);
        double[] out = harness.withInput(ones).trained();
        assertThat(Arrays.copyOfRange(out, 0, 64)).isNotEqualTo(Arrays.copyOfRange(out, 64, 128));
      }
    }

    @Test
    @DisplayName("of rate 0 does nothing")
    void nothing() {
      try (LayerHarness harness = new LayerHarness(new Dropout(0, false), Shape.of(4), 2)) {
        assertThat(harness.trained()).isEqualTo(harness.input());
        assertThat(harness.inferred()).isEqualTo(harness.input());
      }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    @DisplayName("has the gradients of finite differences")
    void gradients(boolean inverted) {
      try (LayerHarness harness = new LayerHarness(new Dropout(0.4, inverted), Shape.of(6), 3)) {
        harness.checkGradients();
      }
    }
  }

  @Nested
  @DisplayName("flatten and reshape")
  class Shapes {

    @Test
    @DisplayName("keep the values in row-major order")
    void values() {
      try (LayerHarness flatten = new LayerHarness(new Flatten(), Shape.of(2, 3, 2), 2);
          LayerHarness reshape =
              new LayerHarness(new Reshape(List.of(3L, 2L, 2L)), Shape.of(12), 2)) {
        assertThat(flatten.trained()).isEqualTo(flatten.input());
        assertThat(flatten.inferred()).isEqualTo(flatten.input());
        assertThat(reshape.trained()).isEqualTo(reshape.input());
        assertThat(reshape.inferred()).isEqualTo(reshape.input());
        flatten.checkGradients();
        reshape.checkGradients();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  @DisplayName("that is an activation needs no builder, on inputs of any shape")
  void activationsAlone(Activation activation) {
    try (LayerHarness harness = new LayerHarness(activation, Shape.of(2, 3), 2)) {
      assertThat(harness.trained()).isEqualTo(harness.inferred());
      harness.checkGradients();
    }
  }
}
