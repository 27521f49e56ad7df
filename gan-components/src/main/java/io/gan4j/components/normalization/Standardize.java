package io.gan4j.components.normalization;

import io.gan4j.api.data.Normalization;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Subtracts the mean of the training samples and divides by their standard deviation, per channel
 * (the last axis), per value, or over everything. What is the same in all samples becomes 0, and
 * its deviation counts as 1. Exactly invertible.
 */
@Doc("Mean 0 and standard deviation 1 over the training samples")
public record Standardize(
    @Doc("What has a mean of its own: each channel, each value of a sample, or all together")
        @Default("channel")
        Per per)
    implements Normalization {

  /** What has a mean and a deviation of its own. */
  public enum Per {
    /** Each place of the last axis. */
    CHANNEL,
    /** Each place of a sample. */
    VALUE,
    /** Nothing: one mean for all. */
    ALL
  }

  @Override
  public Fitted fit(Samples samples) {
    int values = Math.toIntExact(samples.shape().size());
    int channels = Math.toIntExact(samples.shape().get(samples.shape().numDimensions() - 1));
    IntUnaryOperator group =
        switch (per) {
          case CHANNEL -> i -> i % channels;
          case VALUE -> i -> i;
          case ALL -> i -> 0;
        };
    int groups =
        switch (per) {
          case CHANNEL -> channels;
          case VALUE -> values;
          case ALL -> 1;
        };
    double[] mean = new double[groups];
    float[] low = new float[groups];
    float[] high = new float[groups];
    Arrays.fill(low, Float.POSITIVE_INFINITY);
    Arrays.fill(high, Float.NEGATIVE_INFINITY);
    double each = groups / ((double) samples.count() * values);
    samples.visit(
        samples.count(),
        sample -> {
          for (int i = 0; i < values; i++) {
            int own = group.applyAsInt(i);
            mean[own] += sample[i] * each;
            low[own] = Math.min(low[own], sample[i]);
            high[own] = Math.max(high[own], sample[i]);
          }
        });
    double[] variance = new double[groups];
    // A second pass, for the difference of two large sums would lose the deviation.
    samples.visit(
        samples.count(),
        sample -> {
          for (int i = 0; i < values; i++) {
            double distance = sample[i] - mean[group.applyAsInt(i)];
            variance[group.applyAsInt(i)] += distance * distance * each;
          }
        });
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      // Rounding leaves a mean a little beside a value that never changes, and a deviation of that.
      boolean constant = low[i] == high[i];
      means.add(constant ? low[i] : mean[i]);
      deviations.add(constant ? 1 : Math.sqrt(variance[i]));
    }
    return new Affine(means, deviations);
  }
}
