package io.gan4j.components.activation;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.Activation;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;

/**
 * The self-normalising unit: λx where x ≥ 0, λα(eˣ − 1) elsewhere, with λ ≈ 1.0507 and α ≈ 1.6733.
 * Keeps mean 0 and variance 1 only with kernels of variance 1/inputs.
 */
@Doc(
    value = "Self-normalising: λx where x >= 0, λα(exp(x) - 1) elsewhere",
    paper = "Klambauer et al. 2017")
public record Selu() implements Activation {
  // −λα of the paper, rounded down to hold in float32 too.
  private static final double LOWEST = -1.7581;

  @Override
  public <T> T apply(TensorOps<T> ops, T values) {
    return ops.selu(values);
  }

  @Override
  public Range outputRange(Range input) {
    return new Range(LOWEST, Double.POSITIVE_INFINITY);
  }
}
