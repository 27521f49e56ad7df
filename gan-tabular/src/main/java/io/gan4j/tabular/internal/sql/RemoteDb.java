package io.gan4j.tabular.internal.sql;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.GanException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A connection to somebody else's database, by a driver on the class path: either to read what a
 * query gives, in a transaction that is rolled back, or to add rows in one that is committed as a
 * whole. What it says when it fails has no credentials in it. Who opens closes.
 */
public final class RemoteDb implements AutoCloseable {
  /** Rows that are fetched, or sent, at once. */
  static final int BATCH = 1000;

  private final JdbcAddress address;
  private final Connection connection;
  private final Properties login;

  private RemoteDb(JdbcAddress address, Connection connection, Properties login) {
    this.address = address;
    this.connection = connection;
    this.login = login;
  }

  /** What is done with a row of a result. */
  public interface RowTaker {
    /**
     * Takes a row.
     *
     * @param values of the types that its columns have; null is NULL
     */
    void take(@Nullable Object[] values) throws SQLException;
  }

  /** What is done with a result before its rows. */
  public interface ColumnTaker {
    RowTaker begin(List<TypedColumn> columns) throws SQLException;
  }

  /**
   * Connects.
   *
   * @param environment in which credentials are
   * @throws GanException if there is no driver, or no connection
   */
  public static RemoteDb open(
      JdbcAddress address, Map<String, String> environment, boolean reading) {
    Properties login = JdbcAddress.login(environment);
    try {
      Connection connection = DriverManager.getConnection(address.url(), login);
      RemoteDb opened = new RemoteDb(address, connection, login);
      opened.begin(reading);
      return opened;
    } catch (SQLException e) {
      boolean driver = String.valueOf(e.getMessage()).startsWith("No suitable driver");
      throw new GanException(
          address
              + (driver
                  ? ": there is no driver for it on the class path; GAN_CLASSPATH names its jar"
                  : ": no connection: " + words(e, login)));
    }
  }

  private void begin(boolean reading) throws SQLException {
    try {
      connection.setAutoCommit(false);
      connection.setReadOnly(reading);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Goes through a result row by row; it is never all in memory.
   *
   * @throws GanException in its own words if the query fails
   */
  public void query(RemoteSql query, ColumnTaker taker) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query.text())) {
      statement.setFetchSize(BATCH);
      try (ResultSet result = statement.executeQuery()) {
        List<RemoteColumn> columns = RemoteColumn.of(result.getMetaData());
        List<TypedColumn> typed = new ArrayList<>();
        columns.forEach(column -> typed.add(column.typed()));
        RowTaker rows = taker.begin(typed);
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        while (result.next()) {
          for (int i = 0; i < values.length; i++) {
            values[i] = columns.get(i).value(result, i + 1);
          }
          rows.take(values);
        }
      }
    } catch (SQLException e) {
      throw new GanException(address + ": " + words(e, login));
    }
  }

  /** Rows on their way into a table. */
  public RemoteTable table(String name, List<TypedColumn> columns, int longest) {
    try {
      return RemoteTable.of(this, name, columns, longest);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  Connection connection() {
    return connection;
  }

  /** What went wrong, without what only the user may know. */
  GanException failure(SQLException e) {
    return new GanException(address + ": " + words(e, login));
  }

  private static String words(SQLException e, Properties login) {
    // A batch tells why in the exception behind it.
    String words =
        Failures.inOneLine(e.getNextException() == null ? e : requireNonNull(e.getNextException()));
    for (String name : login.stringPropertyNames()) {
      String secret = login.getProperty(name);
      words = secret.isEmpty() ? words : words.replace(secret, "…");
    }
    return words;
  }

  @Override
  public void close() {
    try {
      connection.rollback(); // nothing, if it was committed
      connection.close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }
}
