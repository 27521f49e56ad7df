package io.gan4j.components.activation;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.Activation;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;

/** log(1 + eˣ): a smooth relu, above 0 everywhere. */
@Doc("log(1 + exp(x)), a smooth relu")
public record Softplus() implements Activation {

  @Override
  public <T> T apply(TensorOps<T> ops, T values) {
    return ops.softplus(values);
  }

  @Override
  public Range outputRange(Range input) {
    return new Range(0, Double.POSITIVE_INFINITY);
  }
}
