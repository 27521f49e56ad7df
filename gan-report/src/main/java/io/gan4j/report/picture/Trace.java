package io.gan4j.report.picture;

import java.util.Arrays;

/**
 * A curve of any number of points in bounded memory: neighbouring points share a bucket, and when
 * all buckets are used, they are joined in pairs. Keeps each bucket's mean, smallest and largest
 * value. Values that are not finite are left out; a bucket without any other is NaN.
 */
final class Trace {
  static final int CAPACITY = 1024;

  private final double[] x = new double[CAPACITY];
  private final double[] sum = new double[CAPACITY];
  private final double[] squares = new double[CAPACITY];
  private final double[] low = new double[CAPACITY];
  private final double[] high = new double[CAPACITY];
  private final long[] points = new long[CAPACITY];
  private final long[] finite = new long[CAPACITY];
  private long perBucket = 1;
  private int used;

  /** Adds a point; x grows from call to call. */
  void add(double at, double value) {
    if (used > 0 && points[used - 1] < perBucket) {
      put(used - 1, at, value);
      return;
    }
    if (used == CAPACITY) {
      join();
    }
    // After a join the last bucket may have room again, but only if their number was odd: it is
    // not.
    clear(used);
    put(used, at, value);
    used++;
  }

  private void put(int bucket, double at, double value) {
    x[bucket] += (at - x[bucket]) / (points[bucket] + 1);
    points[bucket]++;
    if (Double.isFinite(value)) {
      finite[bucket]++;
      sum[bucket] += value;
      squares[bucket] += value * value;
      low[bucket] = Math.min(low[bucket], value);
      high[bucket] = Math.max(high[bucket], value);
    }
  }

  private void clear(int bucket) {
    x[bucket] = 0;
    sum[bucket] = 0;
    squares[bucket] = 0;
    points[bucket] = 0;
    finite[bucket] = 0;
    low[bucket] = Double.POSITIVE_INFINITY;
    high[bucket] = Double.NEGATIVE_INFINITY;
  }

  private void join() {
    for (int pair = 0; pair < CAPACITY / 2; pair++) {
      int a = 2 * pair;
      int b = a + 1;
      long both = points[a] + points[b];
      x[pair] = (x[a] * points[a] + x[b] * points[b]) / both;
      sum[pair] = sum[a] + sum[b];
      squares[pair] = squares[a] + squares[b];
      low[pair] = Math.min(low[a], low[b]);
      high[pair] = Math.max(high[a], high[b]);
      finite[pair] = finite[a] + finite[b];
      points[pair] = both;
    }
    used = CAPACITY / 2;
    perBucket *= 2;
  }

  /** Number of buckets in use. */
  int size() {
    return used;
  }

  /** Whether a bucket holds several points, so that it has a spread. */
  boolean joined() {
    return perBucket > 1;
  }

  double[] x() {
    return Arrays.copyOf(x, used);
  }

  double[] mean() {
    double[] mean = new double[used];
    for (int i = 0; i < used; i++) {
      mean[i] = finite[i] == 0 ? Double.NaN : sum[i] / finite[i];
    }
    return mean;
  }

  /**
   * A number of standard deviations below (negative) or above each bucket's mean, as far as there
   * are values. Unlike the extremes, this does not grow with the number of points in a bucket.
   */
  double[] spread(double deviations) {
    double[] mean = mean();
    double[] spread = new double[used];
    for (int i = 0; i < used; i++) {
      double variance = Math.max(0, squares[i] / finite[i] - mean[i] * mean[i]);
      double edge = mean[i] + deviations * Math.sqrt(variance);
      spread[i] = Math.max(low[i], Math.min(high[i], edge));
    }
    return spread;
  }

  /**
   * A line fitted around each bucket, with weights that fall linearly to both sides, which follows
   * slopes up to the ends; single buckets far off their neighbours do not show. NaN where the
   * bucket itself is.
   *
   * @param reach buckets to each side; 0 for none
   */
  double[] smooth(int reach) {
    if (reach == 0) {
      return mean();
    }
    double[] values = withoutSpikes(mean());
    double[] smooth = new double[used];
    for (int i = 0; i < used; i++) {
      smooth[i] = Double.isNaN(values[i]) ? Double.NaN : fitted(values, i, reach);
    }
    return smooth;
  }

  /** The running median of five, of fewer towards the ends, which leaves slopes as they are. */
  private static double[] withoutSpikes(double[] values) {
    double[] medians = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int reach = Math.min(2, Math.min(i, values.length - 1 - i));
      double[] around =
          Arrays.stream(values, i - reach, i + reach + 1)
              .filter(value -> !Double.isNaN(value))
              .sorted()
              .toArray();
      medians[i] = Double.isNaN(values[i]) ? Double.NaN : around[around.length / 2];
    }
    return medians;
  }

  /** The value at the middle of the weighted least-squares line. */
  private static double fitted(double[] values, int middle, int reach) {
    double weights = 0;
    double firstX = 0;
    double firstY = 0;
    double secondX = 0;
    double mixed = 0;
    int end = Math.min(values.length - 1, middle + reach);
    for (int i = Math.max(0, middle - reach); i <= end; i++) {
      if (!Double.isNaN(values[i])) {
        double at = i - middle;
        double weight = reach + 1 - Math.abs(at);
        weights += weight;
        firstX += weight * at;
        firstY += weight * values[i];
        secondX += weight * at * at;
        mixed += weight * at * values[i];
      }
    }
    double determinant = weights * secondX - firstX * firstX;
    return determinant == 0 ? firstY / weights : (secondX * firstY - firstX * mixed) / determinant;
  }
}
