package io.gan4j.tf.internal.graph;

import io.gan4j.tf.extension.Products;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * Products in the type of their operands.
 *
 * @param tf the layer's operations
 * @param type of the operands
 * @param <T> the same
 */
record FullProducts<T extends TFloating>(Ops tf, Class<T> type) implements Products<T> {

  @Override
  public Operand<T> matMul(Operand<T> a, Operand<T> b) {
    return tf.linalg.matMul(a, b);
  }

  @Override
  public Operand<T> batchMatMul(Operand<T> a, Operand<T> b, boolean transposeB) {
    return transposeB
        ? tf.train.batchMatMul(a, b, type, BatchMatMul.adjY(true))
        : tf.train.batchMatMul(a, b, type);
  }

  @Override
  public Operand<T> conv2d(
      Operand<T> images, Operand<T> kernel, List<Long> strides, String padding) {
    return tf.nn.conv2d(images, kernel, strides, padding);
  }

  @Override
  public Operand<T> transposedConv2d(
      Operand<TInt32> sizes,
      Operand<T> kernel,
      Operand<T> images,
      List<Long> strides,
      String padding) {
    return tf.nn.conv2dBackpropInput(sizes, kernel, images, strides, padding);
  }
}
