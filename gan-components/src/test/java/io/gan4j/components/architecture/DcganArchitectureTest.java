package io.gan4j.components.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.Biases;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.Padding;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.layer.Size;
import io.gan4j.api.layer.TransposedConv2d;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Architecture.Layout;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Relu;
import io.gan4j.components.activation.Sigmoid;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.initializer.NormalInitializer;
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

@DisplayName("dcgan")
class DcganArchitectureTest {
  private static final SampleSpace DIGITS =
      SampleSpace.images(28, 28, 1).withRange(Range.SYMMETRIC);
  private static final Initializer NORMAL = new NormalInitializer(0, 0.02);
  private static final Initializer ZERO = new ConstantInitializer(0);
  private static final BatchNorm NORM =
      new BatchNorm(0.99, 1e-3, true, true, new ConstantInitializer(1));

  private static DcganArchitecture dcgan(@Nullable LayerSpec norm) {
    return new DcganArchitecture(64, 512, Size.of(5), norm, null, null, NORMAL);
  }

  private static Layout layout(SampleSpace samples) {
    return new Layout(Shape.of(100), samples, Optional.empty());
  }

  private static Dense dense(int units, boolean bias) {
    return new Dense(units, new Linear(), NORMAL, ZERO, bias);
  }

  private static Conv2d conv(int filters, Activation activation, Biases biases) {
    return new Conv2d(
        filters, Size.of(5), Size.of(2), Padding.SAME, Size.ONE, activation, NORMAL, ZERO, biases);
  }

  private static TransposedConv2d transposed(
      int filters, @Nullable Size output, Activation activation, Biases biases) {
    return new TransposedConv2d(
        filters, Size.of(5), Size.of(2), Padding.SAME, output, activation, NORMAL, ZERO, biases);
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    List<SampleSpace> spaces = ImageSpaces.all();
    return Stream.of(dcgan(NORM), dcgan(null))
        .flatMap(
            dcgan ->
                Stream.concat(
                    ArchitectureContract.generator(dcgan, spaces).tests(),
                    ArchitectureContract.discriminator(dcgan, spaces).tests()));
  }

  @Test
  @DisplayName("makes 28×28 digits of 7×7 by two transposed convolutions, all but the last normed")
  void generator() {
    assertThat(dcgan(NORM).generator(layout(DIGITS)).layers())
        .containsExactly(
            dense(7 * 7 * 128, false),
            new Reshape(List.of(7L, 7L, 128L)),
            NORM,
            new Relu(),
            transposed(64, null, new Linear(), Biases.NONE),
            NORM,
            new Relu(),
            transposed(1, null, new Tanh(), Biases.TIED));
  }

  @Test
  @DisplayName("scores 28×28 digits by two strided convolutions, all but the first normed")
  void discriminator() {
    assertThat(dcgan(NORM).discriminator(layout(DIGITS)).layers())
        .containsExactly(
            conv(64, new LeakyRelu(0.2), Biases.TIED),
            conv(128, new Linear(), Biases.NONE),
            NORM,
            new LeakyRelu(0.2),
            new Flatten(),
            dense(1, true));
  }

  @Test
  @DisplayName("has biases in place of a norm if there is none")
  void withoutNorm() {
    assertThat(dcgan(null).discriminator(layout(DIGITS)).layers())
        .containsExactly(
            conv(64, new LeakyRelu(0.2), Biases.TIED),
            conv(128, new Linear(), Biases.TIED),
            new LeakyRelu(0.2),
            new Flatten(),
            dense(1, true));
    assertThat(dcgan(null).generator(layout(DIGITS)).layers())
        .contains(dense(7 * 7 * 128, true), transposed(64, null, new Linear(), Biases.TIED));
    assertThat(dcgan(null).discriminator(layout(DIGITS)).mixesSamples()).isFalse();
  }

  @Test
  @DisplayName("has the paper's sizes and channels at 64×64, from 4×4×512 on")
  void paper() {
    NetworkSpec network = dcgan(NORM).generator(layout(SampleSpace.images(64, 64, 3)));
    assertThat(network.placed())
        .filteredOn(
            placed ->
                placed.layer() instanceof Reshape || placed.layer() instanceof TransposedConv2d)
        .extracting(Placed::output)
        .containsExactly(
            Shape.of(4, 4, 512),
            Shape.of(8, 8, 256),
            Shape.of(16, 16, 128),
            Shape.of(32, 32, 64),
            Shape.of(64, 64, 3));
  }

  @ParameterizedTest
  @CsvSource({
    "28, 28, 7, 7",
    "32, 32, 4, 4",
    "96, 96, 6, 6",
    "48, 24, 12, 6",
    "65, 43, 9, 6",
    "8, 8, 4, 4",
    "7, 5, 4, 3",
    "4, 100, 2, 50"
  })
  @DisplayName(
      "halves the image until its smaller side is below 8, at least once, and back exactly")
  void smallest(int height, int width, long high, long wide) {
    Layout layout = layout(SampleSpace.images(height, width, 1));
    List<Placed> generator = dcgan(null).generator(layout).placed();
    List<Placed> discriminator = dcgan(null).discriminator(layout).placed();
    assertThat(generator.get(1).output().take(2)).isEqualTo(Shape.of(high, wide));
    Placed flatten = discriminator.get(discriminator.size() - 2);
    assertThat(flatten.input().take(2)).isEqualTo(Shape.of(high, wide));
  }

  @Test
  @DisplayName("spells out only the sizes that a doubling does not make")
  void oddSizes() {
    assertThat(dcgan(null).generator(layout(SampleSpace.images(30, 28, 1))).layers())
        .contains(
            transposed(64, new Size(15, 14), new Linear(), Biases.TIED),
            transposed(1, null, new Sigmoid(), Biases.TIED));
  }

  @Test
  @DisplayName("has at most so many channels")
  void channels() {
    DcganArchitecture dcgan = new DcganArchitecture(32, 100, Size.of(4), null, null, null, NORMAL);
    assertThat(dcgan.discriminator(layout(SampleSpace.images(64, 64, 3))).layers())
        .filteredOn(Conv2d.class::isInstance)
        .extracting(layer -> ((Conv2d) layer).filters())
        .containsExactly(32, 64, 100, 100);
    assertThatThrownBy(() -> new DcganArchitecture(64, 32, Size.of(5), null, null, null, NORMAL))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("maxChannels must be >= baseChannels (64), found 32");
  }

  @Test
  @DisplayName(
      "refuses what is no image, images too small, and a discriminator's output activation")
  void refusals() {
    assertThatThrownBy(() -> dcgan(null).generator(layout(SampleSpace.vectors(2))))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("dcgan lays out images [height, width, channels], got samples [2]");
    assertThatThrownBy(() -> dcgan(null).discriminator(layout(SampleSpace.images(3, 20, 1))))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage(
            "dcgan needs images of at least 4×4, got [3, 20, 1]; the next size that works is 4×20");
    DcganArchitecture output =
        new DcganArchitecture(64, 512, Size.of(5), null, null, new Tanh(), NORMAL);
    assertThatThrownBy(() -> output.discriminator(layout(DIGITS)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("output must be absent for a discriminator");
  }
}
