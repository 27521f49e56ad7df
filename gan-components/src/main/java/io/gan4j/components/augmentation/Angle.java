package io.gan4j.components.augmentation;

import io.gan4j.api.augmentation.Augmenting;
import io.gan4j.api.tensor.TensorOps;

/**
 * An angle of each sample.
 *
 * @param ops the algebra
 * @param cosine {@code [batch]}
 * @param sine {@code [batch]}
 * @param <T> the provider's tensor
 */
record Angle<T>(TensorOps<T> ops, T cosine, T sine) {
  /** Keeps the direction of two numbers that are 0 finite. */
  private static final double TINY = 1e-12;

  /** Any angle, each as likely as the other: the direction of a normal point in the plane. */
  static <T> Angle<T> any(Augmenting<T> by) {
    TensorOps<T> ops = by.ops();
    T across = by.normal("across");
    T along = by.normal("along");
    T far = ops.sqrt(ops.add(ops.add(ops.square(across), ops.square(along)), ops.constant(TINY)));
    return new Angle<>(ops, ops.div(across, far), ops.div(along, far));
  }

  /** This angle for chosen samples, 0 for others. */
  Angle<T> where(T chosen) {
    T others = ops.sub(ops.constant(1), chosen);
    return new Angle<>(ops, ops.add(ops.mul(chosen, cosine), others), ops.mul(chosen, sine));
  }
}
