package io.gan4j.tabular.internal;

import io.gan4j.tabular.internal.sql.OtherReading;
import io.gan4j.tabular.options.TableOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Columns that would better be read otherwise, and the query that does it. */
final class Readings {
  private final TableOptions options;
  private final Map<String, NumberNotation> numbers = new LinkedHashMap<>();
  private final List<String> excluded = new ArrayList<>();

  Readings(TableOptions options) {
    this.options = options;
  }

  /** A column's texts are numbers. */
  void number(String column, NumberNotation notation) {
    numbers.put(column, notation);
  }

  /** A column is of no use. */
  void exclude(String column) {
    excluded.add(column);
  }

  /**
   * What to add to the command line, in words; empty if there is nothing to read otherwise, or
   * nothing would be left.
   *
   * @param columns how many columns there are
   */
  String advice(int columns) {
    if ((numbers.isEmpty() && excluded.isEmpty()) || excluded.size() >= columns) {
      return "";
    }
    List<OtherReading> replaced = new ArrayList<>();
    numbers.forEach(
        (column, n) ->
            replaced.add(
                new OtherReading(
                    column, n.decimal(), n.brackets(), n.dash(), n.minus(), n.dottedUnit())));
    String what =
        numbers.isEmpty()
            ? "to leave out " + names(excluded)
            : "to read numbers in "
                + names(List.copyOf(numbers.keySet()))
                + (excluded.isEmpty() ? "" : " and leave out " + names(excluded));
    return what + ", add: " + set(OtherReading.query(options.sql(), excluded, replaced));
  }

  private static String names(List<String> columns) {
    return columns.stream().map(c -> "'" + c + "'").collect(Collectors.joining(", "));
  }

  /** As a shell takes it for one word, and a run file for one text. */
  private static String set(String query) {
    boolean plain = !query.contains(": ") && !query.contains(" #");
    String text =
        plain ? query : "\"" + query.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    return "--set 'data.reader.sql=" + text.replace("'", "'\\''") + "'";
  }
}
