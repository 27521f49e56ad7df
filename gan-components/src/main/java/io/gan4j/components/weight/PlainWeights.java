package io.gan4j.components.weight;

import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.spec.Doc;

/**
 * The kernel that is trained is the one that is used. Says so where an architecture would otherwise
 * choose a transform of its own.
 */
@Doc("The kernel as it is trained, where an architecture would otherwise transform it")
public record PlainWeights() implements WeightTransform {

  @Override
  public <T> T apply(Kept<T> kept) {
    return kept.value();
  }
}
