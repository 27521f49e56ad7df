package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.Maxout;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** The largest of the pieces of each unit; the pieces of a unit lie side by side. */
public final class MaxoutBuilder implements LayerBuilder<Maxout> {

  @Override
  public <T extends TFloating> Operand<T> build(
      Maxout layer, Operand<T> input, LayerContext<T> context) {
    Ops tf = context.tf();
    Operand<T> pieces =
        tf.nn.biasAdd(
            context.products().matMul(input, context.kernel(layer.weights())),
            context.parameter("bias"));
    int[] byUnit = {-1, layer.units(), layer.pieces()};
    return tf.reduceMax(tf.reshape(pieces, tf.constant(byUnit)), tf.constant(2));
  }
}
