package io.gan4j.report.picture;

import io.gan4j.api.data.Range;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The density of samples, estimated with Gaussian kernels of Silverman's width: counted into fine
 * bins first, so that the cost does not grow with samples × positions.
 */
final class KernelDensity {
  /** Kernels end here. */
  private static final int REACH = 4;

  private KernelDensity() {}

  /**
   * The density at the centres of equal bins.
   *
   * @param samples at least one
   * @param range what the bins cover; samples outside, or not finite, keep their mass to themselves
   * @param bins number of bins
   */
  static double[] estimate(float[] samples, Range range, int bins) {
    double binWidth = (range.high() - range.low()) / bins;
    double[] counts = new double[bins];
    for (float sample : samples) {
      double bin = (sample - range.low()) / binWidth;
      if (bin >= 0 && bin < bins) {
        counts[(int) bin]++;
      }
    }
    // A kernel narrower than a bin would be no curve: a generator that always says the same is
    // shown as a peak of that width.
    double bandwidth = Math.max(binWidth, bandwidth(samples));
    int reach = (int) Math.min(bins, Math.ceil(REACH * bandwidth / binWidth));
    double[] kernel = new double[reach + 1];
    for (int i = 0; i <= reach; i++) {
      double distance = i * binWidth / bandwidth;
      kernel[i] = Math.exp(-distance * distance / 2);
    }
    double sum = 2 * Arrays.stream(kernel).sum() - kernel[0];
    double[] density = new double[bins];
    for (int bin = 0; bin < bins; bin++) {
      if (counts[bin] > 0) {
        double mass = counts[bin] / (sum * samples.length * binWidth);
        for (int i = Math.max(0, bin - reach); i <= Math.min(bins - 1, bin + reach); i++) {
          density[i] += mass * kernel[Math.abs(i - bin)];
        }
      }
    }
    return density;
  }

  /**
   * Over the finite samples: 0.9 · min(standard deviation, interquartile range / 1.34) · n^(−1/5)
   * (Silverman 1986).
   */
  private static double bandwidth(float[] samples) {
    double[] sorted =
        IntStream.range(0, samples.length)
            .mapToDouble(i -> samples[i])
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (sorted.length == 0) {
      return 0;
    }
    double mean = Arrays.stream(sorted).average().orElseThrow();
    double squares = 0;
    for (double sample : sorted) {
      squares += (sample - mean) * (sample - mean);
    }
    double scale = Math.sqrt(squares / sorted.length);
    double quartiles = sorted[3 * sorted.length / 4] - sorted[sorted.length / 4];
    if (quartiles > 0) {
      scale = Math.min(scale, quartiles / 1.34);
    }
    return 0.9 * scale * Math.pow(sorted.length, -0.2);
  }
}
