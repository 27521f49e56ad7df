package io.gan4j.tabular.internal;

import io.gan4j.tabular.internal.sql.SqlType.Meaning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds columns that depend on others in all rows: values that follow from a category, sums,
 * products and orders of numbers. A generator that has to learn them does not quite.
 */
final class Dependencies {
  /** Of fewer rows nothing is said: much holds in all of them by chance. */
  private static final long FEWEST_ROWS = 100;

  /** Rows per category, on average, of which a function is believed. */
  private static final long ROWS_PER_CATEGORY = 5;

  /** Numbers that sums and products are looked for among. */
  private static final int MOST_NUMBERS = 24;

  private static final double CLOSE = 1e-9;

  private final RowStore store;
  private final List<RawColumn> columns;

  Dependencies(RowStore store, List<RawColumn> columns) {
    this.store = store;
    this.columns = columns;
  }

  /** What was found, a line each, with the option that holds it in generated rows. */
  List<String> lines() {
    if (store.rows() < FEWEST_ROWS) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    Set<Integer> follows = new HashSet<>();
    for (int of = 0; of < columns.size(); of++) {
      for (int column = 0; column < columns.size(); column++) {
        if (of != column
            && !follows.contains(of)
            && !follows.contains(column)
            && isFunction(of, column)) {
          follows.add(column);
          lines.add(
              quoted(column)
                  + " follows from "
                  + quoted(of)
                  + ": --set 'data.reader.functions={\""
                  + columns.get(column).name()
                  + "\": \""
                  + columns.get(of).name()
                  + "\"}'");
        }
      }
    }
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < columns.size() && numbers.size() < MOST_NUMBERS; i++) {
      if (columns.get(i).categories() == null && !follows.contains(i)) {
        numbers.add(i);
      }
    }
    Set<Integer> computed = new HashSet<>();
    for (int result : numbers) {
      compute(result, numbers, computed).ifPresent(rule -> lines.add(rule(rule)));
    }
    for (int low : numbers) {
      for (int high : numbers) {
        if (low != high && isOrdered(low, high)) {
          lines.add(rule(sql(low) + " <= " + sql(high)));
        }
      }
    }
    return lines;
  }

  private String quoted(int column) {
    return "'" + columns.get(column).name() + "'";
  }

  private String sql(int column) {
    String name = columns.get(column).name();
    return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String rule(String rule) {
    return rule + " in all rows: data.reader.rules: ['" + rule.replace("'", "''") + "']";
  }

  /** Whether each category of a column goes with one value of another, which varies. */
  private boolean isFunction(int of, int column) {
    List<String> categories = columns.get(of).categories();
    if (categories == null
        || categories.size() < 3
        || store.rows() < ROWS_PER_CATEGORY * categories.size()) {
      return false;
    }
    Map<Double, Double> values = new HashMap<>();
    for (long row = 0; row < store.rows(); row++) {
      double value = store.get(row, column);
      Double known = values.putIfAbsent(store.get(row, of), value);
      if (known != null && !known.equals(value)) {
        return false;
      }
    }
    return new HashSet<>(values.values()).size() > 1;
  }

  private Optional<String> compute(int result, List<Integer> numbers, Set<Integer> computed) {
    for (int i = 0; i < numbers.size(); i++) {
      for (int j = i; j < numbers.size(); j++) {
        int one = numbers.get(i);
        int other = numbers.get(j);
        boolean apart = one != result && other != result;
        if (!apart
            || computed.contains(one)
            || computed.contains(other)
            || columns.get(result).type().meaning() == Meaning.DATE) {
          continue;
        }
        for (char sign : new char[] {'+', '*'}) {
          if (isComputed(result, one, other, sign)) {
            computed.add(result);
            return Optional.of(sql(result) + " = " + sql(one) + " " + sign + " " + sql(other));
          }
        }
      }
    }
    return Optional.empty();
  }

  private boolean isComputed(int result, int one, int other, char sign) {
    double half =
        columns.get(result).decimals() < 0
            ? 0
            : 0.5 * Math.pow(10, -columns.get(result).decimals());
    Set<Double> different = new HashSet<>();
    for (long row = 0; row < store.rows(); row++) {
      double a = store.get(row, one);
      double b = store.get(row, other);
      double value = store.get(row, result);
      double expected = sign == '+' ? a + b : a * b;
      if (Double.isNaN(expected) != Double.isNaN(value)
          || Math.abs(expected - value) > half + CLOSE * Math.abs(value)) {
        return false;
      }
      if (different.size() < 10) {
        different.add(a);
      }
    }
    // With a column that is hardly ever another, the result is but the other one.
    return different.size() == 10;
  }

  /** Whether one number is never above another, though it could be. */
  private boolean isOrdered(int low, int high) {
    if (columns.get(low).type().meaning() != columns.get(high).type().meaning()) {
      return false;
    }
    double highest = Double.NEGATIVE_INFINITY;
    double lowest = Double.POSITIVE_INFINITY;
    long both = 0;
    for (long row = 0; row < store.rows(); row++) {
      double a = store.get(row, low);
      double b = store.get(row, high);
      if (a > b) {
        return false;
      }
      if (!Double.isNaN(a) && !Double.isNaN(b)) {
        highest = Math.max(highest, a);
        lowest = Math.min(lowest, b);
        both++;
      }
    }
    return both >= FEWEST_ROWS && overlap(low, high, lowest, highest) > 0.05;
  }

  /** The share of rows in which one could be above a value that the other has. */
  private double overlap(int low, int high, double lowest, double highest) {
    long reached = 0;
    for (long row = 0; row < store.rows(); row++) {
      if (store.get(row, low) > lowest && store.get(row, high) < highest) {
        reached++;
      }
    }
    return (double) reached / store.rows();
  }
}
