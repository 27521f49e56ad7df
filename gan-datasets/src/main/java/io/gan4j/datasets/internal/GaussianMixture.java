package io.gan4j.datasets.internal;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Range;
import io.gan4j.api.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Equally likely Gaussians of one standard deviation in every direction. With several, a sample's
 * label is the mode it comes from.
 */
public final class GaussianMixture implements GeneratedDataset.Distribution {
  /** What a picture shows of a tail; 6 in 100,000 samples lie beyond, per axis. */
  private static final double WINDOW_STDDEVS = 4;

  private final double[][] centres;
  private final double stddev;
  private final long seed;
  private final RandomKey modeKey;
  private final RandomKey normalKey;
  private final @Nullable LabelSpace labels;

  /**
   * A mixture with these centres.
   *
   * @param centres one per mode, all of one dimension
   * @param stddev per axis
   * @param seed of the samples
   */
  public GaussianMixture(double[][] centres, double stddev, long seed) {
    this.centres = centres;
    this.stddev = stddev;
    this.seed = seed;
    this.modeKey = RandomKey.of(seed).split("mode");
    this.normalKey = RandomKey.of(seed).split("normal");
    this.labels =
        centres.length == 1
            ? null
            : new LabelSpace(
                IntStream.range(0, centres.length).mapToObj(mode -> "mode " + mode).toList());
  }

  /** As a data set, with one line for people. */
  public Dataset dataset(String description) {
    return new GeneratedDataset(this, description);
  }

  @Override
  public int dimension() {
    return centres[0].length;
  }

  @Override
  public int sample(long index, float[] target, int offset) {
    int mode = centres.length == 1 ? 0 : (int) modeKey.below(index, centres.length);
    double[] centre = centres[mode];
    for (int axis = 0; axis < centre.length; axis++) {
      double noise = normalKey.normal(index * centre.length + axis);
      target[offset + axis] = (float) (centre[axis] + stddev * noise);
    }
    return mode;
  }

  @Override
  public double at(double... point) {
    if (point.length != dimension()) {
      throw new IllegalArgumentException(
          "a point of " + point.length + " values; accepted: " + dimension());
    }
    double sum = 0;
    for (double[] centre : centres) {
      double squares = 0;
      for (int axis = 0; axis < centre.length; axis++) {
        double distance = (point[axis] - centre[axis]) / stddev;
        squares += distance * distance;
      }
      sum += Math.exp(-squares / 2);
    }
    return sum / centres.length / Math.pow(stddev * Math.sqrt(2 * Math.PI), dimension());
  }

  @Override
  public List<Range> window() {
    List<Range> window = new ArrayList<>();
    for (int axis = 0; axis < dimension(); axis++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (double[] centre : centres) {
        low = Math.min(low, centre[axis]);
        high = Math.max(high, centre[axis]);
      }
      window.add(new Range(low - WINDOW_STDDEVS * stddev, high + WINDOW_STDDEVS * stddev));
    }
    return List.copyOf(window);
  }

  @Override
  public List<double[]> modes() {
    List<double[]> modes = new ArrayList<>();
    for (double[] centre : centres) {
      modes.add(centre.clone());
    }
    return modes;
  }

  @Override
  public @Nullable LabelSpace labels() {
    return labels;
  }

  @Override
  public String identity() {
    StringBuilder text = new StringBuilder("gaussian mixture");
    for (double[] centre : centres) {
      // Hexadecimal, since the decimal form of a double depends on the version of Java.
      text.append(
          DoubleStream.of(centre)
              .mapToObj(Double::toHexString)
              .collect(Collectors.joining(" ", " [", "]")));
    }
    return text + " stddev " + Double.toHexString(stddev) + " seed " + seed;
  }
}
