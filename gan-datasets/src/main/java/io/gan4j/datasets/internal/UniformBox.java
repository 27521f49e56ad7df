package io.gan4j.datasets.internal;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Range;
import io.gan4j.api.random.RandomKey;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every point of a cube with equal probability: [low, high) on every axis. */
public final class UniformBox implements GeneratedDataset.Distribution {
  private final double low;
  private final double high;
  private final int dimension;
  private final long seed;
  private final RandomKey key;

  /**
   * A cube.
   *
   * @param low lower end on every axis
   * @param high upper end on every axis, above low
   * @param dimension number of axes
   * @param seed of the samples
   */
  public UniformBox(double low, double high, int dimension, long seed) {
    this.low = low;
    this.high = high;
    this.dimension = dimension;
    this.seed = seed;
    this.key = RandomKey.of(seed).split("uniform");
  }

  /** As a data set, with one line for people. */
  public Dataset dataset(String description) {
    return new GeneratedDataset(this, description);
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int sample(long index, float[] target, int offset) {
    for (int axis = 0; axis < dimension; axis++) {
      target[offset + axis] = (float) (low + (high - low) * key.uniform(index * dimension + axis));
    }
    return 0;
  }

  @Override
  public double at(double... point) {
    if (point.length != dimension) {
      throw new IllegalArgumentException(
          "a point of " + point.length + " values; accepted: " + dimension);
    }
    for (double value : point) {
      if (!(value >= low && value < high)) {
        return 0;
      }
    }
    return Math.pow(high - low, -dimension);
  }

  @Override
  public List<Range> window() {
    return Collections.nCopies(dimension, new Range(low, high));
  }

  @Override
  public List<double[]> modes() {
    return List.of();
  }

  @Override
  public @Nullable LabelSpace labels() {
    return null;
  }

  @Override
  public String identity() {
    return "uniform box "
        + Double.toHexString(low)
        + " "
        + Double.toHexString(high)
        + " dimension "
        + dimension
        + " seed "
        + seed;
  }
}
