package io.gan4j.tabular.internal;

import io.gan4j.api.GanException;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.RowWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Rows on their way into a file: first into a database beside it, on the disk, so that memory does
 * not grow with them, then all at once into the format.
 */
final class DuckRowWriter implements RowWriter {
  private static final String ROWS = "generated_rows";

  private final DuckRowFormat format;
  private final Path file;
  private final Columns columns;
  private final double[] values;
  private final Duck duck;
  private final DuckDBAppender appender;

  DuckRowWriter(DuckRowFormat format, Path file, Columns columns) {
    this.format = format;
    this.file = file;
    this.columns = columns;
    this.values = new double[columns.columns().size()];
    Path folder = file.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new GanException(file + " cannot be written: there is no folder " + folder);
    }
    this.duck = Duck.open(folder);
    try {
      duck.execute(
          "CREATE TABLE "
              + ROWS
              + columns.columns().stream()
                  .map(column -> Sql.name(column.name()) + " " + kept(column))
                  .collect(Collectors.joining(", ", "(", ")")));
      this.appender =
          duck.connection()
              .unwrap(DuckDBConnection.class)
              .createAppender(DuckDBConnection.DEFAULT_SCHEMA, ROWS);
    } catch (SQLException e) {
      GanException failure = failure(e);
      try {
        duck.close();
      } catch (GanException closing) {
        failure.addSuppressed(closing);
      }
      throw failure;
    }
  }

  private static String kept(Column column) {
    return column instanceof CategoryColumn ? "VARCHAR" : "DOUBLE";
  }

  @Override
  public void write(float[] rows) {
    List<Column> all = columns.columns();
    int count = rows.length / columns.width();
    try {
      for (int row = 0; row < count; row++) {
        columns.decode(rows, row, values);
        appender.beginRow();
        for (int i = 0; i < values.length; i++) {
          if (Double.isNaN(values[i])) {
            appender.appendNull();
          } else if (all.get(i) instanceof CategoryColumn category) {
            appender.append(category.values().get((int) values[i]));
          } else {
            appender.append(values[i]);
          }
        }
        appender.endRow();
      }
      appender.flush();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public void finish() {
    Path beside = file.resolveSibling("." + file.getFileName() + ".partial");
    try {
      appender.close();
      duck.execute(
          "COPY (SELECT "
              + columns.columns().stream()
                  .map(DuckRowWriter::original)
                  .collect(Collectors.joining(", "))
              + " FROM "
              + ROWS
              + ") TO "
              + Sql.text(beside.toString())
              + " ("
              + format.options()
              + ")");
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (SQLException | IOException e) {
      GanException failure = failure(e);
      try {
        Files.deleteIfExists(beside);
      } catch (IOException deleting) {
        failure.addSuppressed(deleting);
      }
      throw failure;
    }
  }

  /** A column in its own type. */
  private static String original(Column column) {
    String name = Sql.name(column.name());
    String value =
        column instanceof CategoryColumn
            ? "CAST(" + name + " AS " + column.type() + ")"
            : SqlType.of(column.type())
                .orElseThrow(
                    () -> new GanException("unknown type " + column.type() + " of " + name))
                .fromNumber(name);
    return value + " AS " + name;
  }

  private GanException failure(Exception e) {
    return new GanException(file + " cannot be written: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      appender.close();
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      duck.close();
    }
  }
}
