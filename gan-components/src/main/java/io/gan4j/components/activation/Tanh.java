package io.gan4j.components.activation;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.Activation;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;

/** The hyperbolic tangent: the output of a generator for samples in [−1, 1]. */
@Doc("Hyperbolic tangent, in (-1, 1)")
public record Tanh() implements Activation {

  @Override
  public <T> T apply(TensorOps<T> ops, T values) {
    return ops.tanh(values);
  }

  @Override
  public Range outputRange(Range input) {
    return Range.SYMMETRIC;
  }
}
