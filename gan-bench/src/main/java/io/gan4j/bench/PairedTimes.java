package io.gan4j.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Times of two contenders that took turns: what disturbs a machine disturbs both of a pair alike,
 * so the ratio within a pair tells more than either time.
 */
final class PairedTimes {
  private static final int RESAMPLES = 10_000;

  private final double[] subject;
  private final double[] baseline;
  private int size;

  /**
   * Makes room for pairs.
   *
   * @param capacity pairs at most
   */
  PairedTimes(int capacity) {
    subject = new double[capacity];
    baseline = new double[capacity];
  }

  /** Adds a pair. */
  void add(double subjectTime, double baselineTime) {
    subject[size] = subjectTime;
    baseline[size] = baselineTime;
    size++;
  }

  double medianSubject() {
    return median(Arrays.copyOf(subject, size));
  }

  double medianBaseline() {
    return median(Arrays.copyOf(baseline, size));
  }

  /** Median of subject/baseline over the pairs, with the bootstrap's 95 % interval. */
  Interval ratio() {
    double[] ratios = new double[size];
    for (int i = 0; i < size; i++) {
      ratios[i] = subject[i] / baseline[i];
    }
    SplittableRandom random = new SplittableRandom(1);
    double[] medians = new double[RESAMPLES];
    double[] resample = new double[size];
    for (int r = 0; r < RESAMPLES; r++) {
      for (int i = 0; i < size; i++) {
        resample[i] = ratios[random.nextInt(size)];
      }
      medians[r] = median(resample);
    }
    Arrays.sort(medians);
    return new Interval(
        median(ratios),
        medians[(int) (RESAMPLES * 0.025)],
        medians[(int) Math.ceil(RESAMPLES * 0.975) - 1]);
  }

  /** Sorts what it is given. */
  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  /**
   * An estimate and its 95 % interval.
   *
   * @param estimate of the pairs as they are
   * @param low lower end
   * @param high upper end
   */
  record Interval(double estimate, double low, double high) {}
}
