package io.gan4j.components.loss;

import io.gan4j.api.tensor.TensorOps;

/**
 * How a discriminator's loss on real samples and its loss on fakes become one number. The paper's
 * formulas and most code add them; Goodfellow's code averages them, which halves the gradient.
 */
public enum RealFakeCombination {
  /** real + fake. */
  SUM,
  /** ½ (real + fake). */
  MEAN;

  /** One scalar from the scalars of the two halves. */
  public <T> T combine(TensorOps<T> ops, T real, T fake) {
    T sum = ops.add(real, fake);
    return this == SUM ? sum : ops.mul(ops.constant(0.5), sum);
  }
}
