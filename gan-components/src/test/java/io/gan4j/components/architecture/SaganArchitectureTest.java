package io.gan4j.components.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Residual;
import io.gan4j.api.layer.SelfAttention;
import io.gan4j.api.network.Architecture.Layout;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.initializer.GlorotInitializer;
import io.gan4j.components.weight.SpectralNorm;
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

@DisplayName("sagan")
class SaganArchitectureTest {

  private static SaganArchitecture sagan(@Nullable Integer attention) {
    return new SaganArchitecture(
        64, 1024, attention, null, new SpectralNorm(1), null, new GlorotInitializer());
  }

  private static Layout layout(int height, int width) {
    return new Layout(Shape.of(128), SampleSpace.images(height, width, 3), Optional.empty());
  }

  private static List<Shape> attended(NetworkSpec network) {
    return network.placed().stream()
        .filter(placed -> placed.layer() instanceof SelfAttention)
        .map(Placed::output)
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return Stream.concat(
        ArchitectureContract.generator(sagan(null), ImageSpaces.all()).tests(),
        ArchitectureContract.discriminator(sagan(null), ImageSpaces.all()).tests());
  }

  @Test
  @DisplayName("has self-attention on the 32×32 maps of the paper's 128×128 networks")
  void paper() {
    assertThat(attended(sagan(null).generator(layout(128, 128))))
        .containsExactly(Shape.of(32, 32, 256));
    assertThat(attended(sagan(null).discriminator(layout(128, 128))))
        .containsExactly(Shape.of(32, 32, 128));
  }

  @ParameterizedTest
  @CsvSource({"28, 28, 14", "32, 32, 16", "64, 64, 32", "96, 96, 24", "64, 200, 32", "5, 5, 3"})
  @DisplayName("has self-attention on the largest map up to 32 that is smaller than the image")
  void sizes(int height, int width, long smaller) {
    for (NetworkSpec network :
        List.of(
            sagan(null).generator(layout(height, width)),
            sagan(null).discriminator(layout(height, width)))) {
      assertThat(attended(network))
          .singleElement()
          .satisfies(shape -> assertThat(Math.min(shape.get(0), shape.get(1))).isEqualTo(smaller));
    }
  }

  @Test
  @DisplayName("has self-attention where it is told")
  void told() {
    assertThat(attended(sagan(8).generator(layout(32, 32)))).containsExactly(Shape.of(8, 8, 256));
    assertThatThrownBy(() -> sagan(32).generator(layout(32, 32)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(
            "attention must be the smaller side of a map between image and scores, 16 or 8 or 4,"
                + " found 32");
  }

  @Test
  @DisplayName("puts spectral norm on every kernel of both players")
  void spectralNorm() {
    for (NetworkSpec network :
        List.of(sagan(null).generator(layout(32, 32)), sagan(null).discriminator(layout(32, 32)))) {
      List<Optional<WeightTransform>> transforms = new ArrayList<>();
      collect(network.layers(), transforms);
      assertThat(transforms).hasSizeGreaterThan(10).containsOnly(Optional.of(new SpectralNorm(1)));
    }
  }

  private static void collect(List<LayerSpec> layers, List<Optional<WeightTransform>> transforms) {
    for (LayerSpec layer : layers) {
      if (layer instanceof Conv2d conv) {
        transforms.add(Optional.ofNullable(conv.weights()));
      } else if (layer instanceof Dense dense) {
        transforms.add(Optional.ofNullable(dense.weights()));
      } else if (layer instanceof SelfAttention attention) {
        transforms.add(Optional.ofNullable(attention.weights()));
      } else if (layer instanceof Residual residual) {
        collect(residual.children(), transforms);
      }
    }
  }

  @Test
  @DisplayName("refuses in its own name")
  void refusals() {
    assertThatThrownBy(() -> sagan(null).generator(layout(3, 3)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageStartingWith("sagan needs images of at least 4×4");
    assertThatThrownBy(
            () -> new SaganArchitecture(0, 1, null, null, null, null, new GlorotInitializer()))
        .hasMessage("baseChannels must be > 0, found 0");
  }
}
