package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.GaussianNoise;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** Adds noise that depends on the seed, the draw, the layer and the sample only. */
public final class GaussianNoiseBuilder implements LayerBuilder<GaussianNoise> {

  @Override
  public <T extends TFloating> Operand<T> build(
      GaussianNoise layer, Operand<T> input, LayerContext<T> context) {
    if (!context.training() || layer.stddev() == 0) {
      return input;
    }
    Operand<T> noise = context.noise().normal("noise", context.inputShape());
    return context
        .ops()
        .add(input, context.ops().mul(noise, context.ops().constant(layer.stddev())));
  }
}
