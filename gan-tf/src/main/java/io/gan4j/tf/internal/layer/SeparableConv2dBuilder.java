package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.SeparableConv2d;
import io.gan4j.api.layer.Size;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** activation((x ∗ depthwise) ∗ pointwise + bias). */
public final class SeparableConv2dBuilder implements LayerBuilder<SeparableConv2d> {

  @Override
  public <T extends TFloating> Operand<T> build(
      SeparableConv2d layer, Operand<T> input, LayerContext<T> context) {
    Ops tf = context.tf();
    Operand<T> perChannel =
        Depthwise.apply(
            sliding(layer, context.inputShape()),
            tf,
            input,
            context.kernel("depthwise", layer.weights()));
    Operand<T> sums =
        context
            .products()
            .conv2d(
                perChannel,
                context.kernel("pointwise", layer.weights()),
                Sliding.strides(Size.ONE),
                "VALID");
    return layer.activation().apply(context.ops(), Bias.add(sums, layer.biases(), context));
  }

  private static Sliding sliding(SeparableConv2d layer, Shape input) {
    return new Sliding(
        input, layer.kernelSize(), Size.of(layer.stride()), layer.dilation(), layer.padding());
  }
}
