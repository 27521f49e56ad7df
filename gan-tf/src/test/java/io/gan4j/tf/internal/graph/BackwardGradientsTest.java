package io.gan4j.tf.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.ProviderException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

@DisplayName("A gradient of a gradient")
class BackwardGradientsTest {
  private static final Shape IMAGES = Shape.of(2, 4, 4, 2);

  /** An operation of one argument. */
  @FunctionalInterface
  interface Function<T extends TFloating> {
    Operand<T> apply(Ops tf, Operand<T> x);
  }

  /** An operation whose gradient TensorFlow does not differentiate by itself. */
  record Case(String backward, Function<TFloat64> function) {
    @Override
    public String toString() {
      return backward;
    }
  }

  static Stream<Case> cases() {
    List<Long> window = List.of(1L, 2L, 2L, 1L);
    List<Long> step = List.of(1L, 1L, 1L, 1L);
    return Stream.of(
        new Case("ReluGrad", (tf, x) -> tf.nn.relu(x)),
        new Case("Relu6Grad", (tf, x) -> tf.nn.relu6(tf.math.mul(x, tf.constant(5.0)))),
        new Case("EluGrad", (tf, x) -> tf.nn.elu(x)),
        new Case("SeluGrad", (tf, x) -> tf.nn.selu(x)),
        new Case("SoftplusGrad", (tf, x) -> tf.math.softplus(x)),
        new Case("SoftsignGrad", (tf, x) -> tf.nn.softsign(x)),
        new Case("SigmoidGrad", (tf, x) -> tf.math.sigmoid(x)),
        new Case("TanhGrad", (tf, x) -> tf.math.tanh(x)),
        new Case("SqrtGrad", (tf, x) -> tf.math.sqrt(positive(tf, x))),
        new Case("RsqrtGrad", (tf, x) -> tf.math.rsqrt(positive(tf, x))),
        new Case("ReciprocalGrad", (tf, x) -> tf.math.reciprocal(positive(tf, x))),
        new Case("AvgPoolGrad", (tf, x) -> tf.nn.avgPool(x, window, step, "SAME")),
        new Case(
            "MaxPoolGradV2",
            (tf, x) ->
                tf.nn.maxPool(
                    x,
                    tf.constant(new int[] {1, 2, 2, 1}),
                    tf.constant(new int[] {1, 1, 1, 1}),
                    "VALID")),
        new Case(
            "BiasAddGrad",
            (tf, x) ->
                tf.nn.biasAdd(x, tf.reshape(part(tf, x, 1, 1), tf.constant(new int[] {-1})))),
        new Case(
            "Conv2DBackpropFilter",
            (tf, x) ->
                tf.nn.conv2d(
                    x,
                    tf.reshape(part(tf, x, 2, 3), tf.constant(new int[] {3, 2, 2, 1})),
                    window,
                    "SAME")),
        new Case("DepthwiseConv2dNativeBackpropInput", BackwardGradientsTest::depthwise),
        new Case("DepthwiseConv2dNativeBackpropFilter", BackwardGradientsTest::depthwise),
        new Case(
            "StridedSliceGrad",
            (tf, x) ->
                tf.stridedSlice(
                    x,
                    tf.constant(new int[] {0, 1, 3, 0}),
                    tf.constant(new int[] {2, 4, 0, 1}),
                    tf.constant(new int[] {1, 2, -1, 1}),
                    StridedSlice.shrinkAxisMask(8L))));
  }

  /** Some of an image, to be the kernel of a convolution of the same image. */
  private static Operand<TFloat64> part(Ops tf, Operand<TFloat64> x, int height, int width) {
    return tf.slice(x, tf.constant(new int[4]), tf.constant(new int[] {1, height, width, 2}));
  }

  private static Operand<TFloat64> depthwise(Ops tf, Operand<TFloat64> x) {
    Operand<TFloat64> kernel = tf.reshape(part(tf, x, 2, 3), tf.constant(new int[] {3, 2, 2, 1}));
    return tf.nn.depthwiseConv2dNative(x, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
  }

  private static Operand<TFloat64> positive(Ops tf, Operand<TFloat64> x) {
    return tf.math.add(tf.math.square(x), tf.constant(0.3));
  }

  /** w·∇ Σ v·f(x)³: every path of the backward operation matters. */
  private static <T extends TFloating> Operand<T> alongGradient(
      Ops tf, Operand<T> x, Function<T> function) {
    GraphOps<T> ops = new GraphOps<>(tf, x.type());
    Operand<T> y = function.apply(tf, x);
    Operand<T> cubes = ops.mul(y, ops.square(y));
    Operand<T> first =
        Gradients.of(tf, ops.sum(ops.mul(cubes, pattern(ops, tf, y.shape(), 0.7))), List.of(x))
            .get(0);
    return ops.sum(ops.mul(first, pattern(ops, tf, x.shape(), 1.9)));
  }

  private static <T extends TFloating> Operand<T> pattern(
      GraphOps<T> ops, Ops tf, Shape shape, double frequency) {
    double[] values = new double[Math.toIntExact(shape.size())];
    Arrays.setAll(values, i -> 0.4 + Math.sin(1 + frequency * i));
    return constant(tf, shape, values, ops.constant(0).type());
  }

  private static <T extends TFloating> Operand<T> constant(
      Ops tf, Shape shape, double[] values, Class<T> type) {
    return tf.dtypes.cast(tf.constant(shape, DataBuffers.of(values, true, false)), type);
  }

  private static double[] input() {
    double[] values = new double[Math.toIntExact(IMAGES.size())];
    Arrays.setAll(values, i -> Math.sin(0.3 + 2.3 * i));
    return values;
  }

  private static <T extends TFloating> double[] second(
      FloatKind<T> kind, double[] input, Function<T> function) {
    try (Probe<T> probe = new Probe<>(kind, function)) {
      return probe.gradient(input);
    }
  }

  private static <T extends TFloating> double[] differences(
      FloatKind<T> kind, double[] input, double step, Function<T> function) {
    double[] slopes = new double[input.length];
    try (Probe<T> probe = new Probe<>(kind, function)) {
      for (int i = 0; i < slopes.length; i++) {
        double[] moved = input.clone();
        moved[i] = input[i] + step;
        double above = probe.value(moved);
        moved[i] = input[i] - step;
        slopes[i] = (above - probe.value(moved)) / (2 * step);
      }
    }
    return slopes;
  }

  /** A gradient along a direction, and its own gradient, at any input. */
  private static final class Probe<T extends TFloating> implements AutoCloseable {
    private final FloatKind<T> kind;
    private final Graph graph = new Graph();
    private final Session session;
    private final Placeholder<TFloat64> fed;
    private final Operand<T> value;
    private final Operand<T> gradient;

    Probe(FloatKind<T> kind, Function<T> function) {
      this.kind = kind;
      Ops tf = Ops.create(graph);
      this.fed = tf.placeholder(TFloat64.class, Placeholder.shape(IMAGES));
      Operand<T> x = tf.dtypes.cast(fed, kind.type());
      this.value = alongGradient(tf, x, function);
      this.gradient = Gradients.of(tf, value, List.of(x)).get(0);
      this.session = new Session(graph);
    }

    double value(double[] input) {
      return run(value, input)[0];
    }

    double[] gradient(double[] input) {
      return run(gradient, input);
    }

    private double[] run(Operand<T> operand, double[] input) {
      try (TFloat64 tensor = TFloat64.tensorOf(IMAGES, DataBuffers.of(input, true, false));
          Result result = session.runner().feed(fed, tensor).fetch(operand).run()) {
        double[] values = new double[Math.toIntExact(result.get(0).shape().size())];
        kind.read(result.get(0), values);
        return values;
      }
    }

    @Override
    public void close() {
      session.close();
      graph.close();
    }
  }

  @ParameterizedTest(name = "through {0}")
  @MethodSource("cases")
  @DisplayName("agrees with finite differences")
  void agrees(Case one) {
    double[] expected = differences(FloatKind.FLOAT64, input(), 1e-6, one.function());
    assertThat(Arrays.stream(expected).map(Math::abs).max().orElseThrow()).isGreaterThan(0.01);
    assertThat(second(FloatKind.FLOAT64, input(), one.function()))
        .containsExactly(expected, within(1e-6));
  }

  @Test
  @DisplayName("through an enlarged image agrees with differences, which are exact for it")
  void resizing() {
    Map<String, Function<TFloat32>> resizes = new LinkedHashMap<>();
    resizes.put(
        "bilinear",
        (tf, x) ->
            tf.image.resizeBilinear(
                x, tf.constant(new int[] {7, 9}), ResizeBilinear.halfPixelCenters(true)));
    resizes.put(
        "nearest", (tf, x) -> tf.image.resizeNearestNeighbor(x, tf.constant(new int[] {8, 6})));
    resizes.forEach(
        (name, resize) ->
            assertThat(second(FloatKind.FLOAT32, input(), resize))
                .as(name)
                .containsExactly(
                    differences(FloatKind.FLOAT32, input(), 0.5, resize), within(1e-3)));
  }

  @Test
  @DisplayName("through the fused batch norm is that of its formula")
  void fusedBatchNorm() {
    Function<TFloat32> fused =
        (tf, x) ->
            tf.nn
                .fusedBatchNorm(
                    x,
                    tf.constant(new float[] {0.7f, -1.2f}),
                    tf.constant(new float[] {0.1f, 0.5f}),
                    tf.constant(new float[0]),
                    tf.constant(new float[0]),
                    FusedBatchNorm.epsilon(0.01f))
                .y();
    Function<TFloat64> formula =
        (tf, x) -> {
          Operand<TFloat64> centred =
              tf.math.sub(x, tf.math.mean(x, tf.constant(new int[] {0, 1, 2})));
          Operand<TFloat64> variance =
              tf.math.mean(tf.math.square(centred), tf.constant(new int[] {0, 1, 2}));
          Operand<TFloat64> factor =
              tf.math.mul(
                  tf.constant(new double[] {0.7, -1.2}),
                  tf.math.pow(tf.math.add(variance, tf.constant(0.01)), tf.constant(-0.5)));
          return tf.math.add(tf.math.mul(centred, factor), tf.constant(new double[] {0.1, 0.5}));
        };
    assertThat(second(FloatKind.FLOAT32, input(), fused))
        .containsExactly(second(FloatKind.FLOAT64, input(), formula), within(1e-4));
  }

  @Test
  @DisplayName("has a rule for everything that the tests above name")
  void complete() {
    List<String> tested = new ArrayList<>(cases().map(Case::backward).toList());
    tested.addAll(
        List.of("ResizeBilinearGrad", "ResizeNearestNeighborGrad", "FusedBatchNormGradV3"));
    tested.add("CollectiveReduce"); // between processes: several workers train what one does
    tested.add(RoundedProduct.TYPE); // in RoundedProductTest
    assertThat(BackwardRules.BY_TYPE.keySet()).containsExactlyInAnyOrderElementsOf(tested);
  }

  @Test
  @DisplayName("can be built by many threads at once, and after the collector has run")
  void threads() throws Exception {
    double[] expected = second(FloatKind.FLOAT64, input(), (tf, x) -> tf.math.tanh(x));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<double[]> build =
          () -> {
            System.gc();
            return second(FloatKind.FLOAT64, input(), (tf, x) -> tf.math.tanh(x));
          };
      for (Future<double[]> built :
          threads.invokeAll(List.of(build, build, build, build, build, build, build, build))) {
        assertThat(built.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  @DisplayName("that a rule refuses fails with the rule's reason, and only then")
  void refused() {
    assertThatThrownBy(
            () ->
                second(
                    FloatKind.FLOAT32,
                    input(),
                    (tf, x) ->
                        tf.nn
                            .fusedBatchNorm(
                                x,
                                tf.constant(new float[] {1, 1}),
                                tf.constant(new float[] {0, 0}),
                                tf.constant(new float[] {0, 0}),
                                tf.constant(new float[] {1, 1}),
                                FusedBatchNorm.isTraining(false))
                            .y()))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("in training on [batch, height, width, channels] only");
    assertThat(second(FloatKind.FLOAT64, input(), (tf, x) -> tf.math.tanh(x))).hasSize(64);
  }
}
