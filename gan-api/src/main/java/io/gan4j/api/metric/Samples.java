package io.gan4j.api.metric;

import io.gan4j.api.data.SampleSpace;
import java.util.List;
import java.util.function.Function;

/**
 * One side of a comparison: real samples, or generated ones. What a metric has not said that it
 * {@link Metric#needs needs} may be missing, which is an {@link IllegalStateException}.
 */
public interface Samples {

  /** What a sample is. */
  SampleSpace space();

  /** How many there are. */
  int count();

  /** The samples as the networks see them: {@code [count, valuesPerSample]}. */
  Rows values();

  /** Features: {@code [count, features]}. */
  Rows features();

  /** Probabilities of the extractor's classes: {@code [count, classes]}, each row sums to 1. */
  Rows probabilities();

  /** What the extractor estimates, in its own units: {@code [count, numbers]}. */
  default Rows estimates() {
    throw new IllegalStateException("the extractor estimates nothing");
  }

  /** The categorical codes that generated samples were made of: of each, a value per sample. */
  default List<int[]> codes() {
    throw new IllegalStateException("these samples were made of no codes");
  }

  /** Raw scores of the discriminator: {@code [count, 1]}. */
  Rows scores();

  /** One label per sample: the true class of a real one, the class asked for of a generated one. */
  int[] labels();

  /** All that determines these samples, as one word or a few; empty if they are generated. */
  String identity();

  /**
   * What is computed from these samples alone, and needed again by the next evaluation: kept where
   * the samples are real, by the content of the data.
   *
   * @param name of the computation, with everything that it depends on beside the samples
   * @param compute the numbers
   */
  double[] summary(String name, Function<Samples, double[]> compute);
}
