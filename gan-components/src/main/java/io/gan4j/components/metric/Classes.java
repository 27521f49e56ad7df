package io.gan4j.components.metric;

import io.gan4j.api.metric.Rows;

/** What a classifier takes samples for. */
final class Classes {
  private Classes() {}

  /** The likeliest class of each row. */
  static int[] of(Rows probabilities) {
    int[] classes = new int[probabilities.count()];
    Blocks.forEach(
        probabilities,
        (block, first) -> {
          for (int row = 0; row < block.numRows; row++) {
            int best = 0;
            for (int c = 1; c < block.numCols; c++) {
              if (block.get(row, c) > block.get(row, best)) {
                best = c;
              }
            }
            classes[first + row] = best;
          }
        });
    return classes;
  }

  /** Shares of the classes. */
  static double[] shares(int[] classes, int count) {
    double[] shares = new double[count];
    for (int c : classes) {
      shares[c] += 1.0 / classes.length;
    }
    return shares;
  }
}
