package io.gan4j.tabular.internal.sql;

import io.gan4j.api.GanException;
import io.gan4j.api.spec.Excerpt;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A statement for somebody else's database, in the SQL that all of them know. As for {@link Sql}
 * there are no others than the factories make: names are quoted as the database has it, types are
 * of a closed set, values are bound; the one exception is {@link #query the user's own query}.
 */
public final class RemoteSql {
  private static final int FEWEST_CHARACTERS = 255;

  private final String text;

  private RemoteSql(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }

  /** The query of a run file, as its user has written it. */
  public static RemoteSql query(String query) {
    return new RemoteSql(query.strip().replaceAll(";\\s*$", ""));
  }

  /**
   * A table for rows.
   *
   * @param quote what names are put in
   * @param table its name, and before it that of its schema if there is one
   * @param longest characters of the longest text
   */
  static RemoteSql createTable(
      String quote, List<String> table, List<TypedColumn> columns, int longest) {
    int characters = Math.max(FEWEST_CHARACTERS, longest);
    return new RemoteSql(
        columns.stream()
            .map(column -> name(quote, column.name()) + " " + type(column.type(), characters))
            .collect(Collectors.joining(", ", "CREATE TABLE " + path(quote, table) + " (", ")")));
  }

  /** Adds a row, whose values are bound. */
  static RemoteSql insert(String quote, List<String> table, List<String> columns) {
    return new RemoteSql(
        "INSERT INTO "
            + path(quote, table)
            + columns.stream()
                .map(column -> name(quote, column))
                .collect(Collectors.joining(", ", " (", ")"))
            + columns.stream()
                .map(column -> "?")
                .collect(Collectors.joining(", ", " VALUES (", ")")));
  }

  /** Removes a table. */
  static RemoteSql dropTable(String quote, List<String> table) {
    return new RemoteSql("DROP TABLE " + path(quote, table));
  }

  private static String type(SqlType type, int characters) {
    return switch (type.name()) {
      case "VARCHAR" -> "VARCHAR(" + characters + ")";
      case "DOUBLE" -> "DOUBLE PRECISION";
      case "FLOAT" -> "REAL";
      case "TINYINT", "UTINYINT" -> "SMALLINT";
      case "USMALLINT" -> "INTEGER";
      case "UINTEGER" -> "BIGINT";
      case "UBIGINT", "HUGEINT", "UHUGEINT" -> "DECIMAL(38,0)";
      case "UUID" -> "VARCHAR(36)";
      default -> type.name();
    };
  }

  private static String path(String quote, List<String> parts) {
    return parts.stream().map(part -> name(quote, part)).collect(Collectors.joining("."));
  }

  /**
   * A name, whatever is in it.
   *
   * @throws GanException if there is no way to write it
   */
  private static String name(String quote, String name) {
    boolean quotes = !quote.isBlank();
    if (name.isEmpty()
        || name.indexOf('\0') >= 0
        || (!quotes && !name.matches("[A-Za-z_][A-Za-z0-9_]*"))) {
      throw new GanException(Excerpt.quoted(name) + " is no name that SQL can write");
    }
    return quotes ? quote + name.replace(quote, quote + quote) + quote : name;
  }
}
