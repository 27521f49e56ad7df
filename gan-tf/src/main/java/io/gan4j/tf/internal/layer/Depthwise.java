package io.gan4j.tf.internal.layer;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Convolutions of each channel on its own. */
final class Depthwise {
  private Depthwise() {}

  /**
   * Convolves.
   *
   * @param kernel {@code [height, width, 1, channels·multiplier]}
   */
  static <T extends TFloating> Operand<T> apply(
      Sliding sliding, Ops tf, Operand<T> images, Operand<T> kernel) {
    Shape shape = kernel.shape();
    int channels = Math.toIntExact(sliding.image().get(2));
    int[] perChannel = {
      sliding.kernel().height(),
      sliding.kernel().width(),
      channels,
      Math.toIntExact(shape.get(3) / channels)
    };
    return sliding.apply(
        tf, images, tf.reshape(kernel, tf.constant(perChannel)), tf.nn::depthwiseConv2dNative);
  }
}
