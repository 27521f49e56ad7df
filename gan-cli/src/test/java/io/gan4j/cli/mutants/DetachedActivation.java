package io.gan4j.cli.mutants;

import io.gan4j.api.network.Activation;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;

/** x·σ(x), with half of its gradient cut off. */
@Doc("Not the gradient of its value")
public record DetachedActivation() implements Activation {
  @Override
  public <T> T apply(TensorOps<T> ops, T values) {
    return ops.mul(values, ops.detach(ops.sigmoid(values)));
  }
}
