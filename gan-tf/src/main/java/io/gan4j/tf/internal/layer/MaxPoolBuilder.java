package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.MaxPool;
import io.gan4j.api.layer.Sides;
import io.gan4j.api.layer.Size;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/** The largest value of each window. */
public final class MaxPoolBuilder implements LayerBuilder<MaxPool> {

  @Override
  public <T extends TFloating> Operand<T> build(
      MaxPool layer, Operand<T> input, LayerContext<T> context) {
    Ops tf = context.tf();
    Sides around = layer.around(context.inputShape());
    if (Pools.tiles(context.inputShape(), layer.size(), layer.step(), around)) {
      return Pools.tiled(
          layer.size(), input, context, values -> tf.reduceMax(values, tf.constant(1)));
    }
    // Padding is never the largest: less than a window, it always leaves a pixel of the image.
    Operand<T> padded = Sliding.pad(tf, input, around, Double.NEGATIVE_INFINITY);
    return tf.nn.maxPool(padded, sizes(tf, layer.size()), sizes(tf, layer.step()), "VALID");
  }

  private static Operand<TInt32> sizes(Ops tf, Size size) {
    return tf.constant(new int[] {1, size.height(), size.width(), 1});
  }
}
