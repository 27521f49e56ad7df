package io.gan4j.components.activation;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.Activation;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;

/**
 * 1.7159 · tanh(2x/3): scaled so that inputs of variance 1 give outputs of about variance 1;
 * DeepLearnToolbox calls it tanh_opt.
 */
@Doc(
    value = "1.7159 · tanh(2x/3), in (-1.7159, 1.7159)",
    paper = "LeCun et al. 1998, Efficient BackProp, section 4.4")
public record ScaledTanh() implements Activation {
  private static final double AMPLITUDE = 1.7159;

  @Override
  public <T> T apply(TensorOps<T> ops, T values) {
    return ops.mul(ops.constant(AMPLITUDE), ops.tanh(ops.mul(ops.constant(2.0 / 3), values)));
  }

  @Override
  public Range outputRange(Range input) {
    return new Range(-AMPLITUDE, AMPLITUDE);
  }
}
