package io.gan4j.tabular.internal.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The row of a result that it is at. */
public final class Row {
  private final ResultSet result;

  Row(ResultSet result) {
    this.result = result;
  }

  /**
   * A value as text.
   *
   * @param column from 0
   * @return null for NULL
   */
  public @Nullable String text(int column) throws SQLException {
    return result.getString(column + 1);
  }

  /**
   * A number.
   *
   * @param column from 0
   * @return NaN for NULL
   */
  public double number(int column) throws SQLException {
    double number = result.getDouble(column + 1);
    return result.wasNull() ? Double.NaN : number;
  }

  /**
   * Bytes.
   *
   * @param column from 0
   * @return null for NULL
   */
  public byte @Nullable [] bytes(int column) throws SQLException {
    return result.getBytes(column + 1);
  }

  /**
   * A whole number that is not NULL.
   *
   * @param column from 0
   */
  public long whole(int column) throws SQLException {
    return result.getLong(column + 1);
  }
}
