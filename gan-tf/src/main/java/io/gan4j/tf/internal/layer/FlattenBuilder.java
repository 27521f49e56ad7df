package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.Flatten;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** Any shape to a vector. */
public final class FlattenBuilder implements LayerBuilder<Flatten> {

  @Override
  public <T extends TFloating> Operand<T> build(
      Flatten layer, Operand<T> input, LayerContext<T> context) {
    return context.ops().reshape(input, context.outputShape().prepend(-1));
  }
}
