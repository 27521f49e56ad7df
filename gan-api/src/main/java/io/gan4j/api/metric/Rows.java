package io.gan4j.api.metric;

/**
 * Numbers of many samples, a row each, that need not all be in memory. Reading the same rows again
 * gives the same numbers.
 */
public interface Rows {

  /** How many rows. */
  int count();

  /** Numbers in a row. */
  int width();

  /**
   * Copies rows, one after the other.
   *
   * @param first the first row, from 0
   * @param count how many
   * @param into filled from its start; at least {@code count × width} long
   * @throws IndexOutOfBoundsException if there are no such rows
   */
  void read(int first, int count, double[] into);

  /** Rows of an array, one after the other in row-major order. The array is not copied. */
  static Rows of(double[] values, int width) {
    return new ArrayRows(values, width);
  }
}
