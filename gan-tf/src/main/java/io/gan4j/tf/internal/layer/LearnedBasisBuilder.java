package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.LearnedBasis;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** basis · (x · kernel), channel by channel. */
public final class LearnedBasisBuilder implements LayerBuilder<LearnedBasis> {

  @Override
  public <T extends TFloating> Operand<T> build(
      LearnedBasis layer, Operand<T> input, LayerContext<T> context) {
    Operand<T> numbers = context.products().matMul(input, context.kernel(layer.weights()));
    Operand<T> perPixel = context.ops().reshape(numbers, Shape.of(-1, 1, 1, layer.channels()));
    return context.ops().mul(perPixel, context.parameter("basis"));
  }
}
