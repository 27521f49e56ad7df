package io.gan4j.tabular.internal;

import io.gan4j.api.GanException;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.spec.Excerpt;
import io.gan4j.tabular.internal.sql.DuckDb;
import io.gan4j.tabular.internal.sql.Sql;
import io.gan4j.tabular.internal.sql.SqlType;
import io.gan4j.tabular.internal.sql.SqlType.Meaning;
import io.gan4j.tabular.internal.sql.TypedColumn;
import io.gan4j.tabular.internal.text.Spelling;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The columns of rows to be written, as files can hold them. They come from a model's metadata, so
 * from anybody.
 */
final class WrittenColumns {
  private WrittenColumns() {}

  /**
   * The columns, first to last.
   *
   * @param spells whether the file has a column's values as texts that are written so
   * @throws GanException naming the first that cannot be written, and why
   */
  static List<WrittenColumn> of(Columns columns, Predicate<Spelling> spells) {
    List<WrittenColumn> written = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    for (Column column : columns.columns()) {
      String other = names.put(column.name().toLowerCase(Locale.ROOT), column.name());
      if (other != null) {
        throw refusal(column, "differs from " + Excerpt.quoted(other) + " in case alone");
      }
      // A NUL ends what SQL reads of a name.
      if (column.name().indexOf('\0') >= 0 || hasHalves(column.name())) {
        throw refusal(column, "has a character in its name that cannot be written");
      }
      SqlType type = type(column);
      Spelling spelling = spelling(column, type);
      boolean spelt = spelling != null && spells.test(spelling);
      boolean text = spelt || column instanceof CategoryColumn;
      written.add(
          new WrittenColumn(
              new TypedColumn(column.name(), spelt ? SqlType.VARCHAR : type, text),
              spelt ? spelling : null,
              spelling));
    }
    return List.copyOf(written);
  }

  /**
   * Refuses categories that are no values of their column's type before rows are made of them.
   *
   * @throws GanException naming the first
   */
  static void requireCategories(DuckDb duck, Columns columns) throws SQLException {
    for (Column column : columns.columns()) {
      SqlType type = SqlType.of(column.type()).orElseThrow();
      if (column instanceof CategoryColumn category && !type.equals(SqlType.VARCHAR)) {
        List<String> strange = duck.texts(Sql.noValue(type, category.values()));
        if (!strange.isEmpty()) {
          throw refusal(
              column,
              "is of type "
                  + type.name()
                  + ", and its category "
                  + Excerpt.quoted(strange.get(0))
                  + " is none");
        }
      }
    }
  }

  private static @Nullable Spelling spelling(Column column, SqlType type) {
    String format = column instanceof NumberColumn number ? number.format() : null;
    if (format == null) {
      return null;
    }
    Spelling spelling = Spelling.of(format).orElse(null);
    if (spelling == null) {
      throw refusal(column, "has the unknown format " + Excerpt.quoted(format));
    }
    boolean numbers =
        switch (type.meaning()) {
          case WHOLE, FLOATING, DECIMAL -> true;
          case DATE, TIMESTAMP, TIME, CATEGORY -> false;
        };
    if (!spelling.type().equals(numbers ? SqlType.DOUBLE : type)) {
      throw refusal(
          column, "is of type " + type.name() + ", and its format " + format + " is for others");
    }
    return spelling;
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
      for (String value : category.values()) {
        if (hasHalves(value)) {
          throw refusal(
              column,
              "has a character in its category "
                  + Excerpt.quoted(value)
                  + " that cannot be written");
        }
      }
    } else if (type.meaning() == Meaning.CATEGORY) {
      throw refusal(column, "is one of numbers, and its type " + type.name() + " has none");
    }
    return type;
  }

  /** Halves of characters cannot be written in UTF-8. */
  private static boolean hasHalves(String text) {
    return text.codePoints()
        .anyMatch(character -> Character.getType(character) == Character.SURROGATE);
  }

  /** What is thrown of a column that cannot be written. */
  static GanException refusal(Column column, String why) {
    return new GanException(
        "rows cannot be written: column " + Excerpt.quoted(column.name()) + " " + why);
  }
}
