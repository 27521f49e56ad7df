package io.gan4j.api.metric;

import io.gan4j.api.data.Density;
import io.gan4j.api.random.RandomKey;
import java.util.List;

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

  /** What is made under conditions that were not trained on, and the samples that have them. */
  default Conditioned conditioned() {
    throw new IllegalStateException("there are no conditions");
  }

  /**
   * Samples made under conditions, and the real ones that have these conditions, at equal places.
   *
   * @param made what the generator makes
   * @param real the samples of the data
   * @param names of the numbers of a condition
   * @param conditions in their own units, {@code [count, numbers]}
   */
  record Conditioned(Samples made, Samples real, List<String> names, Rows conditions) {
    public Conditioned {
      names = List.copyOf(names);
    }
  }

  /** The density that the real samples have. */
  Density density();

  /** The root of the metric's own random numbers. */
  RandomKey random();
}
