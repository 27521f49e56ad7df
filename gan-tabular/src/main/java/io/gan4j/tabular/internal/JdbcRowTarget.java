package io.gan4j.tabular.internal;

import io.gan4j.api.GanException;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.RowTarget;
import io.gan4j.api.data.RowWriter;
import io.gan4j.tabular.internal.sql.DuckDb;
import io.gan4j.tabular.internal.sql.Failures;
import io.gan4j.tabular.internal.sql.JdbcAddress;
import io.gan4j.tabular.internal.sql.RemoteDb;
import io.gan4j.tabular.internal.sql.RemoteTable;
import io.gan4j.tabular.internal.sql.TypedColumn;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tables of databases that have a JDBC driver. */
public final class JdbcRowTarget implements RowTarget {
  private final Map<String, String> environment;

  /**
   * @param environment in which credentials are
   */
  public JdbcRowTarget(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public RowWriter open(String url, String table, Columns columns) {
    JdbcAddress address = JdbcAddress.of(url);
    List<WrittenColumn> written = WrittenColumns.of(columns, spelling -> false);
    List<TypedColumn> typed = written.stream().map(WrittenColumn::typed).toList();
    try (DuckDb duck = DuckDb.open(null, List.of())) {
      WrittenColumns.requireCategories(duck, columns);
    } catch (SQLException e) {
      throw new GanException("rows cannot be written: " + Failures.inOneLine(e), e);
    }
    RemoteDb remote = RemoteDb.open(address, environment, false);
    try {
      return new Writer(remote, remote.table(table, typed, longest(columns)), columns, written);
    } catch (GanException e) {
      remote.close();
      throw e;
    }
  }

  private static int longest(Columns columns) {
    return columns.columns().stream()
        .filter(CategoryColumn.class::isInstance)
        .flatMap(column -> ((CategoryColumn) column).values().stream())
        .mapToInt(String::length)
        .max()
        .orElse(1);
  }

  /** Rows on their way, which are in the table all at once or not at all. */
  private record Writer(
      RemoteDb remote, RemoteTable table, Columns columns, List<WrittenColumn> written)
      implements RowWriter {

    @Override
    public void write(float[] rows) {
      List<Column> all = columns.columns();
      double[] decoded = new double[all.size()];
      @Nullable Object[] values = new @Nullable Object[all.size()];
      for (int row = 0; row < rows.length / columns.width(); row++) {
        columns.decode(rows, row, decoded);
        for (int i = 0; i < values.length; i++) {
          values[i] = value(all.get(i), written.get(i).nearest(decoded[i]));
        }
        table.add(values);
      }
    }

    private static @Nullable Object value(Column column, double decoded) {
      if (Double.isNaN(decoded)) {
        return null;
      }
      return column instanceof CategoryColumn category
          ? category.values().get((int) decoded)
          : (Object) decoded;
    }

    @Override
    public void finish() {
      table.commit();
    }

    @Override
    public void close() {
      try {
        table.close();
      } finally {
        remote.close();
      }
    }
  }
}
