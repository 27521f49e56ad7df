package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.DepthwiseConv2d;
import io.gan4j.api.layer.Size;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** activation(x ∗ kernel + bias), channel by channel. */
public final class DepthwiseConv2dBuilder implements LayerBuilder<DepthwiseConv2d> {

  @Override
  public <T extends TFloating> Operand<T> build(
      DepthwiseConv2d layer, Operand<T> input, LayerContext<T> context) {
    Operand<T> sums =
        Depthwise.apply(
            sliding(layer, context.inputShape()),
            context.tf(),
            input,
            context.kernel(layer.weights()));
    return layer.activation().apply(context.ops(), Bias.add(sums, layer.biases(), context));
  }

  private static Sliding sliding(DepthwiseConv2d layer, Shape input) {
    return new Sliding(
        input, layer.kernelSize(), Size.of(layer.stride()), layer.dilation(), layer.padding());
  }
}
