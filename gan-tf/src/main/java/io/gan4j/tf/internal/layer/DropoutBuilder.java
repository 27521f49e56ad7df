package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.Dropout;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Multiplies by a mask that depends on the seed, the draw, the layer and the sample only. */
public final class DropoutBuilder implements LayerBuilder<Dropout> {

  @Override
  public <T extends TFloating> Operand<T> build(
      Dropout layer, Operand<T> input, LayerContext<T> context) {
    if (layer.rate() == 0) {
      return input;
    }
    TensorOps<Operand<T>> ops = context.ops();
    double kept = 1 - layer.rate();
    if (!context.training() && !layer.sampling()) {
      return layer.inverted() ? input : ops.mul(input, ops.constant(kept));
    }
    Operand<T> mask = mask(layer, input.type(), context);
    return ops.mul(input, layer.inverted() ? ops.mul(mask, ops.constant(1 / kept)) : mask);
  }

  private static <T extends TFloating> Operand<T> mask(
      Dropout layer, Class<T> type, LayerContext<T> context) {
    Ops tf = context.tf();
    Operand<T> uniform = context.noise().uniform("mask", context.inputShape());
    // Rounded to float32 like the noise, so that a float64 graph has the same mask.
    Operand<T> rate = context.ops().constant((float) layer.rate());
    return tf.dtypes.cast(tf.math.greaterEqual(uniform, rate), type);
  }
}
