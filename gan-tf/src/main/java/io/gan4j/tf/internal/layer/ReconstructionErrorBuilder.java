package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.ReconstructionError;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** Compiles {@link ReconstructionError}. */
public final class ReconstructionErrorBuilder implements LayerBuilder<ReconstructionError> {

  @Override
  public <T extends TFloating> Operand<T> build(
      ReconstructionError layer, Operand<T> input, LayerContext<T> context) {
    TensorOps<Operand<T>> ops = context.ops();
    Operand<T> repeated = input;
    for (Placed placed : layer.branch().placed(context.inputShape())) {
      repeated = context.build(placed.name(), placed.layer(), repeated);
    }
    Operand<T> away = ops.sub(input, repeated);
    Operand<T> error = layer.power() == 1 ? ops.abs(away) : ops.square(away);
    return ops.reshape(ops.meanPerSample(error), Shape.of(-1, 1));
  }
}
