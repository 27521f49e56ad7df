package io.gan4j.tabular.internal;

import io.gan4j.api.data.CategoryColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A column that is seen, from the one that is stored.
 *
 * @param place of the stored column
 * @param translation what is seen for what is stored; empty if that is the same
 */
record View(int place, Map<Double, Double> translation) {

  /** Every column as it is stored. */
  static List<View> straight(int columns) {
    return IntStream.range(0, columns).mapToObj(i -> new View(i, Map.of())).toList();
  }

  /** A column of numbers. */
  static View ofNumbers(int place, RawColumn stored) {
    List<String> categories = stored.categories();
    if (categories == null) {
      return new View(place, Map.of());
    }
    Map<Double, Double> translation = new HashMap<>();
    for (int i = 0; i < categories.size(); i++) {
      translation.put((double) i, number(categories.get(i)));
    }
    return new View(place, translation);
  }

  /** A column of categories; what is none of them becomes NaN. */
  static View ofCategories(int place, RawColumn stored, CategoryColumn seen) {
    Map<Double, Double> translation = new HashMap<>();
    List<String> categories = stored.categories();
    if (categories != null) {
      for (int i = 0; i < categories.size(); i++) {
        int known = seen.values().indexOf(categories.get(i));
        translation.put((double) i, known < 0 ? Double.NaN : known);
      }
    } else {
      for (int i = 0; i < seen.values().size(); i++) {
        translation.put(number(seen.values().get(i)), (double) i);
      }
      // Never the only entry, so that it does not pass for a column that is seen as it is stored.
      translation.putIfAbsent(Double.NaN, Double.NaN);
    }
    return new View(place, translation);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** What is seen in a row; NaN for NULL. */
  double value(RowStore store, long row) {
    double stored = store.get(row, place);
    return translation.isEmpty() ? stored : translation.getOrDefault(stored, Double.NaN);
  }

  /** A stored value as people write it. */
  static String text(RawColumn column, double stored) {
    List<String> categories = column.categories();
    if (Double.isNaN(stored)) {
      return "NULL";
    }
    return categories == null ? Double.toString(stored) : "'" + categories.get((int) stored) + "'";
  }
}
