package io.gan4j.components.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.Combine;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Embedding;
import io.gan4j.api.layer.Embedding.Join;
import io.gan4j.api.layer.Parallel;
import io.gan4j.api.layer.Residual;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.Architecture.Layout;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Relu;
import io.gan4j.components.activation.Sigmoid;
import io.gan4j.components.architecture.ConditionalArchitecture.Labels;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.initializer.GlorotInitializer;
import io.gan4j.components.weight.SpectralNorm;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

@DisplayName("The conditional architecture")
class ConditionalArchitectureTest {
  private static final LabelSpace LABELS = new LabelSpace(List.of("cat", "dog", "cow"));
  private static final ConstantInitializer ZERO = new ConstantInitializer(0);
  private static final Layout IMAGES =
      new Layout(Shape.of(8), SampleSpace.images(4, 4, 1), Optional.of(LABELS));
  private static final BatchNorm NORM =
      new BatchNorm(0.9, 1e-3, true, true, new ConstantInitializer(1));

  private static final Architecture MLP =
      new MlpArchitecture(List.of(16), new Relu(), null, 0, new GlorotInitializer(1));

  private static ConditionalArchitecture of(Architecture other, @Nullable Labels labels) {
    return new ConditionalArchitecture(other, labels, null);
  }

  private static Dense dense(int units) {
    return new Dense(units, new Linear(), ZERO, ZERO, true);
  }

  @Test
  @DisplayName("puts a vector per class beside the latents, and lays out the rest for both")
  void generatorConcat() {
    NetworkSpec network = of(MLP, null).generator(IMAGES);
    assertThat(network.input()).isEqualTo(Shape.of(8));
    assertThat(network.outputShape()).isEqualTo(Shape.of(4, 4, 1));
    assertThat(network.outputRange()).isEqualTo(Range.UNIT);
    assertThat(network.placed().get(0).output()).isEqualTo(Shape.of(8 + 3));
    assertThat(network.layers().get(0))
        .isInstanceOfSatisfying(
            Embedding.class,
            layer -> {
              assertThat(layer.classes()).isEqualTo(3);
              assertThat(layer.join()).isEqualTo(Join.CONCAT);
            });
    network.requireLabels(LABELS);
    assertThat(new ConditionalArchitecture(MLP, null, 5).generator(IMAGES).placed().get(0).output())
        .isEqualTo(Shape.of(8 + 5));
  }

  @Test
  @DisplayName("gives every batch norm a gain and an offset per class, within blocks too")
  void generatorBatchNorm() {
    Residual block =
        new Residual(
            List.of(NORM, new Parallel(List.of(List.of(NORM), List.of()), Combine.ADD)),
            List.of(NORM),
            Combine.ADD);
    LayersArchitecture layers =
        new LayersArchitecture(List.of(NORM, block, dense(16), new Sigmoid()));
    NetworkSpec network = of(layers, Labels.BATCH_NORM).generator(IMAGES);
    LayerSpec perClass = NORM.perClass(3);
    assertThat(network.layers().get(0)).isEqualTo(perClass);
    assertThat(network.layers().get(1))
        .isEqualTo(
            new Residual(
                List.of(perClass, new Parallel(List.of(List.of(perClass), List.of()), Combine.ADD)),
                List.of(perClass),
                Combine.ADD));
    assertThat(network.layers().subList(2, 4)).isEqualTo(layers.layers().subList(2, 4));
  }

  @Test
  @DisplayName("adds the inner product to a discriminator's score, under the score's own transform")
  void projection() {
    NetworkSpec plain = MLP.discriminator(IMAGES);
    NetworkSpec network = of(MLP, null).discriminator(IMAGES);
    int last = plain.layers().size() - 1;
    assertThat(network.layers().subList(0, last)).isEqualTo(plain.layers().subList(0, last));
    assertThat(network.layers().get(last))
        .isInstanceOfSatisfying(
            Parallel.class,
            parallel -> {
              assertThat(parallel.combine()).isEqualTo(Combine.ADD);
              assertThat(parallel.paths().get(0)).isEqualTo(plain.layers().subList(last, last + 1));
              assertThat(((Embedding) parallel.paths().get(1).get(0)).join())
                  .isEqualTo(Join.INNER_PRODUCT);
            });
    assertThat(network.outputShape()).isEqualTo(Shape.of(1));
    assertThat(network.outputRange()).isEqualTo(Range.UNBOUNDED);

    SpectralNorm spectral = new SpectralNorm(1);
    LayersArchitecture normed =
        new LayersArchitecture(List.of(new Dense(1, new Linear(), ZERO, ZERO, true, spectral)));
    Parallel score = (Parallel) of(normed, null).discriminator(IMAGES).layers().get(1);
    assertThat(((Embedding) score.paths().get(1).get(0)).weights()).isEqualTo(spectral);
  }

  @Test
  @DisplayName("puts planes per class beside a discriminator's image")
  void discriminatorConcat() {
    NetworkSpec network = of(MLP, Labels.CONCAT).discriminator(IMAGES);
    assertThat(network.input()).isEqualTo(Shape.of(4, 4, 1));
    assertThat(network.placed().get(0).output()).isEqualTo(Shape.of(4, 4, 1 + 3));
    assertThat(network.outputShape()).isEqualTo(Shape.of(1));
  }

  @Test
  @DisplayName("refuses what a player cannot have, and data without labels")
  void refusals() {
    assertThatThrownBy(() -> of(MLP, Labels.PROJECTION).generator(IMAGES))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("labels must be concat or batch-norm for a generator");
    assertThatThrownBy(() -> of(MLP, Labels.BATCH_NORM).generator(IMAGES))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("labels must be concat for a generator without batch norm");
    assertThatThrownBy(() -> of(MLP, Labels.BATCH_NORM).discriminator(IMAGES))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("labels must be concat or projection for a discriminator");
    assertThatThrownBy(
            () ->
                of(new LayersArchitecture(List.of(dense(2))), Labels.PROJECTION)
                    .discriminator(IMAGES))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("found projection and Dense");
    Layout unlabelled = new Layout(Shape.of(8), SampleSpace.images(4, 4, 1), Optional.empty());
    assertThatThrownBy(() -> of(MLP, null).generator(unlabelled))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageContaining("see the labels of the data, which has none");
  }
}
