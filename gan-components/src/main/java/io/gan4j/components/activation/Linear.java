package io.gan4j.components.activation;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.Activation;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;

/** The value itself: the output of a regression, or a score. */
@Doc("The value itself")
public record Linear() implements Activation {

  @Override
  public <T> T apply(TensorOps<T> ops, T values) {
    return values;
  }

  @Override
  public Range outputRange(Range input) {
    return input;
  }
}
