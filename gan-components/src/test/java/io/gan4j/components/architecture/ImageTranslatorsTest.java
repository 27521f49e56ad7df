package io.gan4j.components.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.layer.InstanceNorm;
import io.gan4j.api.layer.Residual;
import io.gan4j.api.layer.TransposedConv2d;
import io.gan4j.api.layer.Upsample;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.Architecture.Layout;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.initializer.NormalInitializer;
import io.gan4j.testkit.ArchitectureContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

@DisplayName("Architectures that make images of images")
class ImageTranslatorsTest {
  private static final Initializer NORMAL = new NormalInitializer(0, 0.02);
  private static final LayerSpec NORM = new InstanceNorm(1e-5, true, true);

  private static UnetArchitecture unet(@Nullable LayerSpec norm, double dropout) {
    return new UnetArchitecture(64, 512, null, norm, dropout, 3, null, NORMAL);
  }

  private static TranslationResnetArchitecture resnet(double dropout) {
    return new TranslationResnetArchitecture(64, 256, 2, null, NORM, dropout, null, NORMAL);
  }

  private static PatchganArchitecture patchgan(@Nullable Integer field) {
    return new PatchganArchitecture(64, 512, field, NORM, NORMAL);
  }

  /** From a source of this shape to samples of the other. */
  private static Layout layout(Shape source, int side, int channels) {
    return new Layout(
        source,
        SampleSpace.images(side, side, channels).withRange(Range.SYMMETRIC),
        Optional.empty());
  }

  @TestFactory
  @DisplayName("keep the contract")
  Stream<DynamicTest> contracts() {
    List<SampleSpace> spaces = ImageSpaces.all();
    BatchNorm batchNorm = new BatchNorm(0.99, 1e-3, true, true, new ConstantInitializer(1));
    return Stream.of(
            ArchitectureContract.translator(unet(NORM, 0.5), spaces),
            ArchitectureContract.translator(unet(null, 0), spaces),
            ArchitectureContract.translator(unet(batchNorm, 0.5), spaces),
            ArchitectureContract.translator(resnet(0.5), spaces),
            ArchitectureContract.discriminator(unet(NORM, 0.5), spaces),
            ArchitectureContract.discriminator(resnet(0), spaces),
            ArchitectureContract.discriminator(patchgan(null), spaces),
            ArchitectureContract.discriminator(patchgan(1), spaces),
            ArchitectureContract.ofServed(unet(NORM, 0.5)),
            ArchitectureContract.ofServed(resnet(0)),
            ArchitectureContract.ofServed(patchgan(null)))
        .flatMap(contract -> contract.tests());
  }

  private static List<LayerSpec> all(List<LayerSpec> layers) {
    List<LayerSpec> all = new ArrayList<>();
    for (LayerSpec layer : layers) {
      all.add(layer);
      all.addAll(all(layer.children()));
    }
    return all;
  }

  @Test
  @DisplayName("have the U-Net of the paper at 256×256, down to the smallest map asked for")
  void paperUnet() {
    UnetArchitecture paper = new UnetArchitecture(64, 512, 8, NORM, 0.5, 3, null, NORMAL);
    List<LayerSpec> layers = all(paper.generator(layout(Shape.of(256, 256, 3), 256, 3)).layers());
    assertThat(layers)
        .filteredOn(Conv2d.class::isInstance)
        .extracting(layer -> ((Conv2d) layer).filters())
        .containsExactly(64, 128, 256, 512, 512, 512, 512, 512);
    assertThat(layers)
        .filteredOn(TransposedConv2d.class::isInstance)
        .extracting(layer -> ((TransposedConv2d) layer).filters())
        .containsExactly(512, 512, 512, 512, 256, 128, 64, 3);
    assertThat(layers).filteredOn(Dropout.class::isInstance).hasSize(3);
    // None at the image, and none on the smallest map, whose only value it would make 0.
    assertThat(layers).filteredOn(InstanceNorm.class::isInstance).hasSize(6 + 7);
  }

  @ParameterizedTest
  @CsvSource({"28, 4", "32, 4", "64, 5", "256, 7", "7, 2"})
  @DisplayName("halve the image in a U-Net until its smaller side is below 4")
  void depth(int side, int halvings) {
    List<LayerSpec> layers =
        all(unet(NORM, 0.5).generator(layout(Shape.of(side, side, 1), side, 1)).layers());
    assertThat(layers).filteredOn(Conv2d.class::isInstance).hasSize(halvings);
    assertThat(layers).filteredOn(Residual.class::isInstance).hasSize(halvings - 1);
  }

  @Test
  @DisplayName("drop in sampling as in training, if at all")
  void dropout() {
    for (Architecture architecture : List.of(unet(NORM, 0.5), resnet(0.5))) {
      assertThat(all(architecture.generator(layout(Shape.of(32, 32, 3), 32, 3)).layers()))
          .filteredOn(Dropout.class::isInstance)
          .isNotEmpty()
          .allMatch(layer -> ((Dropout) layer).sampling());
    }
    for (Architecture architecture : List.of(unet(NORM, 0), resnet(0))) {
      assertThat(all(architecture.generator(layout(Shape.of(32, 32, 3), 32, 3)).layers()))
          .doesNotHaveAnyElementsOfTypes(Dropout.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"128, 6", "255, 6", "256, 9"})
  @DisplayName("have as many residual blocks as the paper's for the image's size")
  void blocks(int side, int blocks) {
    NetworkSpec network = resnet(0).generator(layout(Shape.of(side, side, 3), side, 3));
    assertThat(network.layers()).filteredOn(Residual.class::isInstance).hasSize(blocks);
  }

  /** Squares by the formula: from the last layer back, {@code r ← (r − 1) · stride + 4}. */
  @ParameterizedTest
  @CsvSource({"1", "16", "34", "70", "142", "286"})
  @DisplayName("score squares of the side that is asked for")
  void fields(int field) {
    NetworkSpec network = patchgan(field).discriminator(layout(Shape.of(1), 512, 6));
    List<Conv2d> convolutions =
        network.layers().stream().filter(Conv2d.class::isInstance).map(Conv2d.class::cast).toList();
    int seen = 1;
    for (int i = convolutions.size() - 1; i >= 0; i--) {
      Conv2d layer = convolutions.get(i);
      seen = (seen - 1) * layer.stride().height() + layer.kernelSize().height();
    }
    assertThat(seen).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({"8, 1, 8", "28, 16, 12", "32, 16, 14", "64, 34, 14", "128, 70, 14", "256, 70, 30"})
  @DisplayName("score the largest squares, up to 70 pixels, that the image holds")
  void chosenFields(int side, int field, int map) {
    NetworkSpec chosen = patchgan(null).discriminator(layout(Shape.of(1), side, 6));
    assertThat(chosen).isEqualTo(patchgan(field).discriminator(layout(Shape.of(1), side, 6)));
    assertThat(chosen.outputShape()).isEqualTo(Shape.of(map, map, 1));
  }

  @Test
  @DisplayName("make larger images of smaller sources, by a whole factor")
  void largerThanSource() {
    for (Architecture architecture : List.of(unet(NORM, 0.5), resnet(0))) {
      NetworkSpec network = architecture.generator(layout(Shape.of(8, 8, 3), 32, 3));
      assertThat(network.layers().get(0)).isInstanceOf(Upsample.class);
      assertThat(network.outputShape()).isEqualTo(Shape.of(32, 32, 3));
      assertThatThrownBy(() -> architecture.generator(layout(Shape.of(12, 12, 3), 32, 3)))
          .isInstanceOf(ShapeMismatchException.class)
          .hasMessageContaining("a sample is [32, 32, 3], its source [12, 12, 3]");
    }
  }

  @Test
  @DisplayName("say what they are for where there is no image to begin with")
  void refusals() {
    assertThatThrownBy(() -> unet(NORM, 0.5).generator(layout(Shape.of(64), 32, 3)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageStartingWith("unet makes images of images")
        .hasMessageContaining("play a game whose generator takes a source");
    assertThatThrownBy(() -> patchgan(null).generator(layout(Shape.of(64), 32, 3)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("lays out discriminators only; unet and translation-resnet are its generators");
    assertThatThrownBy(() -> patchgan(50))
        .hasMessage("receptiveField must be one of [1, 16, 34, 70, 142, 286], found 50");
    assertThatThrownBy(() -> patchgan(70).discriminator(layout(Shape.of(1), 16, 3)).outputShape())
        .isInstanceOf(ShapeMismatchException.class);
  }
}
