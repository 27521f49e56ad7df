package io.gan4j.components.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.layer.AveragePool;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.Crop;
import io.gan4j.api.layer.GlobalPool;
import io.gan4j.api.layer.GlobalPool.Method;
import io.gan4j.api.layer.LayerNorm;
import io.gan4j.api.layer.Padding;
import io.gan4j.api.layer.Residual;
import io.gan4j.api.layer.SelfAttention;
import io.gan4j.api.layer.Size;
import io.gan4j.api.layer.Upsample;
import io.gan4j.api.network.Architecture.Layout;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Relu;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.initializer.GlorotInitializer;
import io.gan4j.components.weight.SpectralNorm;
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

@DisplayName("resnet")
class ResnetArchitectureTest {
  private static final Initializer KERNEL = new GlorotInitializer(Math.sqrt(2));
  private static final LayerSpec LAYER_NORM = new LayerNorm(1e-5, true, true);

  /** Settings that differ from test to test. */
  private static final class Settings {
    int base = 64;
    int max = 1024;
    @Nullable Integer halvings;
    @Nullable Integer flatBlocks;
    @Nullable LayerSpec norm;
    @Nullable WeightTransform weights;
    @Nullable Integer attention;
    @Nullable Method pooling;

    static Settings of(int base, int max) {
      Settings settings = new Settings();
      settings.base = base;
      settings.max = max;
      return settings;
    }

    /** The discriminator of the paper's table 4. */
    static Settings cifarDiscriminator() {
      Settings settings = of(128, 128);
      settings.halvings = 2;
      settings.flatBlocks = 2;
      settings.weights = new SpectralNorm(1);
      return settings;
    }

    ResnetArchitecture resnet() {
      return new ResnetArchitecture(
          base,
          max,
          halvings,
          flatBlocks,
          norm,
          weights,
          attention,
          new Relu(),
          null,
          pooling,
          KERNEL);
    }
  }

  private static Layout layout(int height, int width, int channels) {
    SampleSpace samples = SampleSpace.images(height, width, channels).withRange(Range.SYMMETRIC);
    return new Layout(Shape.of(128), samples, Optional.empty());
  }

  private static Layout square(int side) {
    return layout(side, side, 3);
  }

  private static List<Residual> blocks(NetworkSpec network) {
    return network.layers().stream()
        .filter(Residual.class::isInstance)
        .map(Residual.class::cast)
        .toList();
  }

  private static List<Shape> mapsBehindBlocks(NetworkSpec network) {
    return network.placed().stream()
        .filter(placed -> placed.layer() instanceof Residual)
        .map(Placed::output)
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    Settings normed = new Settings();
    normed.norm = LAYER_NORM;
    normed.weights = new SpectralNorm(1);
    normed.flatBlocks = 2;
    Settings flat = Settings.of(8, 8);
    flat.halvings = 1;
    flat.flatBlocks = 0;
    return Stream.of(new Settings(), normed, flat)
        .map(Settings::resnet)
        .flatMap(
            resnet ->
                Stream.concat(
                    ArchitectureContract.generator(resnet, ImageSpaces.all()).tests(),
                    ArchitectureContract.discriminator(resnet, ImageSpaces.all()).tests()));
  }

  @Nested
  @DisplayName("is SNGAN's")
  class Paper {

    @Test
    @DisplayName("at CIFAR-10's 32×32 (table 4): 256 channels against 128")
    void cifar() {
      NetworkSpec generator = Settings.of(256, 256).resnet().generator(square(32));
      assertThat(mapsBehindBlocks(generator))
          .containsExactly(Shape.of(8, 8, 256), Shape.of(16, 16, 256), Shape.of(32, 32, 256));
      long upBlock = 2 * (9 * 256 * 256 + 256) + (256 * 256 + 256) + 2 * 2 * 256;
      assertThat(generator.trainedValues())
          .isEqualTo((128 * 4096 + 4096) + 3 * upBlock + 2 * 256 + (9 * 256 * 3 + 3))
          .isEqualTo(4_276_739);

      NetworkSpec discriminator = Settings.cifarDiscriminator().resnet().discriminator(square(32));
      assertThat(mapsBehindBlocks(discriminator))
          .containsExactly(
              Shape.of(16, 16, 128), Shape.of(8, 8, 128), Shape.of(8, 8, 128), Shape.of(8, 8, 128));
      long conv = 9 * 128 * 128 + 128;
      assertThat(discriminator.trainedValues())
          .isEqualTo(
              ((9 * 3 * 128 + 128) + conv + (3 * 128 + 128)) // the first block
                  + (2 * conv + (128 * 128 + 128)) // the second one, with a shortcut
                  + 2 * (2 * conv)
                  + (128 + 1))
          .isEqualTo(1_053_825);
    }

    @Test
    @DisplayName("at STL-10's 48×48 (table 5)")
    void stl() {
      ResnetArchitecture resnet = new Settings().resnet();
      assertThat(mapsBehindBlocks(resnet.generator(square(48))))
          .containsExactly(Shape.of(12, 12, 256), Shape.of(24, 24, 128), Shape.of(48, 48, 64));
      assertThat(resnet.generator(square(48)).placed().get(1).output())
          .isEqualTo(Shape.of(6, 6, 512));
      Settings settings = new Settings();
      settings.halvings = 4;
      assertThat(mapsBehindBlocks(settings.resnet().discriminator(square(48))))
          .containsExactly(
              Shape.of(24, 24, 64),
              Shape.of(12, 12, 128),
              Shape.of(6, 6, 256),
              Shape.of(3, 3, 512),
              Shape.of(3, 3, 1024));
    }

    @Test
    @DisplayName("at ImageNet's 128×128 (table 6)")
    void imagenet() {
      ResnetArchitecture resnet = new Settings().resnet();
      NetworkSpec generator = resnet.generator(square(128));
      assertThat(generator.placed().get(1).output()).isEqualTo(Shape.of(4, 4, 1024));
      assertThat(mapsBehindBlocks(generator))
          .containsExactly(
              Shape.of(8, 8, 1024),
              Shape.of(16, 16, 512),
              Shape.of(32, 32, 256),
              Shape.of(64, 64, 128),
              Shape.of(128, 128, 64));
      assertThat(mapsBehindBlocks(resnet.discriminator(square(128))))
          .containsExactly(
              Shape.of(64, 64, 64),
              Shape.of(32, 32, 128),
              Shape.of(16, 16, 256),
              Shape.of(8, 8, 512),
              Shape.of(4, 4, 1024),
              Shape.of(4, 4, 1024));
    }

    @Test
    @DisplayName("block by block: what stands where in a generator")
    void upBlock() {
      Residual block = blocks(Settings.of(32, 32).resnet().generator(square(32))).get(0);
      assertThat(block.body())
          .satisfiesExactly(
              layer -> assertThat(layer).isInstanceOf(BatchNorm.class),
              layer -> assertThat(layer).isEqualTo(new Relu()),
              layer ->
                  assertThat(layer).isEqualTo(new Upsample(Size.of(2), Upsample.Method.NEAREST)),
              layer -> assertThat(convolution(layer, 3).kernel()).isEqualTo(KERNEL),
              layer -> assertThat(layer).isInstanceOf(BatchNorm.class),
              layer -> assertThat(layer).isEqualTo(new Relu()),
              layer -> assertThat(convolution(layer, 3).activation()).isEqualTo(new Linear()));
      assertThat(block.shortcut())
          .satisfiesExactly(
              layer ->
                  assertThat(convolution(layer, 1).kernel()).isEqualTo(new GlorotInitializer(1)),
              layer -> assertThat(layer).isInstanceOf(Upsample.class));
    }

    @Test
    @DisplayName("block by block: what stands where in a discriminator")
    void downBlocks() {
      NetworkSpec network = Settings.cifarDiscriminator().resnet().discriminator(square(32));
      AveragePool halve = new AveragePool(Size.of(2), null, Padding.VALID, false);
      List<Residual> blocks = blocks(network);
      assertThat(blocks.get(0).body())
          .satisfiesExactly(
              layer -> assertThat(convolution(layer, 3).activation()).isEqualTo(new Relu()),
              layer -> convolution(layer, 3),
              layer -> assertThat(layer).isEqualTo(halve));
      assertThat(blocks.get(1).body())
          .satisfiesExactly(
              layer -> assertThat(layer).isEqualTo(new Relu()),
              layer -> convolution(layer, 3),
              layer -> assertThat(layer).isEqualTo(new Relu()),
              layer -> convolution(layer, 3),
              layer -> assertThat(layer).isEqualTo(halve));
      assertThat(blocks.subList(0, 2))
          .allSatisfy(
              block ->
                  assertThat(block.shortcut())
                      .satisfiesExactly(
                          layer -> assertThat(layer).isEqualTo(halve),
                          layer -> convolution(layer, 1)));
      assertThat(blocks.subList(2, 4)).allSatisfy(block -> assertThat(block.shortcut()).isEmpty());
      assertThat(network.layers()).contains(new GlobalPool(Method.SUM));
      assertThat(network.mixesSamples()).isFalse();
    }
  }

  private static Conv2d convolution(LayerSpec layer, int side) {
    assertThat(layer).isInstanceOf(Conv2d.class);
    assertThat(((Conv2d) layer).kernelSize()).isEqualTo(Size.of(side));
    return (Conv2d) layer;
  }

  @Test
  @DisplayName("is WGAN-GP's with a layer norm and the mean over positions in the discriminator")
  void wganGp() {
    Settings settings = Settings.cifarDiscriminator();
    settings.weights = null;
    settings.norm = LAYER_NORM;
    settings.pooling = Method.AVERAGE;
    NetworkSpec network = settings.resnet().discriminator(square(32));
    assertThat(blocks(network).get(0).body()).doesNotContain(LAYER_NORM);
    assertThat(blocks(network).subList(1, 4))
        .allSatisfy(block -> assertThat(block.body()).filteredOn(LAYER_NORM::equals).hasSize(2));
    assertThat(network.layers()).contains(new GlobalPool(Method.AVERAGE));
    assertThat(network.statisticValues()).isZero();
  }

  @Test
  @DisplayName("has no norm under linear")
  void noNorm() {
    Settings settings = new Settings();
    settings.norm = new Linear();
    NetworkSpec network = settings.resnet().generator(square(32));
    assertThat(network.mixesSamples()).isFalse();
    assertThat(blocks(network))
        .allSatisfy(
            block ->
                assertThat(block.body())
                    .doesNotHaveAnyElementsOfTypes(BatchNorm.class, Linear.class));
  }

  @Test
  @DisplayName("keeps the size in as many blocks as told")
  void flatBlocks() {
    Settings settings = Settings.of(16, 16);
    settings.flatBlocks = 3;
    assertThat(mapsBehindBlocks(settings.resnet().generator(square(32))).subList(0, 3))
        .containsOnly(Shape.of(4, 4, 16));
    assertThat(blocks(settings.resnet().discriminator(square(32)))).hasSize(6);
    settings.flatBlocks = 0;
    assertThat(blocks(settings.resnet().discriminator(square(32)))).hasSize(3);
  }

  @Test
  @DisplayName("cuts a doubled image to the odd size that the discriminator halves")
  void oddSizes() {
    Layout odd = layout(31, 45, 3);
    NetworkSpec generator = new Settings().resnet().generator(odd);
    assertThat(generator.layers())
        .filteredOn(Crop.class::isInstance)
        .containsExactly(new Crop(new Size(16, 23)), new Crop(new Size(31, 45)));
    assertThat(mapsBehindBlocks(new Settings().resnet().discriminator(odd)))
        .startsWith(Shape.of(16, 23, 64), Shape.of(8, 12, 128), Shape.of(4, 6, 256));
  }

  @Test
  @DisplayName("has self-attention behind the block of the size that is told, in both players")
  void attention() {
    Settings settings = Settings.of(16, 64);
    settings.attention = 8;
    settings.weights = new SpectralNorm(1);
    assertThat(attended(settings.resnet().generator(layout(32, 64, 3))))
        .containsExactly(Shape.of(8, 16, 64));
    assertThat(attended(settings.resnet().discriminator(layout(32, 64, 3))))
        .containsExactly(Shape.of(8, 16, 32));
    settings.attention = 4;
    assertThat(attended(settings.resnet().generator(square(32))))
        .containsExactly(Shape.of(4, 4, 64));
    assertThat(settings.resnet().generator(square(32)).layers())
        .filteredOn(SelfAttention.class::isInstance)
        .extracting(layer -> ((SelfAttention) layer).weights())
        .containsExactly(new SpectralNorm(1));
  }

  private static List<Shape> attended(NetworkSpec network) {
    return network.placed().stream()
        .filter(placed -> placed.layer() instanceof SelfAttention)
        .map(Placed::output)
        .toList();
  }

  @Test
  @DisplayName("refuses what is no image, and what no image of that size has")
  void refusals() {
    Layout points = new Layout(Shape.of(8), SampleSpace.vectors(2), Optional.empty());
    assertThatThrownBy(() -> new Settings().resnet().generator(points))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("resnet lays out images [height, width, channels], got samples [2]");
    Settings attention = new Settings();
    attention.attention = 10;
    assertThatThrownBy(() -> attention.resnet().discriminator(square(32)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(
            "attention must be the smaller side of a map between image and scores, 16 or 8 or 4,"
                + " found 10");
    Settings halvings = new Settings();
    halvings.halvings = 6;
    assertThatThrownBy(() -> halvings.resnet().generator(square(32)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("halvings must be 1 to 5 for samples [32, 32, 3], found 6");
    Settings pooling = new Settings();
    pooling.pooling = Method.SUM;
    assertThatThrownBy(() -> pooling.resnet().generator(square(32)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("pooling must be absent for a generator");
    ResnetArchitecture output =
        new ResnetArchitecture(
            8, 8, null, null, null, null, null, new Relu(), new Tanh(), null, KERNEL);
    assertThatThrownBy(() -> output.discriminator(square(32)))
        .hasMessageContaining("output must be absent for a discriminator");
    Settings flat = new Settings();
    flat.flatBlocks = -1;
    assertThatThrownBy(flat::resnet).hasMessage("flatBlocks must be >= 0, found -1");
    assertThatThrownBy(() -> Settings.of(64, 32).resnet())
        .hasMessage("maxChannels must be >= baseChannels (64), found 32");
  }
}
