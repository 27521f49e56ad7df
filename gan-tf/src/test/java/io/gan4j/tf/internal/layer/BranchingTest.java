package io.gan4j.tf.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.Combine;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.Parallel;
import io.gan4j.api.layer.ReconstructionError;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.layer.Residual;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Relu;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.weight.SpectralNorm;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

@DisplayName("Layers with layers inside")
class BranchingTest {
  private static final Initializer ZERO = new ConstantInitializer(0);

  private static Dense dense(int units) {
    return new Dense(units, new Linear(), ZERO, ZERO, true);
  }

  @Test
  @DisplayName("add a body to its input")
  void residual() {
    Residual layer = new Residual(List.of(new Relu(), dense(2)), List.of(), Combine.ADD);
    try (LayerHarness harness = new LayerHarness(layer, Shape.of(2), 1)) {
      harness
          .withInput(3, -5)
          .with("body.1.dense/kernel", 1, 2, 100, 100)
          .with("body.1.dense/bias", 0.5, 0.25);
      assertThat(harness.trained()).containsExactly(new double[] {6.5, 1.25}, within(1e-12));
      assertThat(harness.inferred()).containsExactly(new double[] {6.5, 1.25}, within(1e-12));
    }
  }

  @Test
  @DisplayName("score an auto-encoder by the mean size of its error, or of its square")
  void reconstructionError() {
    for (int power : new int[] {1, 2}) {
      ReconstructionError layer = new ReconstructionError(List.of(dense(2)), power);
      try (LayerHarness harness = new LayerHarness(layer, Shape.of(2), 2)) {
        harness
            .withInput(3, -5, 1, 1)
            .with("body.0.dense/kernel", 1, 0, 0, 0)
            .with("body.0.dense/bias", 1, 2);
        // [3, −5] → [4, 2], [1, 1] → [2, 2]
        double[] expected = power == 1 ? new double[] {4, 1} : new double[] {25, 1};
        assertThat(harness.trained()).containsExactly(expected, within(1e-12));
      }
    }
    assertThatThrownBy(() -> new ReconstructionError(List.of(dense(3)), 1).outputShape(Shape.of(2)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("the auto-encoder must end in the shape of its input, [2], got [3]");
  }

  @Test
  @DisplayName("put branches side by side, or multiply them")
  void combinations() {
    List<List<LayerSpec>> paths = List.of(List.of(dense(1)), List.of(), List.of(dense(1)));
    try (LayerHarness harness =
        new LayerHarness(new Parallel(paths, Combine.CONCAT), Shape.of(1), 2)) {
      branches(harness.withInput(2, -1));
      assertThat(harness.trained())
          .containsExactly(new double[] {6.5, 2, 20, -2.5, -1, -10}, within(1e-12));
    }
    try (LayerHarness harness =
        new LayerHarness(new Parallel(paths, Combine.MULTIPLY), Shape.of(1), 2)) {
      branches(harness.withInput(2, -1));
      assertThat(harness.trained()).containsExactly(new double[] {260, -25}, within(1e-12));
    }
  }

  private static void branches(LayerHarness harness) {
    harness
        .with("path0.0.dense/kernel", 3)
        .with("path0.0.dense/bias", 0.5)
        .with("path2.0.dense/kernel", 10)
        .with("path2.0.dense/bias", 0);
  }

  @Test
  @DisplayName("name the weights and statistics of what is inside after their place")
  void names() {
    LayerSpec inner =
        new Residual(
            List.of(
                new Dense(3, new Linear(), ZERO, ZERO, false, new SpectralNorm(1)),
                new BatchNorm(0.9, 1e-3, false, false, ZERO)),
            List.of(dense(3)),
            Combine.ADD);
    Residual layer = new Residual(List.of(new Relu(), inner), List.of(), Combine.CONCAT);
    assertThat(layer.outputShape(Shape.of(4))).isEqualTo(Shape.of(7));
    assertThat(layer.parameters(Shape.of(4)))
        .extracting(ParameterSpec::name)
        .containsExactly(
            "body.1.residual/body.0.dense/kernel",
            "body.1.residual/body.0.dense/kernel.u",
            "body.1.residual/body.1.batch-norm/mean",
            "body.1.residual/body.1.batch-norm/variance",
            "body.1.residual/shortcut.0.dense/kernel",
            "body.1.residual/shortcut.0.dense/bias");
    assertThat(layer.mixesSamples()).isTrue();
    assertThat(new Residual(List.of(dense(4)), List.of(), Combine.ADD).mixesSamples()).isFalse();
    assertThat(layer.children()).containsExactly(new Relu(), inner);
    try (LayerHarness harness = new LayerHarness(layer, Shape.of(4), 3)) {
      assertThat(harness.nextStatistic("body.1.residual/body.0.dense/kernel.u")).hasSize(3);
      assertThat(harness.nextStatistic("body.1.residual/body.1.batch-norm/mean")).hasSize(3);
    }
  }

  @Test
  @DisplayName("refuse branches that do not meet, naming the branches and their shapes")
  void refusals() {
    assertThatThrownBy(
            () ->
                new NetworkSpec(
                        Shape.of(4),
                        List.of(dense(8), new Residual(List.of(dense(6)), List.of(), Combine.ADD)))
                    .placed())
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage(
            "layer 1.residual: combines branches of one shape, got body [6] and shortcut [8]");
    assertThatThrownBy(
            () ->
                new Residual(List.of(new Reshape(List.of(2L, 2L))), List.of(), Combine.CONCAT)
                    .outputShape(Shape.of(4)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage(
            "combines branches of one shape but for the last axis, got body [2, 2] and shortcut"
                + " [4]");
    assertThatThrownBy(
            () ->
                new Residual(
                        List.of(new Flatten(), new Reshape(List.of(5L))), List.of(), Combine.ADD)
                    .outputShape(Shape.of(2, 2)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageContaining("body: layer 1.reshape: makes [5] (5 values), got [4] (4 values)");
    assertThatThrownBy(() -> new Residual(List.of(), List.of(), Combine.ADD))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("body");
    assertThatThrownBy(() -> new Parallel(List.of(List.of()), Combine.ADD))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("paths");
  }
}
