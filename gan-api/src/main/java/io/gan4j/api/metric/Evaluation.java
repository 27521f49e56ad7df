package io.gan4j.api.metric;

import io.gan4j.api.data.Density;
import io.gan4j.api.random.RandomKey;

/**
 * What a metric measures on. What it has not said that it {@link Metric#needs needs} may be
 * missing, which is an {@link IllegalStateException}.
 */
public interface Evaluation {

  /** Samples of the generator. */
  Samples generated();

  /** Real samples to compare with. */
  Samples real();

  /** Further real samples, for what a metric has to choose before it measures. */
  Samples validation();

  /** The samples that the networks were trained on. */
  Samples training();

  /** Real samples that the networks were not trained on. */
  Samples heldOut();

  /** What is made of sources that were not trained on, and what these are paired with. */
  default Pairs pairs() {
    throw new IllegalStateException("there are no pairs");
  }

  /**
   * Samples and what they should be, at equal places.
   *
   * @param made what the generator makes of sources
   * @param targets what the sources are paired with in the data
   */
  record Pairs(Samples made, Samples targets) {}

  /** The density that the real samples have. */
  Density density();

  /** The root of the metric's own random numbers. */
  RandomKey random();
}
