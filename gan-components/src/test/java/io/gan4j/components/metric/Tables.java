package io.gan4j.components.metric;

/** A table that any language can write down: {@code sin(0.37k² + s) + ¼cos(0.7ks)} at place k. */
final class Tables {
  private Tables() {}

  static double[][] waves(int rows, int width, double s) {
    return waves(rows, width, s, 0);
  }

  static double[][] waves(int rows, int width, double s, double offset) {
    double[][] table = new double[rows][width];
    for (int k = 0; k < rows * width; k++) {
      table[k / width][k % width] =
          Math.sin(0.37 * k * k + s) + 0.25 * Math.cos(0.7 * k * s) + offset;
    }
    return table;
  }

  static double[] column(double[][] table, int column) {
    double[] values = new double[table.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = table[i][column];
    }
    return values;
  }
}
