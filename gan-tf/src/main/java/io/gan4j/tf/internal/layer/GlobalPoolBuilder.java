package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.GlobalPool;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/** One value per channel. */
public final class GlobalPoolBuilder implements LayerBuilder<GlobalPool> {

  @Override
  public <T extends TFloating> Operand<T> build(
      GlobalPool layer, Operand<T> input, LayerContext<T> context) {
    Ops tf = context.tf();
    Shape image = context.inputShape();
    Operand<T> positions =
        context.ops().reshape(input, Shape.of(-1, image.get(0) * image.get(1), image.get(2)));
    Operand<TInt32> axis = tf.constant(1);
    return switch (layer.method()) {
      case AVERAGE -> tf.math.mean(positions, axis);
      case MAX -> tf.reduceMax(positions, axis);
      case SUM -> tf.reduceSum(positions, axis);
    };
  }
}
