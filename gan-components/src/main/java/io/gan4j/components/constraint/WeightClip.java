package io.gan4j.components.constraint;

import io.gan4j.api.network.Constraint;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;

/**
 * Cuts every trained value, biases too, off at ±limit: the first Wasserstein GAN's way to keep its
 * critic Lipschitz. The critic becomes simple and slow to train: prefer a gradient penalty or
 * spectral norm.
 */
@Doc(
    value = "Cuts every trained value off at ±limit",
    paper = "Arjovsky et al. 2017, Wasserstein GAN, algorithm 1")
public record WeightClip(@Doc("Largest size of a value, > 0") @Default("0.01") double limit)
    implements Constraint {

  public WeightClip {
    Check.positive("limit", limit);
  }

  @Override
  public boolean appliesTo(ParameterSpec parameter) {
    return parameter.trained();
  }

  @Override
  public <T> T project(TensorOps<T> ops, T values, ParameterSpec parameter) {
    return ops.minimum(ops.maximum(values, ops.constant(-limit)), ops.constant(limit));
  }
}
