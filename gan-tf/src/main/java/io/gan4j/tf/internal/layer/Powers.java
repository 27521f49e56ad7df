package io.gan4j.tf.internal.layer;

import io.gan4j.tf.extension.LayerContext;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * Roots of sums, as powers: the gradient of a power has a gradient, which a critic under a gradient
 * penalty needs, and those of the root operations have none.
 */
final class Powers {
  private Powers() {}

  /** 1/√(x + epsilon). */
  static <T extends TFloating> Operand<T> inverseRoot(
      LayerContext<T> context, Operand<T> x, double epsilon) {
    return power(context, x, epsilon, -0.5);
  }

  /** √(x + epsilon). */
  static <T extends TFloating> Operand<T> root(
      LayerContext<T> context, Operand<T> x, double epsilon) {
    return power(context, x, epsilon, 0.5);
  }

  private static <T extends TFloating> Operand<T> power(
      LayerContext<T> context, Operand<T> x, double epsilon, double exponent) {
    return context
        .tf()
        .math
        .pow(
            context.ops().add(x, context.ops().constant(epsilon)),
            context.ops().constant(exponent));
  }
}
