package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.Embedding;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** The vector of each sample's class, joined to its features. */
public final class EmbeddingBuilder implements LayerBuilder<Embedding> {

  @Override
  public <T extends TFloating> Operand<T> build(
      Embedding layer, Operand<T> input, LayerContext<T> context) {
    TensorOps<Operand<T>> ops = context.ops();
    Operand<T> vectors = PerClass.of(context.kernel("table", layer.weights()), context);
    return switch (layer.join()) {
      case CONCAT -> beside(input, vectors, context);
      case MULTIPLY -> ops.mul(input, vectors);
      case INNER_PRODUCT -> ops.reshape(ops.sumPerSample(ops.mul(input, vectors)), Shape.of(-1, 1));
    };
  }

  /** The vector of a sample beside the channels of each of its positions. */
  private static <T extends TFloating> Operand<T> beside(
      Operand<T> input, Operand<T> vectors, LayerContext<T> context) {
    Ops tf = context.tf();
    int lastAxis = context.inputShape().numDimensions();
    int[] copies = new int[lastAxis + 1];
    copies[0] = 1;
    for (int axis = 1; axis < lastAxis; axis++) {
      copies[axis] = Math.toIntExact(context.inputShape().get(axis - 1));
    }
    copies[lastAxis] = 1;
    Operand<T> everywhere = lastAxis == 1 ? vectors : tf.tile(vectors, tf.constant(copies));
    return tf.concat(List.of(input, everywhere), tf.constant(lastAxis));
  }
}
