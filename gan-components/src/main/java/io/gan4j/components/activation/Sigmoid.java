package io.gan4j.components.activation;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.Activation;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;

/**
 * 1/(1 + e⁻ˣ): the output of a generator for samples in [0, 1]. Never the output of a
 * discriminator, whose scores are raw.
 */
@Doc("1/(1 + exp(-x)), in (0, 1)")
public record Sigmoid() implements Activation {

  @Override
  public <T> T apply(TensorOps<T> ops, T values) {
    return ops.sigmoid(values);
  }

  @Override
  public Range outputRange(Range input) {
    return Range.UNIT;
  }
}
