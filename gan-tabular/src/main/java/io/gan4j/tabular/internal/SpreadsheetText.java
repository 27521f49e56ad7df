package io.gan4j.tabular.internal;

import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.NumberColumn;

/**
 * Texts that no spreadsheet takes for formulas: a file of rows is opened by a double click, and
 * what begins with an equals sign is then calculated, whoever wrote it. Numbers stay numbers.
 */
final class SpreadsheetText {
  /** Some spreadsheets take the wide signs for the narrow ones, and pass over white space. */
  private static final String FIRST = "=+-@\t\r\n＝＋－＠";

  private SpreadsheetText() {}

  /** A text, with an apostrophe in front if it would be calculated. */
  static String of(String text) {
    return !text.isEmpty() && FIRST.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  /** The same learnt columns under such names. */
  static Columns named(Columns columns) {
    return new Columns(columns.columns().stream().map(SpreadsheetText::named).toList());
  }

  private static Column named(Column column) {
    String name = of(column.name());
    if (column instanceof CategoryColumn category) {
      return new CategoryColumn(name, category.type(), category.nulls(), category.values());
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
}
