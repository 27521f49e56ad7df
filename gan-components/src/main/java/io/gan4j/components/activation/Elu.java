package io.gan4j.components.activation;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.Activation;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;

/** x where x ≥ 0, eˣ − 1 elsewhere. */
@Doc(value = "x where x >= 0, exp(x) - 1 elsewhere", paper = "Clevert et al. 2016")
public record Elu() implements Activation {

  @Override
  public <T> T apply(TensorOps<T> ops, T values) {
    return ops.elu(values);
  }

  @Override
  public Range outputRange(Range input) {
    return new Range(-1, Double.POSITIVE_INFINITY);
  }
}
