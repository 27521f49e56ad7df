package io.gan4j.tf.internal.graph;

import static io.gan4j.tf.internal.graph.Backward.gradients;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.IdentityN;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.nn.Conv2dBackpropFilter;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * Products of operands that are rounded to bfloat16, and their gradients. Behind each stands an
 * operation that hands on it and both operands, for which TensorFlow has no gradient and this has
 * one: two products of the same kind. So each product of a gradient, of any order, rounds its own
 * operands, and sums over several of them are in the graph's type. TensorFlow's own gradients would
 * share rounded operands, and sum in bfloat16 what flows back to them.
 *
 * @param tf where they are built
 * @param type of the graph
 * @param <T> the same
 */
record RoundedProduct<T extends TFloating>(Ops tf, Class<T> type) {
  /** The operation behind the product. */
  static final String TYPE = "IdentityN";

  private static final String BATCHES = "BatchMatMulV2";

  /** Multiplies matrices, {@code [rows, inner] × [inner, columns]} but for transposes. */
  Operand<T> matrices(Operand<T> a, Operand<T> b, boolean transposeA, boolean transposeB) {
    return rounded(
        tf.linalg.matMul(
            half(a), half(b), MatMul.transposeA(transposeA), MatMul.transposeB(transposeB)),
        a,
        b);
  }

  /**
   * The same of many matrices, one by one. Version 2 of the operation, for TensorFlow gives oneDNN
   * no product of version 3.
   */
  Operand<T> batches(Operand<T> a, Operand<T> b, boolean transposeA, boolean transposeB) {
    OperationBuilder built = tf.scope().opBuilder(BATCHES, BATCHES);
    built.addInput(half(a).asOutput());
    built.addInput(half(b).asOutput());
    built.setAttr("adj_x", transposeA);
    built.setAttr("adj_y", transposeB);
    return rounded(built.build().<TBfloat16>output(0), a, b);
  }

  /** A convolution. */
  Operand<T> convolution(Operand<T> images, Operand<T> kernel, List<Long> strides, String padding) {
    return rounded(tf.nn.conv2d(half(images), half(kernel), strides, padding), images, kernel);
  }

  /** Its gradient with respect to the images, and a transposed convolution. */
  Operand<T> transposed(
      Operand<TInt32> sizes,
      Operand<T> kernel,
      Operand<T> results,
      List<Long> strides,
      String padding) {
    return rounded(
        tf.nn.conv2dBackpropInput(sizes, half(kernel), half(results), strides, padding),
        kernel,
        results);
  }

  /**
   * Its gradient with respect to the kernel, of operands as they are: oneDNN is no quicker at it in
   * bfloat16.
   */
  Operand<T> ofKernel(
      Operand<T> images,
      Operand<TInt32> sizes,
      Operand<T> results,
      List<Long> strides,
      String padding) {
    return handedOn(
        Conv2dBackpropFilter.create(tf.scope(), images, sizes, results, strides, padding),
        images,
        results);
  }

  private Operand<TBfloat16> half(Operand<T> x) {
    return tf.dtypes.cast(x, TBfloat16.class);
  }

  private Operand<T> rounded(Operand<TBfloat16> product, Operand<T> a, Operand<T> b) {
    return handedOn(tf.dtypes.cast(product, type), a, b);
  }

  @SuppressWarnings("unchecked") // it hands on what it gets
  private Operand<T> handedOn(Operand<T> product, Operand<T> a, Operand<T> b) {
    IdentityN all = tf.identityN(List.<Operand<?>>of(product, a, b));
    return (Output<T>) all.output().get(0);
  }

  /** The gradient: each product is linear in both of its operands. */
  static <T extends TFloating> List<@Nullable Operand<T>> backward(Backward<T> op) {
    GraphOperation before = producer(op.operation());
    GraphOperation made = before.type().equals("Cast") ? producer(before) : before;
    Backward<T> product = new Backward<>(op.tf(), made, op.incoming());
    RoundedProduct<T> own = new RoundedProduct<>(op.tf(), op.input(1).type());
    Operand<T> a = op.input(1);
    Operand<T> b = op.input(2);
    Operand<T> g = op.gradient();
    return switch (product.operation().type()) {
      case "MatMul" ->
          ofMatrices(
              own::matrices, product.flag("transpose_a"), product.flag("transpose_b"), a, b, g);
      case BATCHES ->
          ofMatrices(own::batches, product.flag("adj_x"), product.flag("adj_y"), a, b, g);
      default -> own.ofConvolution(product, a, b, g);
    };
  }

  private static GraphOperation producer(GraphOperation operation) {
    return (GraphOperation) operation.input(0).op();
  }

  /** A product of matrices or of many of them. */
  @FunctionalInterface
  private interface Matrices<T extends TFloating> {
    Operand<T> of(Operand<T> a, Operand<T> b, boolean transposeA, boolean transposeB);
  }

  private static <T extends TFloating> List<@Nullable Operand<T>> ofMatrices(
      Matrices<T> product,
      boolean transposedA,
      boolean transposedB,
      Operand<T> a,
      Operand<T> b,
      Operand<T> g) {
    Operand<T> ofA =
        transposedA ? product.of(b, g, transposedB, true) : product.of(g, b, false, !transposedB);
    Operand<T> ofB =
        transposedB ? product.of(g, a, true, transposedA) : product.of(a, g, !transposedA, false);
    return gradients(null, ofA, ofB);
  }

  private List<@Nullable Operand<T>> ofConvolution(
      Backward<T> product, Operand<T> a, Operand<T> b, Operand<T> g) {
    List<Long> strides = product.numbers("strides");
    String padding = product.string("padding");
    return switch (product.operation().type()) {
      case "Conv2D" ->
          gradients(
              null,
              transposed(tf.shape(a), b, g, strides, padding),
              ofKernel(a, tf.shape(b), g, strides, padding));
      case "Conv2DBackpropInput" ->
          gradients(
              null,
              ofKernel(g, tf.shape(a), b, strides, padding),
              convolution(g, a, strides, padding));
      case "Conv2DBackpropFilter" ->
          gradients(
              null,
              transposed(tf.shape(a), g, b, strides, padding),
              convolution(a, g, strides, padding));
      default -> throw new IllegalStateException("no product: " + product.operation().type());
    };
  }
}
