package io.gan4j.tf.internal.layer;

import io.gan4j.api.tensor.TensorOps;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/** What the norms of single samples have in common. */
final class NormalizationOps {
  private NormalizationOps() {}

  /**
   * Mean 0 and variance 1 over each group of neighbouring channels, and all positions, of each
   * sample.
   */
  static <T extends TFloating> Operand<T> perSample(
      Operand<T> input, long groups, double epsilon, LayerContext<T> context) {
    Ops tf = context.tf();
    TensorOps<Operand<T>> ops = context.ops();
    Shape sample = context.inputShape();
    long channels = sample.get(sample.numDimensions() - 1);
    Operand<T> grouped =
        ops.reshape(input, Shape.of(-1, sample.size() / channels, groups, channels / groups));
    Operand<TInt32> axes = tf.constant(new int[] {1, 3});
    Operand<T> centred = ops.sub(grouped, tf.math.mean(grouped, axes, Mean.keepDims(true)));
    Operand<T> variance = tf.math.mean(ops.square(centred), axes, Mean.keepDims(true));
    Operand<T> normalized = ops.mul(centred, Powers.inverseRoot(context, variance, epsilon));
    return ops.reshape(normalized, sample.prepend(-1));
  }

  /** Multiplies by the gain and adds the offset of each channel, as far as there are any. */
  static <T extends TFloating> Operand<T> affine(
      Operand<T> values, boolean scale, boolean offset, LayerContext<T> context) {
    TensorOps<Operand<T>> ops = context.ops();
    Operand<T> scaled = scale ? ops.mul(values, context.parameter("gain")) : values;
    return offset ? ops.add(scaled, context.parameter("offset")) : scaled;
  }
}
