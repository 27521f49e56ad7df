package io.gan4j.tabular.internal.sql;

import io.gan4j.api.DataException;
import io.gan4j.api.spec.Excerpt;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A column of another database's result.
 *
 * @param typed as a table here has it
 * @param zoned whether its times are instants, which are in UTC here
 * @param decimal whether its numbers have digits of their own, rather than those of a double
 */
record RemoteColumn(TypedColumn typed, boolean zoned, boolean decimal) {
  private static final int MOST_DIGITS = 38;

  /** Of the SQL standard, and only of later Java. */
  private static final int DECFLOAT = 2015;

  /**
   * The columns of a result.
   *
   * @throws DataException naming the first of which nothing is learnt
   */
  static List<RemoteColumn> of(ResultSetMetaData result) throws SQLException {
    List<RemoteColumn> columns = new ArrayList<>();
    for (int i = 1; i <= result.getColumnCount(); i++) {
      String name = result.getColumnLabel(i);
      String typeName = String.valueOf(result.getColumnTypeName(i)).toLowerCase(Locale.ROOT);
      SqlType type = type(result, i, typeName);
      if (type == null) {
        throw new DataException(
            "column "
                + Excerpt.quoted(name)
                + " is of type "
                + Excerpt.of(typeName, 60)
                + ", of which nothing is learnt: convert it in the query, or leave it out");
      }
      int number = result.getColumnType(i);
      columns.add(
          new RemoteColumn(
              new TypedColumn(name, type, false),
              isZoned(number, typeName),
              number == Types.NUMERIC || number == Types.DECIMAL || number == DECFLOAT));
    }
    return columns;
  }

  /** PostgreSQL's times with a zone are plain ones by their number. */
  static boolean isZoned(int type, String typeName) {
    return type == Types.TIMESTAMP_WITH_TIMEZONE || typeName.equals("timestamptz");
  }

  private static @Nullable SqlType type(ResultSetMetaData result, int i, String typeName)
      throws SQLException {
    if (typeName.equals("uuid")) {
      return SqlType.of("UUID").orElseThrow();
    }
    return switch (result.getColumnType(i)) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> SqlType.BIGINT;
      case Types.REAL, Types.FLOAT, Types.DOUBLE -> SqlType.DOUBLE;
      case DECFLOAT -> SqlType.DOUBLE;
      case Types.NUMERIC, Types.DECIMAL -> decimal(result.getPrecision(i), result.getScale(i));
      case Types.BIT, Types.BOOLEAN -> SqlType.BOOLEAN;
      case Types.DATE -> SqlType.DATE;
      case Types.TIME -> SqlType.TIME;
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> SqlType.TIMESTAMP;
      case Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.CLOB,
          Types.NCLOB ->
          SqlType.VARCHAR;
      case Types.OTHER -> typeName.startsWith("enum") ? SqlType.VARCHAR : null;
      default -> null;
    };
  }

  /** A decimal of unknown size is taken for a double. */
  private static SqlType decimal(int digits, int decimals) {
    boolean known = digits > 0 && digits <= MOST_DIGITS && decimals >= 0 && decimals <= digits;
    return known
        ? SqlType.of("DECIMAL(" + digits + "," + decimals + ")").orElseThrow()
        : SqlType.DOUBLE;
  }

  /**
   * A value of the row that a result is at, of this column's type.
   *
   * @param place of the column, from 1
   */
  @Nullable Object value(ResultSet result, int place) throws SQLException {
    SqlType type = typed.type();
    Object value =
        switch (type.meaning()) {
          case WHOLE -> result.getLong(place);
          case FLOATING -> number(result, place);
          case DECIMAL -> result.getBigDecimal(place);
          case DATE -> result.getObject(place, LocalDate.class);
          case TIME -> result.getObject(place, LocalTime.class);
          case TIMESTAMP -> instant(result, place);
          case CATEGORY -> category(result, place);
        };
    return result.wasNull() ? null : value;
  }

  private @Nullable Double number(ResultSet result, int place) throws SQLException {
    if (!decimal) {
      return result.getDouble(place);
    }
    BigDecimal exact = result.getBigDecimal(place);
    if (exact == null) {
      return null;
    }
    double number = exact.doubleValue();
    if (exact.signum() != 0
        && exact.stripTrailingZeros().scale() <= 0
        && new BigDecimal(number).compareTo(exact) != 0) {
      throw new DataException(
          "column "
              + Excerpt.quoted(typed.name())
              + " has "
              + Excerpt.of(exact.toString(), 60)
              + ", which would become another number: convert it in the query, to text say");
    }
    return number;
  }

  private @Nullable Object instant(ResultSet result, int place) throws SQLException {
    if (!zoned) {
      return result.getObject(place, LocalDateTime.class);
    }
    OffsetDateTime instant = result.getObject(place, OffsetDateTime.class);
    return instant == null ? null : instant.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
  }

  private @Nullable Object category(ResultSet result, int place) throws SQLException {
    if (typed.type().equals(SqlType.BOOLEAN)) {
      return result.getBoolean(place);
    }
    String text = result.getString(place);
    return text == null || typed.type().equals(SqlType.VARCHAR) ? text : UUID.fromString(text);
  }
}
