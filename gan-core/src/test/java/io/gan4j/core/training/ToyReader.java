package io.gan4j.core.training;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.spec.Default;

/**
 * Samples that can be told by their values.
 *
 * @param kind what a sample is
 * @param count how many there are; a line has no end
 */
record ToyReader(@Default("points") Kind kind, @Default("10") int count) implements DatasetReader {

  /** What a sample is. */
  enum Kind {
    /** Sample i is the point (i/10, 1 − i/10). */
    POINTS,
    /** The same, of the classes red, green and blue in turn. */
    CLASSED_POINTS,
    /** Grey images of 4×4 pixels: pixel p of sample i has the level 10·i + p. */
    PICTURES,
    /** The same, of the classes red, green and blue in turn. */
    CLASSED_PICTURES,
    /** Numbers from a standard normal distribution, whose density is known. */
    LINE
  }

  @Override
  public Dataset open() {
    return new ToyDataset(this);
  }
}
