package io.gan4j.components.metric;

import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.metric.Rows;
import java.util.Arrays;

/** Pearson correlations between the numbers of rows. */
final class Correlations {
  private Correlations() {}

  /**
   * Mean absolute difference of the correlations between numbers of different columns; 0 if there
   * is one column only.
   */
  static double difference(Columns columns, Rows real, Rows generated) {
    int[] owner = new int[columns.width()];
    int at = 0;
    for (int i = 0; i < columns.columns().size(); i++) {
      Column column = columns.columns().get(i);
      Arrays.fill(owner, at, at + column.width(), i);
      at += column.width();
    }
    double[] of = of(real);
    double[] others = of(generated);
    double sum = 0;
    long pairs = 0;
    for (int i = 0; i < owner.length; i++) {
      for (int j = 0; j < i; j++) {
        if (owner[i] != owner[j]) {
          sum += Math.abs(of[i * owner.length + j] - others[i * owner.length + j]);
          pairs++;
        }
      }
    }
    return pairs == 0 ? 0 : sum / pairs;
  }

  /** All correlations, the lower half; 0 with a number that is always the same. */
  private static double[] of(Rows rows) {
    int width = rows.width();
    double[] mean = new double[width];
    Blocks.forEach(
        rows,
        (block, first) -> {
          for (int i = 0; i < block.numRows * width; i++) {
            mean[i % width] += block.data[i] / rows.count();
          }
        });
    double[] products = new double[width * width];
    Blocks.forEach(
        rows,
        (block, first) -> {
          for (int row = 0; row < block.numRows; row++) {
            for (int i = 0; i < width; i++) {
              double x = block.data[row * width + i] - mean[i];
              for (int j = 0; j <= i; j++) {
                products[i * width + j] += x * (block.data[row * width + j] - mean[j]);
              }
            }
          }
        });
    double[] correlations = new double[width * width];
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < i; j++) {
        double scale = Math.sqrt(products[i * width + i] * products[j * width + j]);
        correlations[i * width + j] = scale == 0 ? 0 : products[i * width + j] / scale;
      }
    }
    return correlations;
  }
}
