package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.Reshape;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** The same values in another shape. */
public final class ReshapeBuilder implements LayerBuilder<Reshape> {

  @Override
  public <T extends TFloating> Operand<T> build(
      Reshape layer, Operand<T> input, LayerContext<T> context) {
    return context.ops().reshape(input, context.outputShape().prepend(-1));
  }
}
