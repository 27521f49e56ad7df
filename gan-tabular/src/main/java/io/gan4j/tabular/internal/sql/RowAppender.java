package io.gan4j.tabular.internal.sql;

import java.sql.SQLException;
import org.duckdb.DuckDBAppender;

/** Adds rows to the table of generated ones. Who opens closes. */
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
