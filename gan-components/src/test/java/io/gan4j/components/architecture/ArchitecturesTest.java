package io.gan4j.components.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Architecture.Layout;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Relu;
import io.gan4j.components.activation.Sigmoid;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.initializer.GlorotInitializer;
import io.gan4j.testkit.ArchitectureContract;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.ndarray.Shape;

@DisplayName("The built-in architectures")
class ArchitecturesTest {
  private static final SampleSpace DIGITS = SampleSpace.images(28, 28, 1);

  private static Layout layout(SampleSpace samples) {
    return new Layout(Shape.of(100), samples, Optional.empty());
  }

  private static Dense dense(int units, Activation activation) {
    return new Dense(units, activation, new GlorotInitializer(), new ConstantInitializer(0), true);
  }

  private static MlpArchitecture mlp(@Nullable Activation output, double dropout) {
    return new MlpArchitecture(
        List.of(256, 512), new LeakyRelu(0.2), output, dropout, new GlorotInitializer());
  }

  @TestFactory
  Stream<DynamicTest> keepTheContract() {
    LayersArchitecture generator =
        new LayersArchitecture(List.of(dense(8, new Relu()), dense(784, new Sigmoid())));
    LayersArchitecture discriminator =
        new LayersArchitecture(
            List.of(new Dropout(0.2, true), dense(8, new Relu()), dense(1, new Linear())));
    return Stream.of(
            ArchitectureContract.of(mlp(null, 0)),
            ArchitectureContract.of(mlp(null, 0.3)),
            ArchitectureContract.generator(generator, List.of(DIGITS)),
            ArchitectureContract.discriminator(discriminator, ArchitectureContract.COMMON_SPACES))
        .flatMap(contract -> contract.tests());
  }

  @Nested
  @DisplayName("mlp")
  class Mlp {

    @Test
    @DisplayName("makes a generator of its hidden layers and one output per pixel")
    void generator() {
      assertThat(mlp(null, 0).generator(layout(DIGITS)).layers())
          .containsExactly(
              dense(256, new LeakyRelu(0.2)),
              dense(512, new LeakyRelu(0.2)),
              dense(784, new Sigmoid()),
              new Reshape(List.of(28L, 28L, 1L)));
    }

    @Test
    @DisplayName(
        "makes a discriminator that flattens, drops hidden outputs and ends in a raw score")
    void discriminator() {
      assertThat(mlp(null, 0.3).discriminator(layout(DIGITS)).layers())
          .containsExactly(
              new Flatten(),
              dense(256, new LeakyRelu(0.2)),
              new Dropout(0.3, true),
              dense(512, new LeakyRelu(0.2)),
              new Dropout(0.3, true),
              dense(1, new Linear()));
    }

    @Test
    @DisplayName("chooses the output for the range of the samples, unless it is given")
    void output() {
      assertThat(last(mlp(null, 0), DIGITS.withRange(Range.SYMMETRIC))).isEqualTo(new Tanh());
      assertThat(last(mlp(null, 0), SampleSpace.vectors(2))).isEqualTo(new Linear());
      assertThat(last(mlp(new Tanh(), 0), SampleSpace.vectors(2))).isEqualTo(new Tanh());
    }

    private Activation last(MlpArchitecture mlp, SampleSpace samples) {
      return mlp.generator(layout(samples)).layers().stream()
          .filter(Dense.class::isInstance)
          .map(Dense.class::cast)
          .reduce((first, second) -> second)
          .orElseThrow()
          .activation();
    }

    @Test
    @DisplayName("refuses a range that no activation has")
    void noActivation() {
      SampleSpace odd = new SampleSpace(Shape.of(2), Element.FLOAT32, new Range(-3, 5));
      assertThatThrownBy(() -> mlp(null, 0).generator(layout(odd)))
          .isInstanceOf(InvalidValueException.class)
          .hasMessage("output must be given for samples in [-3, 5]: no activation fits it");
    }

    @Test
    @DisplayName("refuses an output activation on a discriminator")
    void rawScores() {
      assertThatThrownBy(() -> mlp(new Sigmoid(), 0).discriminator(layout(DIGITS)))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("output must be absent for a discriminator");
    }

    @Test
    @DisplayName("without hidden layers is a linear model")
    void linearModel() {
      MlpArchitecture none =
          new MlpArchitecture(List.of(), new Relu(), null, 0, new GlorotInitializer());
      assertThat(none.discriminator(layout(SampleSpace.vectors(2))).layers())
          .containsExactly(dense(1, new Linear()));
    }
  }

  @Nested
  @DisplayName("layers")
  class Layers {

    private List<LayerSpec> discriminator(List<LayerSpec> layers, SampleSpace samples) {
      return new LayersArchitecture(layers).discriminator(layout(samples)).layers();
    }

    @Test
    @DisplayName("are flattened in front if the first that is not shape-keeping takes vectors")
    void flatten() {
      List<LayerSpec> layers =
          List.of(new Dropout(0.2, true), dense(8, new Relu()), dense(1, new Linear()));
      assertThat(discriminator(layers, DIGITS))
          .hasSize(4)
          .startsWith(new Flatten())
          .endsWith(layers.toArray(new LayerSpec[0]));
    }

    @Test
    @DisplayName("are left as they are where they fit")
    void untouched() {
      List<LayerSpec> own = List.of(new Flatten(), dense(1, new Linear()));
      assertThat(discriminator(own, DIGITS)).isEqualTo(own);
      List<LayerSpec> vectors = List.of(dense(1, new Linear()));
      assertThat(discriminator(vectors, SampleSpace.vectors(2))).isEqualTo(vectors);
    }

    @Test
    @DisplayName("of a generator end in a reshape if only the shape is missing")
    void reshape() {
      NetworkSpec network =
          new LayersArchitecture(List.of(dense(784, new Sigmoid()))).generator(layout(DIGITS));
      assertThat(network.layers()).endsWith(new Reshape(List.of(28L, 28L, 1L)));
      assertThat(network.outputShape()).isEqualTo(DIGITS.shape());
      assertThat(network.outputRange()).isEqualTo(Range.UNIT);
    }

    @Test
    @DisplayName(
        "of a generator that makes another number of values are left for the plan to refuse")
    void otherSize() {
      NetworkSpec network =
          new LayersArchitecture(List.of(dense(100, new Sigmoid()))).generator(layout(DIGITS));
      assertThat(network.outputShape()).isEqualTo(Shape.of(100));
    }

    @Test
    @DisplayName("that do not meet are refused, naming the layer")
    void mismatch() {
      LayersArchitecture broken =
          new LayersArchitecture(
              List.of(new Reshape(List.of(10L, 10L)), dense(784, new Sigmoid())));
      assertThatThrownBy(() -> broken.generator(layout(DIGITS)))
          .isInstanceOf(ShapeMismatchException.class)
          .hasMessageContaining("layer 1.dense")
          .hasMessageContaining("[10, 10]");
    }
  }
}
