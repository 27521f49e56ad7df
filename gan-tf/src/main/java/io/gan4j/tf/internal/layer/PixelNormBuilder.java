package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.PixelNorm;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.family.TFloating;

/** x divided by the root mean square of the channels beside it. */
public final class PixelNormBuilder implements LayerBuilder<PixelNorm> {

  @Override
  public <T extends TFloating> Operand<T> build(
      PixelNorm layer, Operand<T> input, LayerContext<T> context) {
    TensorOps<Operand<T>> ops = context.ops();
    Operand<T> squares =
        context
            .tf()
            .math
            .mean(
                ops.square(input),
                context.tf().constant(context.inputShape().numDimensions()),
                Mean.keepDims(true));
    return ops.mul(input, Powers.inverseRoot(context, squares, layer.epsilon()));
  }
}
