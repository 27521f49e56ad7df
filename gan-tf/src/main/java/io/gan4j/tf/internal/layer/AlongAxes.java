package io.gan4j.tf.internal.layer;

import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * Images resampled by a matrix along each axis: unlike TensorFlow's resizing it works in float64
 * and has gradients of every order.
 */
final class AlongAxes {
  private AlongAxes() {}

  /** The share of each old pixel in each new one along an axis. */
  @FunctionalInterface
  interface Shares {

    /** {@code [new size][size]}. */
    double[][] of(int size);
  }

  /**
   * Resamples rows, then columns.
   *
   * @param input {@code [batch, height, width, channels]}
   */
  static <T extends TFloating> Operand<T> resampled(
      Operand<T> input, LayerContext<T> context, Shares ofRows, Shares ofColumns) {
    Ops tf = context.tf();
    int height = Math.toIntExact(context.inputShape().get(0));
    int width = Math.toIntExact(context.inputShape().get(1));
    long channels = context.inputShape().get(2);
    Operand<T> rows =
        tf.train.batchMatMul(
            matrix(tf, input.type(), ofRows.of(height)),
            context.ops().reshape(input, Shape.of(-1, height, width * channels)),
            input.type());
    Operand<T> columns =
        tf.train.batchMatMul(
            matrix(tf, input.type(), ofColumns.of(width)),
            context.ops().reshape(rows, Shape.of(-1, width, channels)),
            input.type());
    return context.ops().reshape(columns, context.outputShape().prepend(-1));
  }

  private static <T extends TFloating> Operand<T> matrix(Ops tf, Class<T> type, double[][] shares) {
    int size = shares[0].length;
    double[] values = new double[shares.length * size];
    for (int i = 0; i < shares.length; i++) {
      System.arraycopy(shares[i], 0, values, i * size, size);
    }
    Operand<TFloat64> exact =
        tf.constant(Shape.of(shares.length, size), DataBuffers.of(values, true, false));
    return tf.dtypes.cast(exact, type);
  }
}
