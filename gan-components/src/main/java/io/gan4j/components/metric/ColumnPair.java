package io.gan4j.components.metric;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Two columns of real and of generated rows.
 *
 * @param one the first
 * @param other the second
 */
record ColumnPair(TableColumn one, TableColumn other) {
  /** Correlations that are no larger are weak. */
  private static final double CORRELATED = 0.5;

  /** Values of Cramér's V that are no larger are weak. */
  private static final double ASSOCIATED = 0.3;

  private boolean numbers() {
    return !one.categories() && !other.categories();
  }

  /** Whether the columns go together in the real rows. */
  boolean strong() {
    if (numbers()) {
      return Math.abs(correlation(one.real(), other.real())) > CORRELATED;
    }
    int[] a = one.cells(one.real(), one.real(), false);
    int[] b = other.cells(other.real(), other.real(), false);
    return cramersV(a, b) > ASSOCIATED;
  }

  /**
   * How alike the columns go together in real and generated rows, in [0, 1].
   *
   * @param realBins whether numbers are in the bins of the real rows on both sides
   */
  double likeness(boolean realBins) {
    if (numbers()) {
      double real = correlation(one.real(), other.real());
      double made = correlation(one.generated(), other.generated());
      return 1 - Math.abs(real - made) / 2;
    }
    return 1
        - TableColumn.totalVariation(
            shares(
                one.cells(one.real(), one.real(), realBins),
                other.cells(other.real(), other.real(), realBins)),
            shares(
                one.cells(one.generated(), realBins ? one.real() : one.generated(), realBins),
                other.cells(
                    other.generated(), realBins ? other.real() : other.generated(), realBins)));
  }

  private static Map<Object, Double> shares(int[] a, int[] b) {
    Map<Object, Double> shares = new HashMap<>();
    for (int row = 0; row < a.length; row++) {
      shares.merge(((long) a[row] << Integer.SIZE) + b[row], 1.0 / a.length, Double::sum);
    }
    return shares;
  }

  /** Pearson's, over rows that have both numbers; 0 if one of them is always the same. */
  private static double correlation(double[] a, double[] b) {
    double meanA = 0;
    double meanB = 0;
    int count = 0;
    for (int i = 0; i < a.length; i++) {
      if (both(a[i], b[i])) {
        meanA += a[i];
        meanB += b[i];
        count++;
      }
    }
    if (count == 0) {
      return 0;
    }
    meanA /= count;
    meanB /= count;
    double products = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      if (both(a[i], b[i])) {
        products += (a[i] - meanA) * (b[i] - meanB);
        squaresA += (a[i] - meanA) * (a[i] - meanA);
        squaresB += (b[i] - meanB) * (b[i] - meanB);
      }
    }
    double scale = Math.sqrt(squaresA * squaresB);
    return scale == 0 ? 0 : products / scale;
  }

  private static boolean both(double a, double b) {
    return !Double.isNaN(a) && !Double.isNaN(b);
  }

  /** The association of two columns of cells, in [0, 1]; 0 if one has one cell alone. */
  private static double cramersV(int[] a, int[] b) {
    Map<Integer, Integer> rows = new HashMap<>();
    Map<Integer, Integer> columns = new HashMap<>();
    Map<Long, Integer> table = new HashMap<>();
    for (int i = 0; i < a.length; i++) {
      rows.merge(a[i], 1, Integer::sum);
      columns.merge(b[i], 1, Integer::sum);
      table.merge(((long) a[i] << Integer.SIZE) + b[i], 1, Integer::sum);
    }
    Set<Integer> smaller =
        new HashSet<>(rows.size() < columns.size() ? rows.keySet() : columns.keySet());
    if (smaller.size() < 2) {
      return 0;
    }
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      long key = ((long) a[i] << Integer.SIZE) + b[i];
      // The sum over cells of n²/(row · column), a term for each of the n rows in a cell.
      sum +=
          table.getOrDefault(key, 0)
              / ((double) rows.getOrDefault(a[i], 1) * columns.getOrDefault(b[i], 1));
    }
    return Math.sqrt(Math.max(0, sum - 1) / (smaller.size() - 1));
  }
}
