package io.gan4j.tf.internal.graph;

import io.gan4j.tf.extension.Products;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * Products in bfloat16, but for those that gain nothing by it: of matrices where the machine is no
 * quicker at them, and convolutions of few channels.
 *
 * @param full products in the graph's type
 * @param rounded products in bfloat16
 * @param matrices whether those of matrices gain by it
 * @param <T> the graph's float type
 */
record RoundedProducts<T extends TFloating>(
    Products<T> full, RoundedProduct<T> rounded, boolean matrices) implements Products<T> {
  /** Channels on either side of a convolution from which on it gains. */
  private static final long CHANNELS = 16;

  /** Columns of the smaller matrices from which on a product gains. */
  private static final long COLUMNS = 32;

  static <T extends TFloating> Products<T> of(Ops tf, Class<T> type, boolean matrices) {
    return new RoundedProducts<>(
        new FullProducts<>(tf, type), new RoundedProduct<>(tf, type), matrices);
  }

  @Override
  public Operand<T> matMul(Operand<T> a, Operand<T> b) {
    return matrices && least(b.shape(), 0, 1) >= COLUMNS
        ? rounded.matrices(a, b, false, false)
        : full.matMul(a, b);
  }

  @Override
  public Operand<T> batchMatMul(Operand<T> a, Operand<T> b, boolean transposeB) {
    return matrices && least(b.shape(), 1, 2) >= COLUMNS
        ? rounded.batches(a, b, false, transposeB)
        : full.batchMatMul(a, b, transposeB);
  }

  @Override
  public Operand<T> conv2d(
      Operand<T> images, Operand<T> kernel, List<Long> strides, String padding) {
    return least(kernel.shape(), 2, 3) >= CHANNELS
        ? rounded.convolution(images, kernel, strides, padding)
        : full.conv2d(images, kernel, strides, padding);
  }

  @Override
  public Operand<T> transposedConv2d(
      Operand<TInt32> sizes,
      Operand<T> kernel,
      Operand<T> images,
      List<Long> strides,
      String padding) {
    return least(kernel.shape(), 2, 3) >= CHANNELS
        ? rounded.transposed(sizes, kernel, images, strides, padding)
        : full.transposedConv2d(sizes, kernel, images, strides, padding);
  }

  private static long least(Shape shape, int one, int other) {
    return Math.min(shape.get(one), shape.get(other));
  }
}
