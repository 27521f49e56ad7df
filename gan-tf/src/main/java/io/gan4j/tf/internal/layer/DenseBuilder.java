package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.Dense;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** activation(x · kernel + bias). */
public final class DenseBuilder implements LayerBuilder<Dense> {

  @Override
  public <T extends TFloating> Operand<T> build(
      Dense layer, Operand<T> input, LayerContext<T> context) {
    Operand<T> sums = context.products().matMul(input, context.kernel(layer.weights()));
    if (layer.useBias()) {
      sums = context.tf().nn.biasAdd(sums, context.parameter("bias"));
    }
    return layer.activation().apply(context.ops(), sums);
  }
}
