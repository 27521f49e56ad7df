package io.gan4j.components.activation;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.Activation;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;

/** max(x, 0). */
@Doc(value = "max(x, 0)", paper = "Nair and Hinton 2010")
public record Relu() implements Activation {

  @Override
  public <T> T apply(TensorOps<T> ops, T values) {
    return ops.relu(values);
  }

  @Override
  public Range outputRange(Range input) {
    return new Range(0, Double.POSITIVE_INFINITY);
  }
}
