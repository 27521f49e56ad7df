package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.AveragePool;
import io.gan4j.api.layer.Sides;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/** The mean of each window; what lies beyond the image does not count. */
public final class AveragePoolBuilder implements LayerBuilder<AveragePool> {

  @Override
  public <T extends TFloating> Operand<T> build(
      AveragePool layer, Operand<T> input, LayerContext<T> context) {
    Ops tf = context.tf();
    Shape image = context.inputShape();
    Sides around = layer.around(image);
    if (Pools.tiles(image, layer.size(), layer.step(), around)) {
      return Pools.tiled(
          layer.size(), input, context, values -> tf.math.mean(values, tf.constant(1)));
    }
    Operand<T> means =
        tf.nn.avgPool(
            Sliding.pad(tf, input, around, 0),
            Sliding.strides(layer.size()),
            Sliding.strides(layer.step()),
            "VALID");
    return around.equals(Sides.NONE)
        ? means
        : tf.math.mul(means, share(tf, input.type(), layer, context));
  }

  /** Values of a window per value of it in the image, {@code [1, rows, columns, 1]}. */
  private static <T extends TFloating> Operand<T> share(
      Ops tf, Class<T> type, AveragePool layer, LayerContext<T> context) {
    Shape image = context.inputShape();
    Sides around = layer.around(image);
    int rows = Math.toIntExact(context.outputShape().get(0));
    int columns = Math.toIntExact(context.outputShape().get(1));
    double[] share = new double[rows * columns];
    for (int row = 0; row < rows; row++) {
      int top = row * layer.step().height() - around.top();
      int high = inside(top, layer.size().height(), image.get(0));
      for (int column = 0; column < columns; column++) {
        int left = column * layer.step().width() - around.left();
        int wide = inside(left, layer.size().width(), image.get(1));
        share[row * columns + column] = (double) layer.size().area() / ((long) high * wide);
      }
    }
    Operand<TFloat64> exact =
        tf.constant(Shape.of(1, rows, columns, 1), DataBuffers.of(share, true, false));
    return tf.dtypes.cast(exact, type);
  }

  /** How much of a window lies in the image, along one axis. */
  private static int inside(int from, int length, long image) {
    return (int) (Math.min(image, from + length) - Math.max(0, from));
  }
}
