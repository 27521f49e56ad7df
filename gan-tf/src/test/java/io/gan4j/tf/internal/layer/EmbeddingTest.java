package io.gan4j.tf.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.layer.Combine;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Embedding;
import io.gan4j.api.layer.Embedding.Join;
import io.gan4j.api.layer.Parallel;
import io.gan4j.api.layer.Residual;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.weight.SpectralNorm;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

@DisplayName("An embedding layer")
class EmbeddingTest {
  private static final Initializer ZERO = new ConstantInitializer(0);

  private static Embedding layer(Join join, @Nullable Integer size) {
    return new Embedding(2, join, size, ZERO, null);
  }

  /** The harness gives sample i the class i modulo the classes. */
  private static LayerHarness harness(Join join, @Nullable Integer size) {
    return new LayerHarness(layer(join, size), Shape.of(2), 3).withInput(1, 2, 3, 4, 5, 6);
  }

  @Test
  @DisplayName("puts the vector of its class beside each sample's features")
  void concat() {
    try (LayerHarness harness = harness(Join.CONCAT, 1)) {
      harness.with("table", 10, 20);
      assertThat(harness.trained()).containsExactly(1, 2, 10, 3, 4, 20, 5, 6, 10);
      assertThat(harness.inferred()).containsExactly(1, 2, 10, 3, 4, 20, 5, 6, 10);
    }
  }

  @Test
  @DisplayName("puts it beside the channels of every pixel of an image")
  void planes() {
    try (LayerHarness harness =
        new LayerHarness(layer(Join.CONCAT, 2), Shape.of(1, 2, 1), 2).withInput(1, 2, 3, 4)) {
      harness.with("table", 10, 20, 30, 40);
      assertThat(harness.inferred()).containsExactly(1, 10, 20, 2, 10, 20, 3, 30, 40, 4, 30, 40);
    }
  }

  @Test
  @DisplayName("multiplies the features by it, or sums these products up")
  void products() {
    try (LayerHarness harness = harness(Join.MULTIPLY, null)) {
      harness.with("table", 10, 20, -1, 3);
      assertThat(harness.trained()).containsExactly(10, 40, -3, 12, 50, 120);
    }
    try (LayerHarness harness = harness(Join.INNER_PRODUCT, null)) {
      harness.with("table", 10, 20, -1, 3);
      assertThat(harness.trained()).containsExactly(50, 9, 170);
    }
  }

  @Test
  @DisplayName("makes a projection discriminator's score beside a dense layer: ψ(φ) + ⟨E y, φ⟩")
  void projection() {
    Dense score = new Dense(1, new Linear(), ZERO, ZERO, true);
    Parallel layer =
        new Parallel(
            List.of(List.of(score), List.of(layer(Join.INNER_PRODUCT, null))), Combine.ADD);
    NetworkSpec network = new NetworkSpec(Shape.of(2), List.of(layer));
    assertThat(network.outputShape()).isEqualTo(Shape.of(1));
    assertThat(network.seesLabels()).isTrue();
    assertThat(layer.parameters(Shape.of(2)))
        .extracting(ParameterSpec::name)
        .containsExactly("path0.0.dense/kernel", "path0.0.dense/bias", "path1.0.embedding/table");
    try (LayerHarness harness = new LayerHarness(layer, Shape.of(2), 2)) {
      harness
          .withInput(1, 2, 3, 4)
          .with("path0.0.dense/kernel", 0.5, 0.25)
          .with("path0.0.dense/bias", 100)
          .with("path1.0.embedding/table", 10, 20, -1, 3);
      assertThat(harness.trained())
          .containsExactly(new double[] {100 + 1 + 50, 100 + 2.5 + 9}, within(1e-12));
      harness.checkGradients();
    }
  }

  @Test
  @DisplayName("takes a transform of its table, as spectral norm")
  void transformed() {
    Embedding layer = new Embedding(2, Join.MULTIPLY, null, ZERO, new SpectralNorm(1));
    try (LayerHarness harness = new LayerHarness(layer, Shape.of(2), 2)) {
      // Singular values 3 and 1: divided by 3, whichever the power iteration has found for sure.
      harness.withInput(1, 1, 1, 1).with("table", 3, 0, 0, 1).with("table.u", 1, 0);
      assertThat(harness.trained()).containsExactly(new double[] {1, 0, 0, 1 / 3.0}, within(1e-9));
    }
  }

  @Test
  @DisplayName("has a vector per class, as wide as the features unless it is said")
  void parameters() {
    Shape image = Shape.of(4, 5, 6);
    assertThat(layer(Join.CONCAT, null).outputShape(image)).isEqualTo(Shape.of(4, 5, 12));
    assertThat(layer(Join.CONCAT, 1).outputShape(image)).isEqualTo(Shape.of(4, 5, 7));
    assertThat(layer(Join.MULTIPLY, null).outputShape(image)).isEqualTo(image);
    assertThat(layer(Join.CONCAT, 3).parameters(image).get(0).shape()).isEqualTo(Shape.of(2, 3));
    assertThat(layer(Join.MULTIPLY, null).parameters(image).get(0).shape())
        .isEqualTo(Shape.of(2, 6));
  }

  @Test
  @DisplayName("refuses features of another width than it multiplies, and images to be summed up")
  void refusals() {
    assertThatThrownBy(() -> layer(Join.MULTIPLY, 3).outputShape(Shape.of(4)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("multiplies vectors of 3 values by 4 features");
    assertThatThrownBy(() -> layer(Join.INNER_PRODUCT, null).outputShape(Shape.of(2, 2, 1)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageContaining("takes a vector");
  }

  @Test
  @DisplayName("is refused by name on data with other classes, or none, within a layer too")
  void otherClasses() {
    LayerSpec within = new Residual(List.of(layer(Join.MULTIPLY, null)), List.of(), Combine.ADD);
    NetworkSpec network = new NetworkSpec(Shape.of(2), List.of(new Linear(), within));
    assertThatThrownBy(() -> network.requireLabels(null))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("layer 1.residual/embedding: sees labels of 2 classes, the data has no labels");
    assertThatThrownBy(() -> network.requireLabels(new LabelSpace(List.of("a", "b", "c"))))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("layer 1.residual/embedding: sees labels of 2 classes, the data has 3 classes");
    network.requireLabels(new LabelSpace(List.of("a", "b")));
    new NetworkSpec(Shape.of(2), List.of(new Linear())).requireLabels(null);
  }
}
