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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    return new Columns(
        columns, List.of(), List.of(), new Strata(store, columns).of(training, options.rare()));
  }

  private NumberColumn number(RawColumn column, int place, long[] training) {
    List<Double> spikes = options.spikes() == 0 ? List.of() : spikes(place, training);
    Range range = range(place, training, List.of());
    SqlType type = column.type();
    Spelling spelling = column.spelling();
    Limits limits =
        options.clamp() && range.count > 0
            ? new Limits(range.low, range.high, column.decimals())
            : new Limits(type.low(), type.high(), column.decimals());
    return new NumberColumn(
        column.name(),
        type.name(),
        column.nulls(),
        scale(place, training, spikes, spikes.isEmpty() ? range : range(place, training, spikes)),
        limits,
        spelling == null ? null : spelling.pattern(),
        spikes);
  }

  /** What of a column lies where. */
  private record Range(double low, double high, double sum, long count) {}

  /** Of the numbers of the training rows that are no spikes. */
  private Range range(int place, long[] training, List<Double> spikes) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double sum = 0;
    long count = 0;
    for (long row : training) {
      double value = store.get(row, place);
      if (counts(value, spikes)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
        sum += value;
        count++;
      }
    }
    return new Range(low, high, sum, count);
  }

  private static boolean counts(double value, List<Double> spikes) {
    return !Double.isNaN(value) && (spikes.isEmpty() || !spikes.contains(value + 0.0));
  }

  private Scale scale(int place, long[] training, List<Double> spikes, Range range) {
    // Where every number is a spike, what a generator makes of none of them is near the commonest.
    double mean = range.count > 0 ? range.sum / range.count : spikes.isEmpty() ? 0 : spikes.get(0);
    if (!(range.low < range.high)) { // none or one value among the training rows
      return new Scale.Standard(mean, 1);
    }
    return switch (options.numbers()) {
      case STANDARD -> new Scale.Standard(mean, deviation(place, training, mean, spikes));
      case BOUNDED -> new Scale.Bounded(range.low, range.high);
      case QUANTILES -> quantiles(sample(place, training, spikes));
    };
  }

  /** A second pass, for the difference of two large sums would lose the deviation. */
  private double deviation(int place, long[] training, double mean, List<Double> spikes) {
    double squares = 0;
    long count = 0;
    for (long row : training) {
      double value = store.get(row, place);
      if (counts(value, spikes)) {
        squares += (value - mean) * (value - mean);
        count++;
      }
    }
    return Math.sqrt(squares / count);
  }

  /**
   * The numbers that so many rows share that they are categories, the most frequent first. If they
   * leave but one other number, it is one too.
   */
  private List<Double> spikes(int place, long[] training) {
    double[] sorted = sample(place, training, List.of());
    Map<Double, Integer> frequent = new LinkedHashMap<>();
    Map<Double, Integer> others = new LinkedHashMap<>();
    for (int first = 0, end; first < sorted.length; first = end) {
      end = first;
      while (end < sorted.length && sorted[end] == sorted[first]) {
        end++;
      }
      boolean spike = end - first >= options.spikes() * sorted.length && end - first > 1;
      if (spike || others.size() < 2) {
        (spike ? frequent : others).put(sorted[first] + 0.0, end - first);
      }
    }
    if (!frequent.isEmpty() && others.size() == 1) {
      frequent.putAll(others);
    }
    return frequent.entrySet().stream()
        .sorted(Map.Entry.<Double, Integer>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Numbers of the training rows, ascending, without spikes: evenly spread ones of very many. */
  private double[] sample(int place, long[] training, List<Double> spikes) {
    int rows = Math.min(MOST, training.length);
    double[] values = new double[rows];
    int there = 0;
    for (int i = 0; i < rows; i++) {
      double value = store.get(training[(int) ((long) i * training.length / rows)], place);
      if (counts(value, spikes)) {
        values[there++] = value;
      }
    }
    double[] sorted = Arrays.copyOf(values, there);
    Arrays.sort(sorted);
    return sorted;
  }

  private static Scale quantiles(double[] sorted) {
    int there = sorted.length;
    List<Double> seen = Normal.knots(there);
    List<Double> quantiles = new ArrayList<>();
    for (double knot : seen) {
      long rank = Math.round(Normal.probability(knot) * there - 0.5);
      quantiles.add(sorted[(int) Math.max(0, Math.min(there - 1, rank))]);
    }
    return new Scale.Quantiles(quantiles, seen);
  }
}
