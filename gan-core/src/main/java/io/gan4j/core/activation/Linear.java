package io.gan4j.core.activation;

import io.gan4j.api.config.Doc;
import io.gan4j.api.data.Range;
import io.gan4j.api.network.Activation;
import io.gan4j.api.term.TensorOps;

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
