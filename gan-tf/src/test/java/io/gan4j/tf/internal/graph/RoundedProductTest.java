package io.gan4j.tf.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.nn.Conv2dBackpropFilter;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

@DisplayName("A rounded product")
class RoundedProductTest {
  private static final List<Long> STRIDES = List.of(1L, 2L, 2L, 1L);

  /** A product of two operands. */
  @FunctionalInterface
  interface Product {
    Operand<TFloat32> of(Ops tf, Operand<TFloat32> a, Operand<TFloat32> b);
  }

  /** A product twice: rounded, and as TensorFlow computes and differentiates it. */
  record Case(String name, Shape a, Shape b, Product rounded, Product plain) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static RoundedProduct<TFloat32> own(Ops tf) {
    return new RoundedProduct<>(tf, TFloat32.class);
  }

  private static Case matrices(boolean ta, boolean tb) {
    return new Case(
        "matrices " + ta + ", " + tb,
        ta ? Shape.of(3, 2) : Shape.of(2, 3),
        tb ? Shape.of(4, 3) : Shape.of(3, 4),
        (tf, a, b) -> own(tf).matrices(a, b, ta, tb),
        (tf, a, b) -> tf.linalg.matMul(a, b, MatMul.transposeA(ta), MatMul.transposeB(tb)));
  }

  private static Case batches(boolean ta, boolean tb) {
    return new Case(
        "batches " + ta + ", " + tb,
        ta ? Shape.of(2, 3, 2) : Shape.of(2, 2, 3),
        tb ? Shape.of(2, 4, 3) : Shape.of(2, 3, 4),
        (tf, a, b) -> own(tf).batches(a, b, ta, tb),
        (tf, a, b) ->
            tf.train.batchMatMul(a, b, TFloat32.class, BatchMatMul.adjX(ta), BatchMatMul.adjY(tb)));
  }

  static Stream<Case> cases() {
    return Stream.of(
        matrices(false, false),
        matrices(false, true),
        matrices(true, false),
        matrices(true, true),
        batches(false, false),
        batches(false, true),
        batches(true, false),
        batches(true, true),
        new Case(
            "convolution",
            Shape.of(2, 4, 4, 2),
            Shape.of(3, 3, 2, 3),
            (tf, a, b) -> own(tf).convolution(a, b, STRIDES, "SAME"),
            (tf, a, b) -> tf.nn.conv2d(a, b, STRIDES, "SAME")),
        new Case(
            "transposed convolution",
            Shape.of(3, 3, 2, 3),
            Shape.of(2, 2, 2, 3),
            (tf, a, b) -> own(tf).transposed(images(tf), a, b, STRIDES, "SAME"),
            (tf, a, b) -> tf.nn.conv2dBackpropInput(images(tf), a, b, STRIDES, "SAME")),
        new Case(
            "gradient of a convolution's kernel",
            Shape.of(2, 4, 4, 2),
            Shape.of(2, 2, 2, 3),
            (tf, a, b) -> own(tf).ofKernel(a, kernel(tf), b, STRIDES, "SAME"),
            (tf, a, b) ->
                Conv2dBackpropFilter.create(tf.scope(), a, kernel(tf), b, STRIDES, "SAME")));
  }

  private static Operand<TInt32> images(Ops tf) {
    return tf.constant(new int[] {2, 4, 4, 2});
  }

  private static Operand<TInt32> kernel(Ops tf) {
    return tf.constant(new int[] {3, 3, 2, 3});
  }

  /** −1, 0 or 1: their products and small sums of them are exact in bfloat16. */
  private static Operand<TFloat32> small(Ops tf, Shape shape, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(3) - 1;
    }
    return tf.constant(shape, DataBuffers.of(values));
  }

  /** The product, its gradients, and the gradients of a sum over those: side by side. */
  private static double[] allOrders(Case of, Product product) {
    return GraphRun.values(
        FloatKind.FLOAT32,
        tf -> {
          Operand<TFloat32> a = small(tf, of.a(), 1);
          Operand<TFloat32> b = small(tf, of.b(), 2);
          Operand<TFloat32> y = product.of(tf, a, b);
          Operand<TFloat32> v = small(tf, y.shape(), 3);
          List<Operand<TFloat32>> first = Gradients.of(tf, tf.math.mul(y, v), List.of(a, b));
          Operand<TFloat32> along =
              tf.math.add(
                  sum(tf, tf.math.mul(first.get(0), small(tf, of.a(), 4))),
                  sum(tf, tf.math.mul(first.get(1), small(tf, of.b(), 5))));
          List<Operand<TFloat32>> second = Gradients.of(tf, along, List.of(a, b, v));
          List<Operand<TFloat32>> all = new ArrayList<>();
          all.add(flat(tf, y));
          first.forEach(x -> all.add(flat(tf, x)));
          second.forEach(x -> all.add(flat(tf, x)));
          return tf.concat(all, tf.constant(0));
        });
  }

  private static Operand<TFloat32> flat(Ops tf, Operand<TFloat32> x) {
    return tf.reshape(x, tf.constant(new int[] {-1}));
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> x) {
    return tf.reduceSum(tf.reshape(x, tf.constant(new int[] {-1})), tf.constant(0));
  }

  @ParameterizedTest
  @MethodSource("cases")
  @DisplayName("of numbers that need no rounding is the product, and so are gradients of it")
  void exact(Case of) {
    double[] expected = allOrders(of, of.plain());
    assertThat(allOrders(of, of.rounded())).containsExactly(expected);
    assertThat(expected).contains(2);
  }

  @Test
  @DisplayName("rounds its operands, and sums what flows back to them in float32")
  void rounds() {
    assertThat(
            GraphRun.values(
                FloatKind.FLOAT32,
                tf -> {
                  Operand<TFloat32> a = tf.constant(new float[][] {{1 + 1f / 512}});
                  Operand<TFloat32> one = tf.constant(new float[][] {{1}});
                  Operand<TFloat32> small = tf.constant(new float[][] {{1f / 1024}});
                  Operand<TFloat32> y = own(tf).matrices(a, one, false, false);
                  Operand<TFloat32> z = own(tf).matrices(a, small, false, false);
                  Operand<TFloat32> gradient =
                      Gradients.of(tf, tf.math.add(y, z), List.of(a)).get(0);
                  return tf.concat(List.of(y, gradient), tf.constant(1));
                }))
        .as("1 + 2⁻⁹ becomes 1; 1 + 2⁻¹⁰ in bfloat16 would be 1")
        .containsExactly(1, 1 + 1.0 / 1024);
  }
}
