package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.Conv2d;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** activation(x ∗ kernel + bias). */
public final class Conv2dBuilder implements LayerBuilder<Conv2d> {

  @Override
  public <T extends TFloating> Operand<T> build(
      Conv2d layer, Operand<T> input, LayerContext<T> context) {
    Ops tf = context.tf();
    Operand<T> sums =
        sliding(layer, context.inputShape())
            .apply(tf, input, context.kernel(layer.weights()), context.products()::conv2d);
    return layer.activation().apply(context.ops(), Bias.add(sums, layer.biases(), context));
  }

  private static Sliding sliding(Conv2d layer, Shape input) {
    return new Sliding(
        input, layer.kernelSize(), layer.stride(), layer.dilation(), layer.padding());
  }
}
