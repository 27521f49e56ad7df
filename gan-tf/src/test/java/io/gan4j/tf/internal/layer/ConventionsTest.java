package io.gan4j.tf.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.layer.AveragePool;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.Biases;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.DepthToSpace;
import io.gan4j.api.layer.GroupNorm;
import io.gan4j.api.layer.InstanceNorm;
import io.gan4j.api.layer.LayerNorm;
import io.gan4j.api.layer.Padding;
import io.gan4j.api.layer.Sides;
import io.gan4j.api.layer.Size;
import io.gan4j.api.layer.TransposedConv2d;
import io.gan4j.api.layer.Upsample;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.initializer.ConstantInitializer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** Expected numbers are PyTorch 1.13's, on sin(1.7 i + 0.3) in row-major order of NHWC. */
@DisplayName("With the keys that the page on conventions names, a layer gives PyTorch's numbers:")
class ConventionsTest {
  private static final ConstantInitializer ZERO = new ConstantInitializer(0);

  private static double[] values(int count, IntToDoubleFunction value) {
    return IntStream.range(0, count).mapToDouble(value).toArray();
  }

  private static double[] input(int count) {
    return values(count, i -> Math.sin(1.7 * i + 0.3));
  }

  private static double[] kernel(int count) {
    return values(count, Math::cos);
  }

  private static void gives(LayerSpec layer, Shape input, double... expected) {
    try (LayerHarness harness = new LayerHarness(layer, input, 1)) {
      harness.withInput(input(Math.toIntExact(input.size())));
      assertThat(harness.trained()).containsExactly(expected, within(1e-8));
    }
  }

  private static void weighs(LayerSpec layer, Shape input, double[] kernel, double... expected) {
    try (LayerHarness harness = new LayerHarness(layer, input, 1)) {
      harness.withInput(input(Math.toIntExact(input.size()))).with("kernel", kernel);
      assertThat(harness.trained()).containsExactly(expected, within(1e-8));
    }
  }

  @Test
  @DisplayName("batch norm that keeps 0.9 and adds 1e-5, its moving variance without bias")
  void batchNorm() {
    BatchNorm layer = new BatchNorm(0.9, 1e-5, false, false, new ConstantInitializer(1));
    try (LayerHarness harness = new LayerHarness(layer, Shape.of(2), 4)) {
      harness.withInput(input(8)).with("mean", 0, 0).with("variance", 1, 1);
      double[] normalized = {
        0.612551319,
        1.199811277,
        -0.677897393,
        -1.265889457,
        1.290250703,
        0.724308815,
        -1.224904629,
        -0.658230636
      };
      assertThat(harness.trained()).containsExactly(normalized, within(1e-8));
      assertThat(harness.nextStatistic("mean"))
          .containsExactly(new double[] {-0.009626066, 0.009080521}, within(1e-8));
      assertThat(harness.nextStatistic("variance"))
          .containsExactly(new double[] {0.954541819, 0.962048692}, within(1e-8));
    }
  }

  @Test
  @DisplayName("average pools, as with count_include_pad=False")
  void averagePool() {
    gives(
        new AveragePool(Size.of(2), Size.of(2), new Padding.Explicit(Sides.all(1)), false),
        Shape.of(3, 3, 1),
        0.295520207,
        0.189730643,
        -0.826230124,
        0.481916113);
  }

  private static Conv2d convolution(Padding padding) {
    return new Conv2d(
        1, Size.of(3), Size.of(2), padding, Size.of(1), new Linear(), ZERO, ZERO, Biases.NONE);
  }

  @Test
  @DisplayName(
      "a strided convolution under padding 1, and under same padded below and to the right")
  void padding() {
    weighs(
        convolution(new Padding.Explicit(Sides.all(1))),
        Shape.of(4, 4, 1),
        kernel(9),
        0.529234329,
        -0.822539815,
        0.328130919,
        -0.271115919);
    weighs(
        convolution(Padding.SAME),
        Shape.of(4, 4, 1),
        kernel(9),
        0.813763300,
        -0.689277024,
        0.511023061,
        -0.473179504);
  }

  @Test
  @DisplayName("a transposed convolution of 4 by 2, under padding 1 as under same")
  void transposed() {
    double[] expected = {
      0.083827908, -0.310606741, 0.480726645, 0.873080371,
      -0.555529092, -0.932540252, -0.720173150, -0.441382085,
      0.117874383, 0.804102503, -0.018012830, -0.617650699,
      0.482749742, 0.557007680, 0.701744215, 0.648404680
    };
    for (Padding padding : new Padding[] {Padding.SAME, new Padding.Explicit(Sides.all(1))}) {
      weighs(
          new TransposedConv2d(
              1, Size.of(4), Size.of(2), padding, null, new Linear(), ZERO, ZERO, Biases.NONE),
          Shape.of(2, 2, 1),
          kernel(16),
          expected);
    }
  }

  @Test
  @DisplayName("bilinear upsampling with align_corners=False")
  void upsampling() {
    gives(
        new Upsample(Size.of(2), Upsample.Method.BILINEAR),
        Shape.of(2, 2, 1),
        0.295520207,
        0.448964512,
        0.755853122,
        0.909297427,
        0.089181120,
        0.189081327,
        0.388881741,
        0.488781948,
        -0.323497054,
        -0.330685043,
        -0.345061020,
        -0.352249009,
        -0.529836141,
        -0.590568228,
        -0.712032401,
        -0.772764488);
  }

  @Test
  @DisplayName("layer norm over all axes of a sample, group norm, and instance norm")
  void norms() {
    gives(
        new LayerNorm(1e-5, false, false),
        Shape.of(1, 2, 3),
        0.146205152,
        1.112824453,
        -1.153623758,
        -1.536204311,
        0.828830695,
        0.601967770);
    gives(new GroupNorm(2, 1e-5, false, false), Shape.of(2, 2, 4), GROUP_NORM);
    gives(new InstanceNorm(1e-5, false, false), Shape.of(2, 2, 4), INSTANCE_NORM);
  }

  private static final double[] GROUP_NORM = {
    -0.493260898, 0.853876246, -0.142605719, -0.598138904,
    0.458085950, 0.141916520, -0.798653762, 0.179187188,
    0.991514249, -0.905376713, -1.023822295, 1.131975825,
    0.967689850, -2.014445204, -0.759296167, 2.011353834
  };

  private static final double[] INSTANCE_NORM = {
    -1.619627549, 1.231254034, 1.647153576, -1.301993669,
    -0.038104529, 0.574565070, -0.359595584, -0.510837295,
    0.848668929, -0.391424835, -1.048351185, 0.458903476,
    0.809063148, -1.414394269, -0.239206808, 1.353927488
  };

  @Test
  @DisplayName("depth to space, once PyTorch's channels are in the order of the block's positions")
  void depthToSpace() {
    double[] channels = input(8);
    // PixelShuffle takes channel c of position p from c·4 + p; here it is p·2 + c.
    double[] reordered = values(8, i -> channels[i % 2 * 4 + i / 2]);
    try (LayerHarness harness = new LayerHarness(new DepthToSpace(2), Shape.of(1, 1, 8), 1)) {
      harness.withInput(reordered);
      double[] expected = {
        0.295520207, 0.728969040, 0.909297427, 0.584917193,
        -0.529836141, -0.879695760, -0.772764488, -0.358229282
      };
      assertThat(harness.trained()).containsExactly(expected, within(1e-8));
    }
  }
}
