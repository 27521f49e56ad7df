package io.gan4j.cli;

import io.gan4j.api.data.AddedColumn;
import io.gan4j.api.data.AddedColumn.Function;
import io.gan4j.api.data.AddedColumn.Source;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.NumberColumn;
import java.util.Map;
import java.util.TreeMap;

/**
 * Columns whose names and texts no spreadsheet takes for formulas: a file of rows is opened by a
 * double click, and what begins with an equals sign is then calculated, whoever wrote it. Numbers
 * stay numbers.
 */
final class SpreadsheetText {
  private static final String FIRST = "=+-@\t\r";

  private SpreadsheetText() {}

  /** The same columns, such names and texts with an apostrophe in front. */
  static Columns of(Columns columns) {
    return new Columns(
        columns.columns().stream().map(SpreadsheetText::of).toList(),
        columns.added().stream().map(SpreadsheetText::of).toList(),
        columns.rules());
  }

  /**
   * A key that begins so would no longer be one of its pattern: only names and functions change.
   */
  private static AddedColumn of(AddedColumn added) {
    Source source = added.source();
    if (source instanceof Function function && added.type().equals("VARCHAR")) {
      Map<String, String> values = new TreeMap<>();
      function.values().forEach((of, value) -> values.put(guarded(of), guarded(value)));
      String ofNull = function.ofNull();
      source =
          new Function(guarded(function.of()), values, ofNull == null ? null : guarded(ofNull));
    } else if (source instanceof Function function) {
      Map<String, String> values = new TreeMap<>();
      function.values().forEach((of, value) -> values.put(guarded(of), value));
      source = new Function(guarded(function.of()), values, function.ofNull());
    }
    return new AddedColumn(
        guarded(added.name()), added.type(), added.place(), added.format(), source);
  }

  private static Column of(Column column) {
    String name = guarded(column.name());
    if (column instanceof CategoryColumn category) {
      return new CategoryColumn(
          name,
          category.type(),
          category.nulls(),
          category.type().equals("VARCHAR")
              ? category.values().stream().map(SpreadsheetText::guarded).toList()
              : category.values());
    }
    NumberColumn number = (NumberColumn) column;
    return new NumberColumn(
        name,
        number.type(),
        number.nulls(),
        number.scale(),
        number.limits(),
        number.format(),
        number.spikes());
  }

  private static String guarded(String text) {
    return !text.isEmpty() && FIRST.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
