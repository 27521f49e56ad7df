package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.Biases;
import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** Adds the parameter {@code bias} of a convolution, if it has one. */
final class Bias {
  private Bias() {}

  static <T extends TFloating> Operand<T> add(
      Operand<T> sums, Biases biases, LayerContext<T> context) {
    return switch (biases) {
      case TIED -> context.tf().nn.biasAdd(sums, context.parameter("bias"));
      case PER_POSITION -> context.tf().math.add(sums, context.parameter("bias"));
      case NONE -> sums;
    };
  }
}
