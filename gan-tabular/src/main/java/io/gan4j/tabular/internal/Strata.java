package io.gan4j.tabular.internal;

import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Stratum;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The rare categories among training rows, and the share of the rows that have each and none rarer.
 * Those of very few rows are left out: a generator that is told to make such a row would repeat
 * them.
 */
final class Strata {
  /** Fewer rows than that would be learnt by heart. */
  static final int FEWEST_ROWS = 5;

  private static final int MOST = 500;

  private final RowStore store;
  private final List<Column> columns;

  private record Category(int column, int value, long rows) {}

  /**
   * @param columns of the rows, in the order of the store
   */
  Strata(RowStore store, List<Column> columns) {
    this.store = store;
    this.columns = columns;
  }

  /**
   * Those of training rows, the rarest first.
   *
   * @param share categories of fewer rows than this share are rare; 0: none is
   */
  List<Stratum> of(long[] training, double share) {
    List<Category> rare = share == 0 ? List.of() : rare(training, share * training.length);
    long[] rows = new long[rare.size()];
    for (long row : training) {
      for (int i = 0; i < rows.length; i++) {
        if (store.get(row, rare.get(i).column) == rare.get(i).value) {
          rows[i]++;
          break;
        }
      }
    }
    List<Stratum> strata = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      CategoryColumn column = (CategoryColumn) columns.get(rare.get(i).column);
      strata.add(
          new Stratum(
              column.name(),
              column.values().get(rare.get(i).value),
              (double) rows[i] / training.length));
    }
    return strata;
  }

  private List<Category> rare(long[] training, double below) {
    List<Category> rare = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i) instanceof CategoryColumn column) {
        long[] rows = new long[column.values().size()];
        for (long row : training) {
          double value = store.get(row, i);
          if (!Double.isNaN(value)) {
            rows[(int) value]++;
          }
        }
        for (int value = 0; value < rows.length; value++) {
          if (rows[value] >= FEWEST_ROWS && rows[value] < below) {
            rare.add(new Category(i, value, rows[value]));
          }
        }
      }
    }
    rare.sort(Comparator.comparingLong(Category::rows)); // equals stay in the order of columns
    return rare.subList(0, Math.min(MOST, rare.size()));
  }
}
