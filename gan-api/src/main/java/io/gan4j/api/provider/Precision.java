package io.gan4j.api.provider;

/** In which numbers a training's matrix products and convolutions are computed. */
public enum Precision {
  /** Everything in float32. */
  FLOAT32,
  /**
   * Matrix products and convolutions of the networks, and of their gradients, in bfloat16, where
   * the machine has instructions for it. Weights, sums, losses, norms, statistics and updates are
   * float32.
   */
  MIXED
}
