package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.MinibatchDiscrimination;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Compares every sample with every other, so time and memory grow with the square of the batch. */
public final class MinibatchDiscriminationBuilder implements LayerBuilder<MinibatchDiscrimination> {

  @Override
  public <T extends TFloating> Operand<T> build(
      MinibatchDiscrimination layer, Operand<T> input, LayerContext<T> context) {
    Ops tf = context.tf();
    TensorOps<Operand<T>> ops = context.ops();
    Operand<T> projected = ops.matMul(input, context.kernel(layer.weights()));
    Operand<T> one = ops.reshape(projected, Shape.of(-1, 1, layer.features(), layer.dimensions()));
    Operand<T> other =
        ops.reshape(
            context.rowsOfWorkers(projected),
            Shape.of(1, -1, layer.features(), layer.dimensions()));
    Operand<T> distance = tf.reduceSum(ops.abs(ops.sub(one, other)), tf.constant(3));
    Operand<T> closeness = tf.reduceSum(ops.exp(ops.neg(distance)), tf.constant(1));
    return tf.concat(List.of(input, closeness), tf.constant(1));
  }
}
