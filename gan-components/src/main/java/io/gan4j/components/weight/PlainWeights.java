package io.gan4j.components.weight;

import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.spec.Doc;

/**
 * The kernel that is trained is the one that is used. Says so where an architecture would otherwise
 * choose a transform of its own.
 */
@Doc("No transform, where an architecture would otherwise apply one")
public record PlainWeights() implements WeightTransform {

  @Override
  public <T> T apply(Kept<T> kept) {
    return kept.value();
  }
}
