package io.gan4j.tabular.internal;

import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.NumberColumn.Limits;
import io.gan4j.api.data.Scale;
import io.gan4j.tabular.internal.sql.SqlType;
import io.gan4j.tabular.internal.text.Spelling;
import io.gan4j.tabular.options.TableOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Learns from training rows how numbers are scaled and within which limits generated ones stay. The
 * categories are those of all rows, for a held-out row has to be seen too.
 */
final class Fitting {
  /** Rows that quantiles are taken from; of more, evenly spread ones. */
  private static final int MOST = 1_000_000;

  private final RowStore store;
  private final TableOptions options;

  Fitting(RowStore store, TableOptions options) {
    this.store = store;
    this.options = options;
  }

  Columns fit(List<RawColumn> raw, long[] training) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < raw.size(); i++) {
      RawColumn column = raw.get(i);
      List<String> categories = column.categories();
      columns.add(
          categories == null
              ? number(column, i, training)
              : new CategoryColumn(
                  column.name(), column.type().name(), column.nulls(), categories));
    }
    return new Columns(columns);
  }

  private NumberColumn number(RawColumn column, int place, long[] training) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double sum = 0;
    long count = 0;
    for (long row : training) {
      double value = store.get(row, place);
      if (!Double.isNaN(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
        sum += value;
        count++;
      }
    }
    SqlType type = column.type();
    Spelling spelling = column.spelling();
    Limits limits =
        options.clamp() && count > 0
            ? new Limits(low, high, column.decimals())
            : new Limits(type.low(), type.high(), column.decimals());
    return new NumberColumn(
        column.name(),
        type.name(),
        column.nulls(),
        scale(place, training, low, high, count == 0 ? 0 : sum / count),
        limits,
        spelling == null ? null : spelling.pattern());
  }

  private Scale scale(int place, long[] training, double low, double high, double mean) {
    if (!(low < high)) { // none or one value among the training rows
      return new Scale.Standard(mean, 1);
    }
    return switch (options.numbers()) {
      case STANDARD -> new Scale.Standard(mean, deviation(place, training, mean));
      case BOUNDED -> new Scale.Bounded(low, high);
      case QUANTILES -> quantiles(place, training);
    };
  }

  /** A second pass, for the difference of two large sums would lose the deviation. */
  private double deviation(int place, long[] training, double mean) {
    double squares = 0;
    long count = 0;
    for (long row : training) {
      double distance = store.get(row, place) - mean;
      if (!Double.isNaN(distance)) {
        squares += distance * distance;
        count++;
      }
    }
    return Math.sqrt(squares / count);
  }

  private Scale quantiles(int place, long[] training) {
    int rows = Math.min(MOST, training.length);
    double[] values = new double[rows];
    int there = 0;
    for (int i = 0; i < rows; i++) {
      double value = store.get(training[(int) ((long) i * training.length / rows)], place);
      if (!Double.isNaN(value)) {
        values[there++] = value;
      }
    }
    double[] sorted = Arrays.copyOf(values, there);
    Arrays.sort(sorted);
    List<Double> seen = Normal.knots(there);
    List<Double> quantiles = new ArrayList<>();
    for (double knot : seen) {
      long rank = Math.round(Normal.probability(knot) * there - 0.5);
      quantiles.add(sorted[(int) Math.max(0, Math.min(there - 1, rank))]);
    }
    return new Scale.Quantiles(quantiles, seen);
  }
}
