package io.gan4j.components.metric;

import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.metric.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A column of real rows and of generated ones, row by row. NaN is NULL.
 *
 * @param column what it is
 * @param real a value per real row
 * @param generated a value per generated row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TableColumn(Column column, double[] real, double[] generated) {
  private static final int BINS = 10;

  /** All columns, in their order. */
  static List<TableColumn> of(Columns columns, Rows real, Rows generated) {
    double[][] values = Marginal.decoded(columns, real);
    double[][] others = Marginal.decoded(columns, generated);
    List<TableColumn> all = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      all.add(new TableColumn(columns.columns().get(i), values[i], others[i]));
    }
    return all;
  }

  boolean categories() {
    return column instanceof CategoryColumn;
  }

  /** How alike the distributions of what is not NULL are; 0 if only one side has anything. */
  double shape() {
    double[] there = sorted(real);
    double[] made = sorted(generated);
    if (there.length == 0 || made.length == 0) {
      return there.length == made.length ? 1 : 0;
    }
    return categories()
        ? 1 - totalVariation(shares(there, there.length), shares(made, made.length))
        : 1 - kolmogorovSmirnov(there, made);
  }

  private static double[] sorted(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
  }

  /** The largest distance of two distributions' functions, both ascending. */
  private static double kolmogorovSmirnov(double[] a, double[] b) {
    double largest = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      double value = Math.min(a[i], b[j]);
      while (i < a.length && a[i] <= value) {
        i++;
      }
      while (j < b.length && b[j] <= value) {
        j++;
      }
      largest = Math.max(largest, Math.abs((double) i / a.length - (double) j / b.length));
    }
    return largest;
  }

  private static Map<Object, Double> shares(double[] values, int count) {
    Map<Object, Double> shares = new HashMap<>();
    for (double value : values) {
      shares.merge(value, 1.0 / count, Double::sum);
    }
    return shares;
  }

  /** Half of the sum of the distances of shares, in [0, 1]. */
  static double totalVariation(Map<Object, Double> a, Map<Object, Double> b) {
    double sum = 0;
    for (Map.Entry<Object, Double> share : a.entrySet()) {
      sum += Math.abs(share.getValue() - b.getOrDefault(share.getKey(), 0.0));
    }
    for (Map.Entry<Object, Double> share : b.entrySet()) {
      sum += a.containsKey(share.getKey()) ? 0 : share.getValue();
    }
    return Math.min(1, sum / 2);
  }

  /**
   * Which cell of a table each row is in: a category, or one of a number's bins.
   *
   * @param values of the real rows or of the generated ones
   * @param edgesOf the values whose range is cut into bins
   * @param open whether what lies beyond the edges is in the outermost bins
   */
  int[] cells(double[] values, double[] edgesOf, boolean open) {
    double low = Arrays.stream(edgesOf).filter(v -> !Double.isNaN(v)).min().orElse(0);
    double high = Arrays.stream(edgesOf).filter(v -> !Double.isNaN(v)).max().orElse(0);
    double from = low == high ? low - 0.5 : low;
    double width = (low == high ? 1 : high - low) / BINS;
    int[] cells = new int[values.length];
    for (int row = 0; row < values.length; row++) {
      if (categories()) {
        cells[row] = Double.isNaN(values[row]) ? -1 : (int) values[row];
      } else if (Double.isNaN(values[row])) {
        cells[row] = open ? BINS + 2 : BINS + 1;
      } else {
        int cell = (int) Math.floor((values[row] - from) / width) + 1;
        // The largest value lies on the last edge.
        cell = values[row] >= from + BINS * width ? BINS + 1 : Math.max(0, cell);
        cells[row] = open ? Math.max(1, Math.min(BINS, cell)) : cell;
      }
    }
    return cells;
  }

  /** How many categories are rarer than a share among the real rows. */
  int rare(double share) {
    return rareOf(share).size();
  }

  /** How many of these there are among the generated rows. */
  int rareMade(double share) {
    List<Object> rare = rareOf(share);
    rare.retainAll(shares(generated, generated.length).keySet());
    return rare.size();
  }

  private List<Object> rareOf(double share) {
    List<Object> rare = new ArrayList<>();
    if (categories()) {
      double[] there = sorted(real);
      shares(there, there.length)
          .forEach(
              (category, part) -> {
                if (part < share) {
                  rare.add(category);
                }
              });
    }
    return rare;
  }

  /** How alike the shares are of which columns of a row are NULL. */
  static double nullLikeness(List<TableColumn> columns) {
    List<double[]> real = columns.stream().map(TableColumn::real).toList();
    List<double[]> generated = columns.stream().map(TableColumn::generated).toList();
    return 1 - totalVariation(nullPatterns(real), nullPatterns(generated));
  }

  private static Map<Object, Double> nullPatterns(List<double[]> columns) {
    int rows = columns.get(0).length;
    Map<Object, Double> shares = new HashMap<>();
    for (int row = 0; row < rows; row++) {
      StringBuilder pattern = new StringBuilder();
      for (double[] column : columns) {
        pattern.append(Double.isNaN(column[row]) ? '1' : '0');
      }
      shares.merge(pattern.toString(), 1.0 / rows, Double::sum);
    }
    return shares;
  }
}
