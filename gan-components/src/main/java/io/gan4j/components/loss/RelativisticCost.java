package io.gan4j.components.loss;

import io.gan4j.api.tensor.TensorOps;

/** What a relative score costs that should be high. */
public enum RelativisticCost {
  /** softplus(−s) = −log σ(s). */
  STANDARD,
  /** relu(1 − s). */
  HINGE,
  /** (s − 1)². */
  LEAST_SQUARES;

  /** Mean over all scores. */
  <T> T of(TensorOps<T> ops, T scores) {
    T one = ops.constant(1);
    return ops.mean(
        switch (this) {
          case STANDARD -> ops.softplus(ops.neg(scores));
          case HINGE -> ops.relu(ops.sub(one, scores));
          case LEAST_SQUARES -> ops.square(ops.sub(scores, one));
        });
  }
}
