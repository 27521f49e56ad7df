package io.gan4j.tf.extension;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * The products that a layer is made of, in the precision of the run. What goes in and comes out is
 * of the graph's float type; in between, operands and results may be rounded to bfloat16. Their
 * gradients are computed as they are.
 *
 * @param <T> the graph's float type
 */
public interface Products<T extends TFloating> {

  /**
   * Multiplies matrices.
   *
   * @param a {@code [rows, inner]}
   * @param b {@code [inner, columns]}
   */
  Operand<T> matMul(Operand<T> a, Operand<T> b);

  /**
   * Multiplies matrices one by one.
   *
   * @param a {@code [batch, rows, inner]}
   * @param b {@code [batch, inner, columns]}, or {@code [batch, columns, inner]} if transposed
   */
  Operand<T> batchMatMul(Operand<T> a, Operand<T> b, boolean transposeB);

  /**
   * Convolves.
   *
   * @param images {@code [batch, height, width, channels]}
   * @param kernel {@code [height, width, channels, filters]}
   * @param strides one per axis of the images
   * @param padding {@code SAME} or {@code VALID}
   */
  Operand<T> conv2d(Operand<T> images, Operand<T> kernel, List<Long> strides, String padding);

  /**
   * The transpose of a convolution.
   *
   * @param sizes of what comes out, {@code [4]}
   * @param kernel {@code [height, width, filters, channels]}
   * @param images {@code [batch, height, width, channels]}
   * @param strides one per axis of the images
   * @param padding {@code SAME} or {@code VALID}
   */
  Operand<T> transposedConv2d(
      Operand<TInt32> sizes,
      Operand<T> kernel,
      Operand<T> images,
      List<Long> strides,
      String padding);
}
