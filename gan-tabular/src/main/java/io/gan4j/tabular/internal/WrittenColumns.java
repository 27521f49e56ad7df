package io.gan4j.tabular.internal;

import io.gan4j.api.GanException;
import io.gan4j.api.config.Excerpt;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.tabular.internal.sql.SqlType;
import io.gan4j.tabular.internal.sql.SqlType.Meaning;
import io.gan4j.tabular.internal.sql.TypedColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The columns of rows to be written, as files can hold them. They come from a model's metadata, so
 * from anybody.
 */
final class WrittenColumns {
  private WrittenColumns() {}

  /**
   * The columns, first to last.
   *
   * @throws GanException naming the first that cannot be written, and why
   */
  static List<TypedColumn> of(Columns columns) {
    List<TypedColumn> written = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    for (Column column : columns.columns()) {
      String other = names.put(column.name().toLowerCase(Locale.ROOT), column.name());
      if (other != null) {
        throw refusal(column, "differs from " + Excerpt.quoted(other) + " in case alone");
      }
      requireCharacters(column, column.name(), "name");
      written.add(new TypedColumn(column.name(), type(column), column instanceof CategoryColumn));
    }
    return List.copyOf(written);
  }

  private static SqlType type(Column column) {
    SqlType type =
        SqlType.of(column.type())
            .orElseThrow(
                () ->
                    refusal(
                        column,
                        "has the unknown type "
                            + Excerpt.quoted(column.type())
                            + "; accepted: "
                            + SqlType.accepted()));
    if (column instanceof CategoryColumn category) {
      category.values().forEach(value -> requireCharacters(column, value, "category"));
    } else if (type.meaning() == Meaning.CATEGORY) {
      throw refusal(column, "is one of numbers, and its type " + type.name() + " has none");
    }
    return type;
  }

  /** Halves of characters cannot be written in UTF-8; a NUL ends what SQL reads of a name. */
  private static void requireCharacters(Column column, String text, String what) {
    boolean name = what.equals("name");
    text.codePoints()
        .filter(
            character ->
                Character.getType(character) == Character.SURROGATE || (name && character == 0))
        .findFirst()
        .ifPresent(
            character -> {
              throw refusal(
                  column,
                  String.format("has the character \\u%04x in the %s ", character, what)
                      + Excerpt.quoted(text)
                      + ", which cannot be written");
            });
  }

  /** What is thrown of a column that cannot be written. */
  static GanException refusal(Column column, String why) {
    return new GanException(
        "rows cannot be written: column " + Excerpt.quoted(column.name()) + " " + why);
  }
}
