package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.Upsample;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * Repeats pixels by tiling, and interpolates by a matrix along each axis: unlike TensorFlow's
 * resizing, both work in float64 and have gradients of every order.
 */
public final class UpsampleBuilder implements LayerBuilder<Upsample> {

  @Override
  public <T extends TFloating> Operand<T> build(
      Upsample layer, Operand<T> input, LayerContext<T> context) {
    return switch (layer.method()) {
      case NEAREST -> nearest(layer, input, context);
      case BILINEAR -> bilinear(layer, input, context);
    };
  }

  private static <T extends TFloating> Operand<T> nearest(
      Upsample layer, Operand<T> input, LayerContext<T> context) {
    Ops tf = context.tf();
    Shape image = context.inputShape();
    Shape apart = Shape.of(-1, image.get(0), 1, image.get(1), 1, image.get(2));
    int[] times = {1, 1, layer.factor().height(), 1, layer.factor().width(), 1};
    Operand<T> tiled = tf.tile(context.ops().reshape(input, apart), tf.constant(times));
    return context.ops().reshape(tiled, context.outputShape().prepend(-1));
  }

  private static <T extends TFloating> Operand<T> bilinear(
      Upsample layer, Operand<T> input, LayerContext<T> context) {
    Ops tf = context.tf();
    int height = Math.toIntExact(context.inputShape().get(0));
    int width = Math.toIntExact(context.inputShape().get(1));
    long channels = context.inputShape().get(2);
    Operand<T> rows =
        tf.train.batchMatMul(
            weights(tf, input.type(), height, layer.factor().height()),
            context.ops().reshape(input, Shape.of(-1, height, width * channels)),
            input.type());
    Operand<T> columns =
        tf.train.batchMatMul(
            weights(tf, input.type(), width, layer.factor().width()),
            context.ops().reshape(rows, Shape.of(-1, width, channels)),
            input.type());
    return context.ops().reshape(columns, context.outputShape().prepend(-1));
  }

  /** {@code [size·factor, size]}: the share of each old pixel in each new one along an axis. */
  private static <T extends TFloating> Operand<T> weights(
      Ops tf, Class<T> type, int size, int factor) {
    double[] weights = new double[size * factor * size];
    for (int i = 0; i < size * factor; i++) {
      // The new pixel's centre, counted in old pixels from the centre of the first one.
      double centre = Math.min(size - 1, Math.max(0, (i + 0.5) / factor - 0.5));
      int before = (int) centre;
      double share = centre - before;
      weights[i * size + before] += 1 - share;
      weights[i * size + Math.min(size - 1, before + 1)] += share;
    }
    Operand<TFloat64> exact =
        tf.constant(Shape.of((long) size * factor, size), DataBuffers.of(weights, true, false));
    return tf.dtypes.cast(exact, type);
  }
}
