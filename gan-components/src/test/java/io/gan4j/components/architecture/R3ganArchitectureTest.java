package io.gan4j.components.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.DataStatistics;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.layer.BlurPool;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.DepthwiseConv2d;
import io.gan4j.api.layer.Upsample;
import io.gan4j.api.network.Architecture.Layout;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.activation.Linear;
import io.gan4j.testkit.ArchitectureContract;
import java.util.List;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.ndarray.Shape;

@DisplayName("r3gan")
class R3ganArchitectureTest {
  private static final DataStatistics NONE =
      () -> {
        throw new IllegalStateException("no data is asked for");
      };

  private static R3ganArchitecture r3gan(int base, int most) {
    return new R3ganArchitecture(base, most, null, 2, 2, 16, null, false);
  }

  private static Layout layout(int side) {
    return new Layout(
        Shape.of(64),
        SampleSpace.images(side, side, 3).withRange(Range.SYMMETRIC),
        Optional.empty());
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    R3ganArchitecture small = new R3ganArchitecture(8, 16, null, 1, 2, 8, null, false);
    return Stream.concat(
        ArchitectureContract.generator(small, ImageSpaces.all()).tests(),
        ArchitectureContract.discriminator(small, ImageSpaces.all()).tests());
  }

  private static long weights(NetworkSpec network) {
    return network.placed().stream()
        .flatMap(placed -> placed.parameters().stream())
        .mapToLong(parameter -> parameter.shape().size())
        .sum();
  }

  @Test
  @DisplayName("has the published number of weights at 256 pixels, 23.06 and 23.01 million")
  void counts() {
    R3ganArchitecture published = r3gan(96, 768);
    assertThat(weights(published.generator(layout(256)))).isEqualTo(23_057_952);
    assertThat(weights(published.discriminator(layout(256)))).isEqualTo(23_009_568);
  }

  @Test
  @DisplayName("changes channels on the small side of a change of size, where they differ")
  void transitions() {
    List<Placed> generator = r3gan(384, 768).generator(layout(64)).placed();
    List<Shape> enlarged =
        generator.stream()
            .filter(placed -> placed.layer() instanceof Upsample)
            .map(Placed::output)
            .toList();
    assertThat(enlarged)
        .containsExactly(
            Shape.of(8, 8, 768),
            Shape.of(16, 16, 768),
            Shape.of(32, 32, 768),
            Shape.of(64, 64, 384));
    assertThat(generator)
        .filteredOn(placed -> placed.layer() instanceof Conv2d)
        .extracting(Placed::output)
        .containsExactly(Shape.of(32, 32, 384), Shape.of(64, 64, 3));
    List<Placed> discriminator = r3gan(384, 768).discriminator(layout(64)).placed();
    assertThat(discriminator).filteredOn(placed -> placed.layer() instanceof BlurPool).hasSize(4);
    assertThat(discriminator)
        .filteredOn(placed -> placed.layer() instanceof Conv2d)
        .extracting(Placed::output)
        .containsExactly(Shape.of(64, 64, 384), Shape.of(32, 32, 768));
    assertThat(discriminator)
        .filteredOn(placed -> placed.layer() instanceof DepthwiseConv2d)
        .extracting(Placed::output)
        .containsExactly(Shape.of(1, 1, 768));
    assertThat(discriminator.get(discriminator.size() - 1).output()).isEqualTo(Shape.of(1));
  }

  private static double deviation(ParameterSpec parameter) {
    LongToDoubleFunction values = parameter.initializer().values(parameter, RandomKey.of(3), NONE);
    long count = Math.min(parameter.shape().size(), 40_000);
    double squares =
        LongStream.range(0, count).mapToDouble(values).map(value -> value * value).sum();
    return Math.sqrt(squares / count);
  }

  private static ParameterSpec parameter(NetworkSpec network, int layer, String name) {
    return network.placed().get(layer).parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @DisplayName("begins with the published moments")
  void moments() {
    NetworkSpec generator = r3gan(768, 768).generator(layout(32));
    assertThat(deviation(parameter(generator, 0, "kernel"))).isCloseTo(1 / 8.0, within(2e-3));
    assertThat(deviation(parameter(generator, 0, "basis"))).isCloseTo(1, within(2e-2));
    // Eight blocks: two at each of 4, 8, 16 and 32 pixels.
    double gain = Math.sqrt(2 / 1.04) * Math.pow(8, -0.25);
    assertThat(deviation(parameter(generator, 1, "body.0.conv2d/kernel")))
        .isCloseTo(gain / Math.sqrt(768), within(5e-4));
    assertThat(deviation(parameter(generator, 1, "body.1.grouped-conv2d/kernel")))
        .isCloseTo(gain / Math.sqrt(9 * 16), within(1e-3));
    assertThat(deviation(parameter(generator, 1, "body.2.conv2d/kernel"))).isZero();
    int last = generator.placed().size() - 1;
    assertThat(deviation(parameter(generator, last, "kernel")))
        .isCloseTo(1 / Math.sqrt(768), within(2e-3));
    NetworkSpec discriminator = r3gan(768, 768).discriminator(layout(32));
    assertThat(deviation(parameter(discriminator, 0, "kernel")))
        .isCloseTo(1 / Math.sqrt(3), within(2e-2));
    int head = discriminator.placed().size() - 3;
    assertThat(deviation(parameter(discriminator, head, "kernel"))).isCloseTo(0.25, within(5e-3));
  }

  private static R3ganArchitecture labelled() {
    return new R3ganArchitecture(768, 768, null, 2, 2, 16, null, true);
  }

  private static Layout classes(int count) {
    List<String> names = IntStream.range(0, count).mapToObj(Integer::toString).toList();
    return new Layout(Shape.of(64), layout(32).samples(), Optional.of(new LabelSpace(names)));
  }

  @Test
  @DisplayName("sees labels as published: 64 values beside the latents, and <features, E y>")
  void labels() {
    NetworkSpec generator = labelled().generator(classes(10));
    assertThat(generator.placed().get(0).output()).isEqualTo(Shape.of(128));
    assertThat(parameter(generator, 0, "table").shape()).isEqualTo(Shape.of(10, 64));
    assertThat(deviation(parameter(generator, 0, "table")))
        .isCloseTo(1 / Math.sqrt(10), within(3e-2));
    // the latents' part of the basis is twice as wide as without
    assertThat(weights(generator))
        .isEqualTo(weights(r3gan(768, 768).generator(layout(32))) + 10 * 64 + 64 * 768);
    NetworkSpec discriminator = labelled().discriminator(classes(10));
    int last = discriminator.placed().size() - 1;
    assertThat(discriminator.placed().get(last - 1).output()).isEqualTo(Shape.of(768));
    assertThat(discriminator.placed().get(last).output()).isEqualTo(Shape.of(1));
    assertThat(deviation(parameter(discriminator, last, "table")))
        .isCloseTo(1 / Math.sqrt(768 * 10), within(5e-4));
    assertThat(weights(discriminator))
        .isEqualTo(weights(r3gan(768, 768).discriminator(layout(32))) + 10 * 768 + 768 * 768 - 768);
    assertThatThrownBy(() -> labelled().generator(layout(32)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("labels must be false where the data has no labels");
  }

  @Test
  @DisplayName("refuses groups that do not divide a block's channels, and an output of scores")
  void refuses() {
    assertThatThrownBy(() -> new R3ganArchitecture(24, 96, null, 2, 1, 16, null, false))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("groupSize must divide the channels within blocks");
    R3ganArchitecture output = new R3ganArchitecture(16, 16, null, 1, 1, 16, new Linear(), false);
    assertThat(output.generator(layout(8)).outputRange()).isEqualTo(Range.UNBOUNDED);
    assertThatThrownBy(() -> output.discriminator(layout(8)))
        .isInstanceOf(InvalidValueException.class);
  }
}
