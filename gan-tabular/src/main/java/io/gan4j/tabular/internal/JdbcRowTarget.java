package io.gan4j.tabular.internal;

import io.gan4j.api.GanException;
import io.gan4j.api.data.CategoryColumn;
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
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Tables of databases that have a JDBC driver. */
public final class JdbcRowTarget implements RowTarget {
  /** Characters that texts of added columns have at most in a table that is made for them. */
  private static final int LONGEST_ADDED = 255;

  private final Map<String, String> environment;

  /**
   * @param environment in which credentials are
   */
  public JdbcRowTarget(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public RowWriter open(String url, String table, Columns columns) {
    return open(url, table, columns, 0);
  }

  @Override
  public RowWriter open(String url, String table, Columns columns, long seed) {
    JdbcAddress address = JdbcAddress.of(url);
    OutputRows output = new OutputRows(columns, false);
    try {
      return open(address, table, columns, output, seed);
    } catch (GanException e) {
      output.close();
      throw e;
    }
  }

  private RowWriter open(
      JdbcAddress address, String table, Columns columns, OutputRows output, long seed) {
    List<WrittenColumn> written = WrittenColumns.of(output.all(), spelling -> false);
    List<TypedColumn> typed = written.stream().map(WrittenColumn::typed).toList();
    try (DuckDb duck = DuckDb.open(null, List.of())) {
      WrittenColumns.requireCategories(duck, columns);
    } catch (SQLException e) {
      throw new GanException("rows cannot be written: " + Failures.inOneLine(e), e);
    }
    RemoteDb remote = RemoteDb.open(address, environment, false);
    try {
      return new Writer(
          remote,
          remote.table(table, typed, longest(columns)),
          output,
          written,
          seed,
          new AtomicLong());
    } catch (GanException e) {
      remote.close();
      throw e;
    }
  }

  private static int longest(Columns columns) {
    int longest = columns.added().isEmpty() ? 1 : LONGEST_ADDED;
    return columns.columns().stream()
        .filter(CategoryColumn.class::isInstance)
        .flatMap(column -> ((CategoryColumn) column).values().stream())
        .mapToInt(String::length)
        .reduce(longest, Math::max);
  }

  /** Rows on their way, which are in the table all at once or not at all. */
  private record Writer(
      RemoteDb remote,
      RemoteTable table,
      OutputRows output,
      List<WrittenColumn> written,
      long seed,
      AtomicLong rowsBefore)
      implements RowWriter {

    @Override
    public void write(float[] rows) {
      try {
        rowsBefore.addAndGet(
            output.forEach(rows, seed, rowsBefore.get(), values -> table.add(nearest(values))));
      } catch (SQLException e) {
        throw new GanException("rows cannot be written: " + Failures.inOneLine(e), e);
      }
    }

    /** Numbers as they are written. */
    private @Nullable Object[] nearest(@Nullable Object[] values) {
      @Nullable Object[] nearest = values.clone();
      for (int i = 0; i < nearest.length; i++) {
        if (nearest[i] instanceof Double number) {
          nearest[i] = written.get(i).nearest(number);
        }
      }
      return nearest;
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
        try {
          remote.close();
        } finally {
          output.close();
        }
      }
    }
  }
}
