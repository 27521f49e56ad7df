package io.gan4j.components.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.Biases;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Size;
import io.gan4j.api.layer.TransposedConv2d;
import io.gan4j.api.network.Architecture.Layout;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.initializer.NormalInitializer;
import io.gan4j.components.weight.PlainWeights;
import io.gan4j.components.weight.SpectralNorm;
import io.gan4j.testkit.ArchitectureContract;
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

@DisplayName("sndcgan")
class SndcganArchitectureTest {
  private static final Initializer NORMAL = new NormalInitializer(0, 0.02);
  private static final BatchNorm NORM =
      new BatchNorm(0.99, 1e-3, true, true, new ConstantInitializer(1));

  private static SndcganArchitecture sndcgan(
      @Nullable LayerSpec norm, @Nullable WeightTransform weights) {
    return new SndcganArchitecture(64, 512, norm, weights, null, null, NORMAL);
  }

  private static Layout layout(int side, int channels) {
    SampleSpace samples = SampleSpace.images(side, side, channels).withRange(Range.SYMMETRIC);
    return new Layout(Shape.of(128), samples, Optional.empty());
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return Stream.of(sndcgan(null, null), sndcgan(NORM, new PlainWeights()))
        .flatMap(
            sndcgan ->
                Stream.concat(
                    ArchitectureContract.generator(sndcgan, ImageSpaces.all()).tests(),
                    ArchitectureContract.discriminator(sndcgan, ImageSpaces.all()).tests()));
  }

  @ParameterizedTest
  @CsvSource({"32, 4", "48, 6"})
  @DisplayName("has the sizes and channels of the paper's table 3, at CIFAR-10's size and STL-10's")
  void paper(int side, int smallest) {
    NetworkSpec generator = sndcgan(null, null).generator(layout(side, 3));
    assertThat(generator.placed())
        .filteredOn(
            placed ->
                placed.layer() instanceof TransposedConv2d || placed.layer() instanceof Conv2d)
        .extracting(Placed::input, Placed::output)
        .containsExactly(
            step(smallest, 512, 2 * smallest, 256),
            step(2 * smallest, 256, 4 * smallest, 128),
            step(4 * smallest, 128, side, 64),
            step(side, 64, side, 3));
    assertThat(generator.outputRange()).isEqualTo(Range.SYMMETRIC);

    List<Conv2d> convolutions =
        sndcgan(null, null).discriminator(layout(side, 3)).layers().stream()
            .filter(Conv2d.class::isInstance)
            .map(Conv2d.class::cast)
            .toList();
    assertThat(convolutions)
        .extracting(Conv2d::filters)
        .containsExactly(64, 64, 128, 128, 256, 256, 512);
    assertThat(convolutions)
        .extracting(conv -> conv.kernelSize().height())
        .containsExactly(3, 4, 3, 4, 3, 4, 3);
    assertThat(convolutions)
        .extracting(conv -> conv.stride().height())
        .containsExactly(1, 2, 1, 2, 1, 2, 1);
  }

  private static org.assertj.core.groups.Tuple step(int from, int in, int to, int out) {
    return org.assertj.core.groups.Tuple.tuple(Shape.of(from, from, in), Shape.of(to, to, out));
  }

  @Test
  @DisplayName("has as many weights as the paper's networks at 32×32")
  void weights() {
    // The dense layer and 16 + 8 + 4 + 2 … kernels of 4×4 without biases, each with two values of
    // batch norm per channel, and a 3×3 kernel with biases.
    long generator =
        (128 * 8192 + 2 * 512)
            + (16 * 512 * 256 + 2 * 256)
            + (16 * 256 * 128 + 2 * 128)
            + (16 * 128 * 64 + 2 * 64)
            + (9 * 64 * 3 + 3);
    assertThat(sndcgan(null, null).generator(layout(32, 3)).trainedValues()).isEqualTo(generator);
    long discriminator =
        (9 * 3 * 64 + 64)
            + (16 * 64 * 64 + 64)
            + (9 * 64 * 128 + 128)
            + (16 * 128 * 128 + 128)
            + (9 * 128 * 256 + 256)
            + (16 * 256 * 256 + 256)
            + (9 * 256 * 512 + 512)
            + (4 * 4 * 512 + 1);
    assertThat(sndcgan(null, null).discriminator(layout(32, 3)).trainedValues())
        .isEqualTo(discriminator);
  }

  @Test
  @DisplayName(
      "puts spectral norm on every layer of the discriminator, and on none of the generator")
  void spectralNorm() {
    assertThat(transforms(sndcgan(null, null).discriminator(layout(32, 3))))
        .containsOnly(new SpectralNorm(1));
    assertThat(transforms(sndcgan(null, null).generator(layout(32, 3)))).isEmpty();
    assertThat(transforms(sndcgan(null, new PlainWeights()).discriminator(layout(32, 3))))
        .containsOnly(new PlainWeights());
  }

  private static List<WeightTransform> transforms(NetworkSpec network) {
    return network.layers().stream()
        .flatMap(
            layer ->
                Stream.ofNullable(
                    layer instanceof Conv2d conv
                        ? conv.weights()
                        : layer instanceof TransposedConv2d transposed
                            ? transposed.weights()
                            : layer instanceof Dense dense ? dense.weights() : null))
        .toList();
  }

  @Test
  @DisplayName("norms the generator only, unless told otherwise; linear is no norm")
  void norms() {
    assertThat(sndcgan(null, null).generator(layout(32, 3)).mixesSamples()).isTrue();
    assertThat(sndcgan(null, null).discriminator(layout(32, 3)).mixesSamples()).isFalse();
    List<LayerSpec> normed = sndcgan(NORM, null).discriminator(layout(32, 3)).layers();
    assertThat(normed.subList(0, 4))
        .satisfiesExactly(
            layer -> assertThat(((Conv2d) layer).biases()).isEqualTo(Biases.TIED),
            layer -> assertThat(((Conv2d) layer).biases()).isEqualTo(Biases.NONE),
            layer -> assertThat(layer).isEqualTo(NORM),
            layer -> assertThat(layer).isEqualTo(new LeakyRelu(0.1)));
    NetworkSpec bare = sndcgan(new Linear(), null).generator(layout(32, 3));
    assertThat(bare.layers()).doesNotHaveAnyElementsOfTypes(BatchNorm.class, Linear.class);
    assertThat(bare.layers())
        .filteredOn(TransposedConv2d.class::isInstance)
        .extracting(layer -> ((TransposedConv2d) layer).biases())
        .containsOnly(Biases.TIED);
  }

  @Test
  @DisplayName("spells out only the sizes that a doubling does not make")
  void oddSizes() {
    assertThat(sndcgan(null, null).generator(layout(30, 1)).layers())
        .filteredOn(TransposedConv2d.class::isInstance)
        .extracting(layer -> ((TransposedConv2d) layer).outputSize())
        .containsExactly(null, Size.of(15), null);
  }

  @Test
  @DisplayName("refuses what is no image, and a discriminator's output activation")
  void refusals() {
    Layout points = new Layout(Shape.of(8), SampleSpace.vectors(2), Optional.empty());
    assertThatThrownBy(() -> sndcgan(null, null).generator(points))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("sndcgan lays out images [height, width, channels], got samples [2]");
    assertThatThrownBy(() -> sndcgan(null, null).discriminator(layout(3, 1)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageContaining("sndcgan needs images of at least 4×4");
    SndcganArchitecture output =
        new SndcganArchitecture(64, 512, null, null, null, new Tanh(), NORMAL);
    assertThatThrownBy(() -> output.discriminator(layout(32, 3)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("output must be absent for a discriminator");
    assertThatThrownBy(() -> new SndcganArchitecture(64, 32, null, null, null, null, NORMAL))
        .hasMessage("maxChannels must be >= baseChannels (64), found 32");
  }
}
