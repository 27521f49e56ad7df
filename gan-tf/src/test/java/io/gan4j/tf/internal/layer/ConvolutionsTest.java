package io.gan4j.tf.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.layer.AveragePool;
import io.gan4j.api.layer.Biases;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.DepthToSpace;
import io.gan4j.api.layer.DepthwiseConv2d;
import io.gan4j.api.layer.GlobalPool;
import io.gan4j.api.layer.GroupedConv2d;
import io.gan4j.api.layer.MaxPool;
import io.gan4j.api.layer.MaxoutConv2d;
import io.gan4j.api.layer.Padding;
import io.gan4j.api.layer.SeparableConv2d;
import io.gan4j.api.layer.Sides;
import io.gan4j.api.layer.Size;
import io.gan4j.api.layer.TransposedConv2d;
import io.gan4j.api.layer.Upsample;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ParameterSpec.Role;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.tf.internal.layer.LayerSweep.Case;
import io.gan4j.tf.internal.layer.LayerSweep.Made;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** Every number of every layer is compared with plain loops, over sweeps of all options. */
@DisplayName("A layer on images")
class ConvolutionsTest {
  private static final Initializer ZERO = new ConstantInitializer(0);
  private static final Activation LINEAR = new Linear();
  private static final List<Padding> PADDINGS =
      List.of(Padding.SAME, Padding.VALID, new Padding.Explicit(new Sides(1, 2, 0, 1)));
  private static final List<Size> STRIDES = List.of(Size.ONE, Size.of(2), new Size(1, 3));
  private static final List<Size> KERNELS = List.of(Size.ONE, Size.of(3), new Size(2, 5));
  private static final List<Size> IMAGES = List.of(Size.of(6), new Size(7, 5), new Size(1, 2));

  /** Output size along one axis, and the padding before it. */
  private record Axis(int windows, int before) {

    static Axis of(Padding padding, boolean rows, int in, int window, int stride) {
      if (padding instanceof Padding.Same) {
        int windows = (int) Math.ceil((double) in / stride);
        return new Axis(windows, Math.max((windows - 1) * stride + window - in, 0) / 2);
      }
      if (padding instanceof Padding.Explicit explicit) {
        Sides sides = explicit.amounts();
        int all = in + (rows ? sides.rows() : sides.columns()) - window;
        return new Axis(
            all < 0 ? 0 : Math.floorDiv(all, stride) + 1, rows ? sides.top() : sides.left());
      }
      return new Axis(Math.max(0, (int) Math.ceil((in - window + 1.0) / stride)), 0);
    }
  }

  private static Shape shape(Size image, long channels) {
    return Shape.of(image.height(), image.width(), channels);
  }

  private static Size dilated(Size kernel, Size dilation) {
    return new Size(
        (kernel.height() - 1) * dilation.height() + 1, (kernel.width() - 1) * dilation.width() + 1);
  }

  private static Loops loops(Made made, Padding padding, Size kernel, Size stride, Size dilation) {
    Size window = dilated(kernel, dilation);
    int height = Math.toIntExact(made.input().get(0));
    int width = Math.toIntExact(made.input().get(1));
    Axis rows = Axis.of(padding, true, height, window.height(), stride.height());
    Axis columns = Axis.of(padding, false, width, window.width(), stride.width());
    Shape out = Shape.of(LayerSweep.BATCH, rows.windows(), columns.windows(), made.shape().get(3));
    return new Loops(
        Loops.batched(made), out, kernel, stride, dilation, rows.before(), columns.before());
  }

  /** Compares shapes and values with what the layer says and what loops make. */
  private static void check(Made made, Loops loops, double[] expected) {
    assertThat(made.shape()).as("%s on %s", made.layer(), made.input()).isEqualTo(loops.out());
    assertThat(made.layer().outputShape(made.input()).prepend(LayerSweep.BATCH))
        .as("%s on %s", made.layer(), made.input())
        .isEqualTo(made.shape());
    assertThat(value(made, "output"))
        .as("%s on %s", made.layer(), made.input())
        .containsExactly(expected, within(1e-10));
  }

  private static double[] value(Made made, String name) {
    return made.values().getOrDefault(name, new double[0]);
  }

  /** The bias, one per channel, added. */
  private static double[] plus(double[] sums, double[] bias) {
    double[] output = sums.clone();
    for (int i = 0; i < output.length; i++) {
      output[i] += bias[i % bias.length];
    }
    return output;
  }

  /** Every combination, where at least one window fits. */
  private static List<Case> sweep(
      List<Size> strides, List<Size> dilations, Function<Options, ? extends @Nullable Case> make) {
    List<Case> cases = new ArrayList<>();
    for (Padding padding : PADDINGS) {
      for (Size kernel : KERNELS) {
        for (Size stride : strides) {
          for (Size dilation : dilations) {
            for (Size image : IMAGES) {
              Case made = make.apply(new Options(padding, kernel, stride, dilation, image));
              if (made != null) {
                cases.add(made);
              }
            }
          }
        }
      }
    }
    return cases;
  }

  private record Options(Padding padding, Size kernel, Size stride, Size dilation, Size image) {
    /** Whether a window fits. */
    boolean fit() {
      Size window = dilated(kernel, dilation);
      return Axis.of(padding, true, image.height(), window.height(), stride.height()).windows() > 0
          && Axis.of(padding, false, image.width(), window.width(), stride.width()).windows() > 0;
    }
  }

  @Nested
  @DisplayName("conv2d")
  class Conv {

    private static Conv2d conv(Options options, Biases biases) {
      return new Conv2d(
          3,
          options.kernel(),
          options.stride(),
          options.padding(),
          options.dilation(),
          LINEAR,
          ZERO,
          ZERO,
          biases);
    }

    @Test
    @DisplayName("is a convolution under every padding, stride, dilation and size")
    void values() {
      List<Case> cases =
          sweep(
              STRIDES,
              List.of(Size.ONE, Size.of(2), new Size(1, 3)),
              o -> o.fit() ? new Case(conv(o, Biases.TIED), shape(o.image(), 2)) : null);
      assertThat(cases).hasSizeGreaterThan(150);
      for (Made made : LayerSweep.run(cases)) {
        Conv2d layer = (Conv2d) made.layer();
        Loops loops =
            loops(made, layer.padding(), layer.kernelSize(), layer.stride(), layer.dilation());
        double[] sums = loops.convolution(value(made, "input"), value(made, "kernel"));
        check(made, loops, plus(sums, value(made, "bias")));
      }
    }

    static Stream<Conv2d> layers() {
      Padding around = new Padding.Explicit(new Sides(1, 0, 2, 1));
      return Stream.of(
          layer(Size.of(3), Size.of(2), Padding.SAME, Size.ONE, Biases.TIED),
          layer(Size.of(2), Size.ONE, Padding.VALID, Size.ONE, Biases.NONE),
          layer(Size.of(3), new Size(1, 2), around, Size.ONE, Biases.PER_POSITION),
          layer(Size.of(3), Size.ONE, Padding.SAME, Size.of(2), Biases.TIED),
          layer(Size.of(2), Size.ONE, Padding.VALID, new Size(1, 3), Biases.TIED),
          layer(new Size(1, 3), Size.ONE, around, Size.of(2), Biases.TIED),
          layer(Size.of(2), Size.of(2), Padding.SAME, new Size(3, 2), Biases.TIED));
    }

    private static Conv2d layer(
        Size kernel, Size stride, Padding padding, Size dilation, Biases biases) {
      return new Conv2d(2, kernel, stride, padding, dilation, new Tanh(), ZERO, ZERO, biases);
    }

    @ParameterizedTest
    @MethodSource("layers")
    @DisplayName("has the gradients of finite differences")
    void gradients(Conv2d layer) {
      try (LayerHarness harness = new LayerHarness(layer, Shape.of(5, 4, 2), 2)) {
        harness.checkGradients();
        assertThat(harness.trained()).isEqualTo(harness.inferred());
      }
    }

    @Test
    @DisplayName("adds a bias per filter, per position or none, before the activation")
    void biases() {
      Conv2d tied = layer(Size.ONE, Size.ONE, Padding.SAME, Size.ONE, Biases.TIED);
      Conv2d perPosition = layer(Size.ONE, Size.ONE, Padding.SAME, Size.ONE, Biases.PER_POSITION);
      try (LayerHarness one = new LayerHarness(tied, Shape.of(1, 2, 1), 1);
          LayerHarness each = new LayerHarness(perPosition, Shape.of(1, 2, 1), 1)) {
        one.withInput(1, 2).with("kernel", 0.1, 0.2).with("bias", 0.5, -0.5);
        each.withInput(1, 2).with("kernel", 0.1, 0.2).with("bias", 0.5, -0.5, 1, 2);
        assertThat(one.trained()).containsExactly(tanh(0.6, -0.3, 0.7, -0.1), within(1e-12));
        assertThat(each.trained()).containsExactly(tanh(0.6, -0.3, 1.2, 2.4), within(1e-12));
      }
    }

    private static double[] tanh(double... values) {
      return Arrays.stream(values).map(Math::tanh).toArray();
    }
  }

  @Nested
  @DisplayName("transposed-conv2d")
  class Transposed {

    private static TransposedConv2d layer(
        Options options, @Nullable Size output, Activation activation, Biases biases) {
      return new TransposedConv2d(
          3,
          options.kernel(),
          options.stride(),
          options.padding(),
          output,
          activation,
          ZERO,
          ZERO,
          biases);
    }

    /** in·stride under same padding, else (in − 1)·stride + kernel less the padding. */
    private static Size byFormula(Options o) {
      if (o.padding() instanceof Padding.Same) {
        return new Size(
            o.image().height() * o.stride().height(), o.image().width() * o.stride().width());
      }
      Sides cut =
          o.padding() instanceof Padding.Explicit explicit ? explicit.amounts() : Sides.NONE;
      int height = (o.image().height() - 1) * o.stride().height() + o.kernel().height();
      int width = (o.image().width() - 1) * o.stride().width() + o.kernel().width();
      return height <= cut.rows() || width <= cut.columns()
          ? Size.ONE
          : new Size(height - cut.rows(), width - cut.columns());
    }

    private static boolean leavesSomething(Options o) {
      return !(o.padding() instanceof Padding.Explicit explicit)
          || ((o.image().height() - 1) * o.stride().height() + o.kernel().height()
                  > explicit.amounts().rows()
              && (o.image().width() - 1) * o.stride().width() + o.kernel().width()
                  > explicit.amounts().columns());
    }

    @Test
    @DisplayName("spreads each input by the kernel, in sizes by the formula")
    void values() {
      List<Case> cases =
          sweep(
              STRIDES,
              List.of(Size.ONE),
              o ->
                  leavesSomething(o)
                      ? new Case(layer(o, null, LINEAR, Biases.TIED), shape(o.image(), 2))
                      : null);
      assertThat(cases).hasSizeGreaterThan(60);
      for (Made made : LayerSweep.run(cases)) {
        check(made, byFormula(options(made)));
      }
    }

    @Test
    @DisplayName("makes every size that the convolution maps to its input")
    void outputSizes() {
      List<Case> cases = new ArrayList<>();
      for (Case usual :
          sweep(
              List.of(Size.of(2), new Size(1, 3)),
              List.of(Size.ONE),
              o ->
                  leavesSomething(o)
                      ? new Case(layer(o, null, LINEAR, Biases.TIED), shape(o.image(), 2))
                      : null)) {
        Options o = options((TransposedConv2d) usual.layer(), usual.input());
        for (int height = 1; height < 16; height++) {
          for (int width = 1; width < 18; width++) {
            Axis rows =
                Axis.of(o.padding(), true, height, o.kernel().height(), o.stride().height());
            Axis columns =
                Axis.of(o.padding(), false, width, o.kernel().width(), o.stride().width());
            if (rows.windows() == o.image().height() && columns.windows() == o.image().width()) {
              TransposedConv2d chosen = layer(o, new Size(height, width), LINEAR, Biases.TIED);
              cases.add(new Case(chosen, usual.input()));
            }
          }
        }
      }
      assertThat(cases).hasSizeGreaterThan(100);
      for (Made made : LayerSweep.run(cases)) {
        Size chosen = ((TransposedConv2d) made.layer()).outputSize();
        check(made, Objects.requireNonNull(chosen));
      }
    }

    private static Options options(Made made) {
      return options((TransposedConv2d) made.layer(), made.input());
    }

    private static Options options(TransposedConv2d layer, Shape input) {
      Size image = new Size((int) input.get(0), (int) input.get(1));
      return new Options(layer.padding(), layer.kernelSize(), layer.stride(), Size.ONE, image);
    }

    private static void check(Made made, Size size) {
      Options o = options(made);
      Axis rows =
          Axis.of(o.padding(), true, size.height(), o.kernel().height(), o.stride().height());
      Axis columns =
          Axis.of(o.padding(), false, size.width(), o.kernel().width(), o.stride().width());
      Loops loops =
          new Loops(
              Loops.batched(made),
              shape(size, 3).prepend(LayerSweep.BATCH),
              o.kernel(),
              o.stride(),
              Size.ONE,
              rows.before(),
              columns.before());
      double[] sums = loops.transposed(value(made, "input"), value(made, "kernel"));
      ConvolutionsTest.check(made, loops, plus(sums, value(made, "bias")));
    }

    @Test
    @DisplayName("makes 32×32 of 10×10 by a 5×5 kernel and a stride of 3")
    void goodfellow() {
      TransposedConv2d layer =
          new TransposedConv2d(
              3,
              Size.of(5),
              Size.of(3),
              new Padding.Explicit(Sides.NONE),
              null,
              LINEAR,
              ZERO,
              ZERO,
              Biases.PER_POSITION);
      assertThat(layer.outputShape(Shape.of(10, 10, 80))).isEqualTo(Shape.of(32, 32, 3));
    }

    static Stream<TransposedConv2d> layers() {
      Options same = new Options(Padding.SAME, Size.of(3), Size.of(2), Size.ONE, Size.of(3));
      Padding around = new Padding.Explicit(new Sides(1, 0, 2, 1));
      Options cut = new Options(around, Size.of(4), new Size(1, 2), Size.ONE, Size.of(3));
      Options valid = new Options(Padding.VALID, new Size(3, 2), Size.of(3), Size.ONE, Size.of(3));
      return Stream.of(
          layer(same, null, new Tanh(), Biases.TIED),
          layer(same, new Size(5, 6), new LeakyRelu(0.2), Biases.TIED),
          layer(cut, null, new Tanh(), Biases.PER_POSITION),
          layer(valid, null, new Tanh(), Biases.NONE));
    }

    @ParameterizedTest
    @MethodSource("layers")
    @DisplayName("has the gradients of finite differences")
    void gradients(TransposedConv2d layer) {
      try (LayerHarness harness = new LayerHarness(layer, Shape.of(3, 3, 2), 2)) {
        harness.checkGradients();
        assertThat(harness.trained()).isEqualTo(harness.inferred());
      }
    }
  }

  @Nested
  @DisplayName("depthwise-conv2d")
  class Depthwise {

    private static DepthwiseConv2d layer(Options o, int multiplier, Activation activation) {
      return new DepthwiseConv2d(
          multiplier,
          o.kernel(),
          o.stride().height(),
          o.padding(),
          o.dilation(),
          activation,
          ZERO,
          ZERO,
          Biases.TIED);
    }

    @Test
    @DisplayName("convolves each channel on its own")
    void values() {
      List<Case> cases = new ArrayList<>();
      for (int multiplier = 1; multiplier <= 2; multiplier++) {
        int outputs = multiplier;
        cases.addAll(
            sweep(
                List.of(Size.ONE, Size.of(2)),
                List.of(Size.ONE, Size.of(2), new Size(3, 1)),
                o -> o.fit() ? new Case(layer(o, outputs, LINEAR), shape(o.image(), 3)) : null));
      }
      assertThat(cases).hasSizeGreaterThan(150);
      for (Made made : LayerSweep.run(cases)) {
        DepthwiseConv2d layer = (DepthwiseConv2d) made.layer();
        Size stride = Size.of(layer.stride());
        Loops loops = loops(made, layer.padding(), layer.kernelSize(), stride, layer.dilation());
        double[] sums = loops.depthwise(value(made, "input"), value(made, "kernel"));
        check(made, loops, plus(sums, value(made, "bias")));
      }
    }

    static Stream<DepthwiseConv2d> layers() {
      Padding around = new Padding.Explicit(new Sides(1, 0, 2, 1));
      Size three = Size.of(3);
      return Stream.of(
          layer(new Options(Padding.SAME, three, Size.of(2), Size.ONE, three), 2, new Tanh()),
          layer(new Options(around, three, Size.ONE, Size.ONE, three), 1, new Tanh()),
          layer(new Options(Padding.SAME, three, Size.ONE, Size.of(2), three), 2, new Tanh()),
          layer(new Options(Padding.SAME, three, Size.of(2), Size.of(2), three), 1, new Tanh()));
    }

    @ParameterizedTest
    @MethodSource("layers")
    @DisplayName("has the gradients of finite differences")
    void gradients(DepthwiseConv2d layer) {
      try (LayerHarness harness = new LayerHarness(layer, Shape.of(5, 4, 2), 2)) {
        harness.checkGradients();
        assertThat(harness.trained()).isEqualTo(harness.inferred());
      }
    }
  }

  @Nested
  @DisplayName("grouped-conv2d")
  class Grouped {

    @Test
    @DisplayName("convolves groups of channels, each on its own")
    void values() {
      List<Case> cases = new ArrayList<>();
      for (int groups : new int[] {1, 2, 6}) {
        cases.addAll(
            sweep(
                List.of(Size.ONE),
                List.of(Size.ONE),
                o ->
                    o.fit()
                        ? new Case(
                            new GroupedConv2d(
                                12,
                                groups,
                                o.kernel(),
                                o.padding(),
                                LINEAR,
                                ZERO,
                                ZERO,
                                Biases.TIED,
                                null),
                            shape(o.image(), 6))
                        : null));
      }
      assertThat(cases).hasSizeGreaterThan(50);
      for (Made made : LayerSweep.run(cases)) {
        GroupedConv2d layer = (GroupedConv2d) made.layer();
        Loops loops = loops(made, layer.padding(), layer.kernelSize(), Size.ONE, Size.ONE);
        double[] sums = loops.grouped(value(made, "input"), value(made, "kernel"), layer.groups());
        check(made, loops, plus(sums, value(made, "bias")));
      }
    }

    @Test
    @DisplayName("refuses channels and filters that groups do not divide")
    void refuses() {
      Function<Integer, GroupedConv2d> grouped =
          filters ->
              new GroupedConv2d(
                  filters, 3, Size.of(3), Padding.SAME, LINEAR, ZERO, ZERO, Biases.NONE, null);
      assertThatThrownBy(() -> grouped.apply(4))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("filters must be a multiple of groups (3), found 4");
      assertThatThrownBy(() -> grouped.apply(6).outputShape(Shape.of(4, 4, 8)))
          .isInstanceOf(ShapeMismatchException.class)
          .hasMessageContaining("cuts the channels into 3 groups");
    }
  }

  @Nested
  @DisplayName("separable-conv2d")
  class Separable {
    private final SeparableConv2d layer =
        new SeparableConv2d(
            3, Size.of(3), 1, Padding.SAME, Size.of(2), 2, new Tanh(), ZERO, ZERO, Biases.TIED);

    @Test
    @DisplayName("is a depthwise convolution and one of single pixels")
    void values() {
      Made made = LayerSweep.run(List.of(new Case(layer, Shape.of(5, 4, 2)))).get(0);
      Shape between = Shape.of(LayerSweep.BATCH, 5, 4, 4);
      double[] first =
          new Loops(Loops.batched(made), between, Size.of(3), Size.ONE, Size.of(2), 2, 2)
              .depthwise(value(made, "input"), value(made, "depthwise"));
      Loops second =
          new Loops(
              between, Shape.of(LayerSweep.BATCH, 5, 4, 3), Size.ONE, Size.ONE, Size.ONE, 0, 0);
      double[] sums =
          plus(second.convolution(first, value(made, "pointwise")), value(made, "bias"));
      check(made, second, Arrays.stream(sums).map(Math::tanh).toArray());
    }

    @Test
    @DisplayName("has the gradients of finite differences")
    void gradients() {
      try (LayerHarness harness = new LayerHarness(layer, Shape.of(5, 4, 2), 2)) {
        harness.checkGradients();
        assertThat(harness.trained()).isEqualTo(harness.inferred());
      }
    }
  }

  @Nested
  @DisplayName("maxout-conv2d")
  class MaxoutConv {

    private static MaxoutConv2d layer(Padding padding, Biases biases) {
      return new MaxoutConv2d(2, 3, Size.of(2), new Size(2, 1), padding, ZERO, ZERO, biases);
    }

    @Test
    @DisplayName("takes the largest of the pieces of a filter, which lie side by side")
    void values() {
      List<Case> cases =
          PADDINGS.stream()
              .map(padding -> new Case(layer(padding, Biases.TIED), Shape.of(5, 4, 2)))
              .toList();
      for (Made made : LayerSweep.run(cases)) {
        MaxoutConv2d layer = (MaxoutConv2d) made.layer();
        Loops loops = loops(made, layer.padding(), layer.kernelSize(), layer.stride(), Size.ONE);
        Shape pieces = loops.out().take(3).append(6);
        Loops wide =
            new Loops(
                loops.in(),
                pieces,
                loops.kernel(),
                loops.stride(),
                Size.ONE,
                loops.top(),
                loops.left());
        double[] sums =
            plus(
                wide.convolution(value(made, "input"), value(made, "kernel")), value(made, "bias"));
        double[] largest = new double[sums.length / 3];
        for (int i = 0; i < largest.length; i++) {
          largest[i] = Math.max(sums[3 * i], Math.max(sums[3 * i + 1], sums[3 * i + 2]));
        }
        check(made, loops, largest);
      }
    }

    static Stream<MaxoutConv2d> layers() {
      return Stream.of(
          layer(Padding.SAME, Biases.TIED),
          layer(new Padding.Explicit(Sides.all(1)), Biases.PER_POSITION));
    }

    @ParameterizedTest
    @MethodSource("layers")
    @DisplayName("has the gradients of finite differences")
    void gradients(MaxoutConv2d layer) {
      try (LayerHarness harness = new LayerHarness(layer, Shape.of(4, 3, 2), 2)) {
        harness.checkGradients();
        assertThat(harness.trained()).isEqualTo(harness.inferred());
      }
    }
  }

  @Nested
  @DisplayName("average-pool and max-pool")
  class Pool {
    private static final List<Padding> POOL_PADDINGS =
        List.of(Padding.SAME, Padding.VALID, new Padding.Explicit(new Sides(1, 0, 1, 1)));

    private static List<Size[]> options() {
      List<Size[]> options = new ArrayList<>();
      for (Size window : List.of(Size.of(2), Size.of(3), new Size(2, 4))) {
        for (Size step : List.of(window, Size.ONE, Size.of(2), new Size(3, 4))) {
          for (Size image : List.of(Size.of(6), new Size(7, 5), new Size(4, 8), Size.of(9))) {
            options.add(new Size[] {window, step, image});
          }
        }
      }
      return options;
    }

    /** Windows that start in the image, up to the first that reaches its padded end. */
    private static int partial(Axis axis, int in, int after, int window, int step) {
      int count = 0;
      for (int start = -axis.before(); start < in; start += step) {
        count++;
        if (start + window >= in + after) {
          break;
        }
      }
      return count;
    }

    private static Loops loops(
        Made made, Padding padding, Size window, Size step, boolean partial) {
      int height = (int) made.input().get(0);
      int width = (int) made.input().get(1);
      Axis rows = Axis.of(padding, true, height, window.height(), step.height());
      Axis columns = Axis.of(padding, false, width, window.width(), step.width());
      Shape out =
          Shape.of(LayerSweep.BATCH, rows.windows(), columns.windows(), made.input().get(2));
      if (partial && !(padding instanceof Padding.Same)) {
        Sides around = padding instanceof Padding.Explicit e ? e.amounts() : Sides.NONE;
        out =
            Shape.of(
                LayerSweep.BATCH,
                partial(rows, height, around.bottom(), window.height(), step.height()),
                partial(columns, width, around.right(), window.width(), step.width()),
                made.input().get(2));
      }
      return new Loops(
          Loops.batched(made), out, window, step, Size.ONE, rows.before(), columns.before());
    }

    @Test
    @DisplayName("take the largest value or the mean of a window's pixels in the image")
    void values() {
      List<Case> cases = new ArrayList<>();
      for (Size[] o : options()) {
        for (Padding padding : POOL_PADDINGS) {
          for (boolean partial : new boolean[] {false, true}) {
            Shape image = shape(o[2], 2);
            cases.add(new Case(new MaxPool(o[0], o[1], padding, partial), image));
            cases.add(new Case(new AveragePool(o[0], o[1], padding, partial), image));
          }
        }
      }
      for (Made made : LayerSweep.run(cases)) {
        double[] input = value(made, "input");
        if (made.layer() instanceof MaxPool pool) {
          Loops loops = loops(made, pool.padding(), pool.size(), pool.step(), pool.partial());
          check(made, loops, loops.pooled(input, Double.NEGATIVE_INFINITY, Math::max));
        } else if (made.layer() instanceof AveragePool pool) {
          Loops loops = loops(made, pool.padding(), pool.size(), pool.step(), pool.partial());
          double[] means = loops.pooled(input, 0, Double::sum);
          double[] counts = loops.pooled(input, 0, (count, ignored) -> count + 1);
          for (int i = 0; i < means.length; i++) {
            means[i] /= counts[i];
          }
          check(made, loops, means);
        }
      }
    }

    static Stream<Case> layers() {
      Padding around = new Padding.Explicit(Sides.all(1));
      Size two = Size.of(2);
      Size three = Size.of(3);
      Shape even = Shape.of(4, 6, 2);
      Shape odd = Shape.of(5, 4, 2);
      return Stream.of(
          new Case(new MaxPool(two, null, Padding.VALID, false), even),
          new Case(new MaxPool(three, two, Padding.SAME, false), odd),
          new Case(new MaxPool(three, two, around, true), odd),
          new Case(new AveragePool(two, null, Padding.VALID, false), even),
          new Case(new AveragePool(three, two, Padding.SAME, false), odd),
          new Case(new AveragePool(three, two, around, true), odd),
          new Case(new AveragePool(three, Size.ONE, Padding.VALID, false), odd));
    }

    @ParameterizedTest
    @MethodSource("layers")
    @DisplayName("have the gradients of finite differences")
    void gradients(Case one) {
      try (LayerHarness harness = new LayerHarness(one.layer(), one.input(), 2)) {
        harness.checkGradients();
        assertThat(harness.trained()).isEqualTo(harness.inferred());
      }
    }
  }

  @Nested
  @DisplayName("says of its parameters")
  class Parameters {

    private static ParameterSpec kernel(LayerSpec layer) {
      return layer.parameters(Shape.of(8, 8, 6)).get(0);
    }

    @Test
    @DisplayName("how many inputs feed an output, how many outputs an input feeds, and the axis")
    void fans() {
      Conv2d conv =
          new Conv2d(
              10,
              new Size(4, 3),
              Size.of(2),
              Padding.SAME,
              Size.ONE,
              LINEAR,
              ZERO,
              ZERO,
              Biases.TIED);
      assertThat(kernel(conv))
          .isEqualTo(
              new ParameterSpec(
                  "kernel",
                  Shape.of(4, 3, 6, 10),
                  Role.KERNEL,
                  ZERO,
                  4 * 3 * 6,
                  4 * 3 * 10 / 4,
                  3));
      TransposedConv2d transposed =
          new TransposedConv2d(
              10, new Size(4, 3), Size.of(2), Padding.SAME, null, LINEAR, ZERO, ZERO, Biases.TIED);
      assertThat(kernel(transposed))
          .isEqualTo(
              new ParameterSpec(
                  "kernel",
                  Shape.of(4, 3, 10, 6),
                  Role.KERNEL,
                  ZERO,
                  4 * 3 * 6 / 4,
                  4 * 3 * 10,
                  2));
      DepthwiseConv2d depthwise =
          new DepthwiseConv2d(
              2, new Size(4, 3), 1, Padding.SAME, Size.ONE, LINEAR, ZERO, ZERO, Biases.TIED);
      assertThat(kernel(depthwise))
          .isEqualTo(
              new ParameterSpec(
                  "kernel", Shape.of(4, 3, 1, 12), Role.KERNEL, ZERO, 4 * 3, 4 * 3 * 2, 3));
    }

    @Test
    @DisplayName("that biases are one per channel, one per position or none")
    void biases() {
      for (Biases biases : Biases.values()) {
        Conv2d conv =
            new Conv2d(
                10, Size.of(3), Size.of(2), Padding.VALID, Size.ONE, LINEAR, ZERO, ZERO, biases);
        List<Shape> shapes =
            conv.parameters(Shape.of(8, 7, 6)).stream().skip(1).map(ParameterSpec::shape).toList();
        assertThat(shapes)
            .isEqualTo(
                switch (biases) {
                  case TIED -> List.of(Shape.of(10));
                  case PER_POSITION -> List.of(Shape.of(3, 3, 10));
                  case NONE -> List.of();
                });
      }
    }
  }

  @Nested
  @DisplayName("refuses")
  class Refuses {

    private static String refusal(LayerSpec layer, Shape input) {
      ShapeMismatchException e =
          catchThrowableOfType(
              ShapeMismatchException.class, () -> new NetworkSpec(input, List.of(layer)).placed());
      assertThat(e).as("%s on %s", layer, input).isNotNull();
      return String.valueOf(e.getMessage());
    }

    private static Conv2d conv(Padding padding) {
      return new Conv2d(
          4, Size.of(5), Size.ONE, padding, Size.of(2), LINEAR, ZERO, ZERO, Biases.TIED);
    }

    private static TransposedConv2d transposed(Padding padding, @Nullable Size output) {
      return new TransposedConv2d(
          4, Size.of(3), Size.of(2), padding, output, LINEAR, ZERO, ZERO, Biases.TIED);
    }

    @Test
    @DisplayName("what is no image")
    void vectors() {
      assertThat(refusal(conv(Padding.SAME), Shape.of(100)))
          .isEqualTo(
              "layer 0.conv2d: takes an image [height, width, channels], got [100]; a reshape layer"
                  + " before it makes one");
      for (LayerSpec layer :
          List.of(
              transposed(Padding.SAME, null),
              new MaxPool(Size.of(2), null, Padding.VALID, false),
              new GlobalPool(GlobalPool.Method.MAX),
              new Upsample(Size.of(2), Upsample.Method.NEAREST),
              new DepthToSpace(2))) {
        assertThat(refusal(layer, Shape.of(100))).contains("[height, width, channels], got [100]");
      }
    }

    @Test
    @DisplayName("an image smaller than its window")
    void tooSmall() {
      assertThat(refusal(conv(Padding.VALID), Shape.of(20, 8, 3)))
          .isEqualTo("layer 0.conv2d: needs an image of at least 9×9, its window, got [20, 8, 3]");
      assertThat(refusal(conv(new Padding.Explicit(new Sides(1, 0, 0, 0))), Shape.of(7, 9, 3)))
          .isEqualTo(
              "layer 0.conv2d: needs an image of at least 9×9, its window, got [7, 9, 3], with its"
                  + " padding 8×9");
      assertThat(
              refusal(new AveragePool(Size.of(4), null, Padding.VALID, false), Shape.of(3, 4, 1)))
          .isEqualTo(
              "layer 0.average-pool: needs an image of at least 4×4, its window, got [3, 4, 1]");
    }

    @Test
    @DisplayName("sizes that a transposed convolution cannot make")
    void outputSize() {
      assertThat(refusal(transposed(Padding.SAME, Size.of(9)), Shape.of(4, 4, 8)))
          .isEqualTo(
              "layer 0.transposed-conv2d: makes sizes from 7×7 to 8×8 of [4, 4, 8], not its"
                  + " outputSize 9×9");
      assertThat(refusal(transposed(Padding.VALID, new Size(9, 8)), Shape.of(4, 4, 8)))
          .isEqualTo(
              "layer 0.transposed-conv2d: makes sizes from 9×9 to 10×10 of [4, 4, 8], not its"
                  + " outputSize 9×8");
      assertThat(refusal(transposed(new Padding.Explicit(Sides.all(2)), null), Shape.of(1, 4, 8)))
          .isEqualTo(
              "layer 0.transposed-conv2d: leaves nothing of [1, 4, 8]: its padding cuts off 4 rows"
                  + " and 4 columns");
    }

    @Test
    @DisplayName("pools whose padding could fill a window")
    void poolPadding() {
      assertThatThrownBy(
              () -> new MaxPool(Size.of(2), null, new Padding.Explicit(Sides.all(2)), false))
          .isInstanceOf(InvalidValueException.class)
          .hasMessage("padding must be less than a window (2×2), found 2");
    }
  }
}
