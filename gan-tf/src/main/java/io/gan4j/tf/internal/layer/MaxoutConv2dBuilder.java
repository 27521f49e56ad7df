package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.MaxoutConv2d;
import io.gan4j.api.layer.Size;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** The largest of the pieces of each output; the pieces of a filter lie side by side. */
public final class MaxoutConv2dBuilder implements LayerBuilder<MaxoutConv2d> {

  @Override
  public <T extends TFloating> Operand<T> build(
      MaxoutConv2d layer, Operand<T> input, LayerContext<T> context) {
    Ops tf = context.tf();
    Operand<T> sums =
        sliding(layer, context.inputShape())
            .apply(tf, input, context.kernel(layer.weights()), context.products()::conv2d);
    Operand<T> pieces = Bias.add(sums, layer.biases(), context);
    int[] byFilter = {
      -1,
      Math.toIntExact(context.outputShape().get(0)),
      Math.toIntExact(context.outputShape().get(1)),
      layer.filters(),
      layer.pieces()
    };
    return tf.reduceMax(tf.reshape(pieces, tf.constant(byFilter)), tf.constant(4));
  }

  private static Sliding sliding(MaxoutConv2d layer, Shape input) {
    return new Sliding(input, layer.kernelSize(), layer.stride(), Size.ONE, layer.padding());
  }
}
