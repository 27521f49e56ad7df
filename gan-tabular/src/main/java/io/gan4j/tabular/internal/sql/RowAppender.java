package io.gan4j.tabular.internal.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Adds rows to a table. Who opens closes. */
public final class RowAppender implements AutoCloseable {
  private final DuckDBAppender appender;

  RowAppender(DuckDBAppender appender) {
    this.appender = appender;
  }

  /** Begins a row, to which a value is added for each column, and which is ended then. */
  public void beginRow() throws SQLException {
    appender.beginRow();
  }

  /** Adds NULL. */
  public void addNull() throws SQLException {
    appender.appendNull();
  }

  /** Adds a text, whatever is in it. */
  public void add(String text) throws SQLException {
    appender.append(text);
  }

  /** Adds a number. */
  public void add(double number) throws SQLException {
    appender.append(number);
  }

  /**
   * Adds a value of a column's own type.
   *
   * @param value a text, a flag, a number, a day, a time or both; null for NULL
   */
  public void addValue(@Nullable Object value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else if (value instanceof String text) {
      appender.append(text);
    } else if (value instanceof Boolean flag) {
      appender.append(flag);
    } else if (value instanceof Long whole) {
      appender.append(whole);
    } else if (value instanceof BigInteger large) {
      appender.append(large);
    } else if (value instanceof BigDecimal decimal) {
      appender.append(decimal);
    } else if (value instanceof Double number) {
      appender.append(number);
    } else if (value instanceof UUID id) {
      appender.append(id);
    } else if (value instanceof LocalDate day) {
      appender.append(day);
    } else if (value instanceof LocalTime time) {
      appender.append(time);
    } else if (value instanceof LocalDateTime instant) {
      appender.append(instant);
    } else {
      throw new IllegalArgumentException("no value of a table: " + value.getClass());
    }
  }

  /** Ends a row. */
  public void endRow() throws SQLException {
    appender.endRow();
  }

  /** Hands over what was added. */
  public void flush() throws SQLException {
    appender.flush();
  }

  @Override
  public void close() throws SQLException {
    appender.close();
  }
}
