package io.gan4j.tabular.internal.sql;

import io.gan4j.api.GanException;
import io.gan4j.api.spec.Excerpt;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A table of another database that rows are added to, all of them in one transaction: it is made if
 * it is not there, and gone again if they are not committed.
 */
public final class RemoteTable implements AutoCloseable {
  private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);
  private static final long NANOS = 1_000_000_000;

  /** How a value is handed over, beside its type. */
  private enum Manner {
    PLAIN,
    /** A time with a zone. */
    ZONED,
    /** A type of the database's own, such as PostgreSQL's enumerations. */
    OTHER
  }

  private final RemoteDb remote;
  private final List<TypedColumn> columns;
  private final List<Manner> manners;
  private final @Nullable RemoteSql drop;
  private final PreparedStatement insert;
  private int waiting;
  private boolean committed;

  private RemoteTable(
      RemoteDb remote,
      List<TypedColumn> columns,
      List<Manner> manners,
      @Nullable RemoteSql drop,
      PreparedStatement insert) {
    this.remote = remote;
    this.columns = columns;
    this.manners = manners;
    this.drop = drop;
    this.insert = insert;
  }

  static RemoteTable of(RemoteDb remote, String name, List<TypedColumn> columns, int longest)
      throws SQLException {
    Connection connection = remote.connection();
    DatabaseMetaData database = connection.getMetaData();
    String quote = database.getIdentifierQuoteString();
    List<String> table = found(database, name);
    boolean absent = table.isEmpty();
    if (absent) {
      table = List.of(name.split("\\.", 2));
      execute(connection, RemoteSql.createTable(quote, table, columns, longest));
    }
    Map<String, Manner> there = absent ? Map.of() : columns(database, table);
    List<String> names = new ArrayList<>();
    List<Manner> manners = new ArrayList<>();
    for (TypedColumn column : columns) {
      String own = absent ? column.name() : named(column.name(), there.keySet(), name);
      names.add(own);
      manners.add(there.getOrDefault(own, Manner.PLAIN));
    }
    return new RemoteTable(
        remote,
        columns,
        manners,
        absent ? RemoteSql.dropTable(quote, table) : null,
        connection.prepareStatement(RemoteSql.insert(quote, table, names).text()));
  }

  private static void execute(Connection connection, RemoteSql sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql.text());
    }
  }

  /** Schema and name of a table as the database calls it; none if it is not there. */
  private static List<String> found(DatabaseMetaData database, String name) throws SQLException {
    int dot = name.indexOf('.');
    String schema = dot < 0 ? null : name.substring(0, dot);
    String plain = name.substring(dot + 1);
    List<List<String>> exact = new ArrayList<>();
    List<List<String>> alike = new ArrayList<>();
    try (ResultSet tables = database.getTables(null, null, "%", null)) {
      while (tables.next()) {
        String owner = tables.getString("TABLE_SCHEM");
        String own = tables.getString("TABLE_NAME");
        List<String> path = owner == null ? List.of(own) : List.of(owner, own);
        boolean system = owner != null && owner.matches("(?i)information_schema|pg_catalog");
        if (!system && (schema == null || schema.equalsIgnoreCase(owner))) {
          if (own.equals(plain)) {
            exact.add(path);
          } else if (own.equalsIgnoreCase(plain)) {
            alike.add(path);
          }
        }
      }
    }
    List<List<String>> candidates = exact.isEmpty() ? alike : exact;
    if (candidates.size() > 1) {
      throw new GanException(
          "there are several tables "
              + Excerpt.quoted(name)
              + ": name the schema, as in schema.table");
    }
    return candidates.isEmpty() ? List.of() : candidates.get(0);
  }

  private static Map<String, Manner> columns(DatabaseMetaData database, List<String> table)
      throws SQLException {
    Map<String, Manner> found = new LinkedHashMap<>();
    String schema = table.size() > 1 ? table.get(0) : null;
    String name = table.get(table.size() - 1);
    try (ResultSet columns = database.getColumns(null, schema, escaped(database, name), "%")) {
      while (columns.next()) {
        if (name.equals(columns.getString("TABLE_NAME"))) {
          String typeName =
              String.valueOf(columns.getString("TYPE_NAME")).toLowerCase(Locale.ROOT);
          int type = columns.getInt("DATA_TYPE");
          boolean own = type == Types.OTHER || (type == Types.VARCHAR && isOwn(typeName));
          found.put(
              columns.getString("COLUMN_NAME"),
              RemoteColumn.isZoned(type, typeName)
                  ? Manner.ZONED
                  : own ? Manner.OTHER : Manner.PLAIN);
        }
      }
    }
    return found;
  }

  /** PostgreSQL says of its enumerations that they are texts. */
  private static boolean isOwn(String typeName) {
    return !typeName.contains("char") && !typeName.contains("text") && !typeName.contains("string");
  }

  private static String escaped(DatabaseMetaData database, String name) throws SQLException {
    String escape = database.getSearchStringEscape();
    return name.replace(escape, escape + escape)
        .replace("_", escape + "_")
        .replace("%", escape + "%");
  }

  private static String named(String column, Iterable<String> there, String table) {
    String alike = null;
    for (String own : there) {
      if (own.equals(column)) {
        return own;
      }
      alike = own.equalsIgnoreCase(column) ? own : alike;
    }
    if (alike == null) {
      throw new GanException(
          "the table "
              + Excerpt.quoted(table)
              + " has no column "
              + Excerpt.quoted(column)
              + "; it has "
              + Excerpt.of(String.join(", ", there), 300));
    }
    return alike;
  }

  /**
   * Adds a row.
   *
   * @param values of each column, a text or a number as they are held: days, seconds, or the number
   *     itself; null is NULL
   */
  public void add(@Nullable Object[] values) {
    try {
      for (int i = 0; i < values.length; i++) {
        Object value = values[i] == null ? null : value(values[i], columns.get(i), manners.get(i));
        if (manners.get(i) == Manner.OTHER && value instanceof String) {
          insert.setObject(i + 1, value, Types.OTHER);
        } else {
          insert.setObject(i + 1, value);
        }
      }
      insert.addBatch();
      if (++waiting == RemoteDb.BATCH) {
        send();
      }
    } catch (SQLException e) {
      throw remote.failure(e);
    }
  }

  private void send() throws SQLException {
    if (waiting > 0) {
      insert.executeBatch();
      waiting = 0;
    }
  }

  private static Object value(Object held, TypedColumn column, Manner manner) {
    SqlType type = column.type();
    if (held instanceof String text) {
      return text(text, type, manner);
    }
    double number = (Double) held;
    return switch (type.meaning()) {
      case WHOLE -> whole(new BigDecimal(number));
      case FLOATING -> number;
      case DECIMAL -> new BigDecimal(number).setScale(type.decimals(), RoundingMode.HALF_EVEN);
      case DATE -> LocalDate.ofEpochDay(Math.round(number));
      case TIME -> LocalTime.ofNanoOfDay(Math.round(number) * NANOS);
      case TIMESTAMP -> instant(EPOCH.plus(Duration.ofNanos(Math.round(number * 1e6) * 1000)), manner);
      case CATEGORY -> throw new IllegalStateException(column + " holds no numbers");
    };
  }

  private static Object whole(BigDecimal number) {
    return number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0
        ? (Object) number.longValue()
        : number;
  }

  private static Object instant(LocalDateTime time, Manner manner) {
    return manner == Manner.ZONED ? time.atOffset(ZoneOffset.UTC) : time;
  }

  /** A category's value, of which it is known that it is one of the column's type. */
  private static Object text(String text, SqlType type, Manner manner) {
    try {
      return value(text, type, manner);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new GanException(Excerpt.quoted(text) + " is no value of type " + type.name(), e);
    }
  }

  private static Object value(String text, SqlType type, Manner manner) {
    return switch (type.meaning()) {
      case WHOLE -> whole(new BigDecimal(text));
      case FLOATING -> Double.valueOf(text);
      case DECIMAL -> new BigDecimal(text);
      case DATE -> LocalDate.parse(text);
      case TIME -> LocalTime.parse(text);
      case TIMESTAMP -> instant(LocalDateTime.parse(text.replace(' ', 'T')), manner);
      case CATEGORY ->
          switch (type.name()) {
            case "BOOLEAN" -> Boolean.valueOf(text);
            case "UUID" -> manner == Manner.OTHER ? UUID.fromString(text) : text;
            default -> text;
          };
    };
  }

  /** Commits all rows. */
  public void commit() {
    try {
      send();
      remote.connection().commit();
      committed = true;
    } catch (SQLException e) {
      throw remote.failure(e);
    }
  }

  /** Takes everything back that was not committed. */
  @Override
  public void close() {
    Connection connection = remote.connection();
    try {
      insert.close();
      if (!committed) {
        connection.rollback();
        if (drop != null) {
          dropIfThere(connection, drop);
        }
      }
    } catch (SQLException e) {
      throw remote.failure(e);
    }
  }

  /** Some databases commit a new table at once. */
  private static void dropIfThere(Connection connection, RemoteSql drop) throws SQLException {
    try {
      execute(connection, drop);
      connection.commit();
    } catch (SQLException e) {
      connection.rollback(); // it went with the transaction
    }
  }
}
