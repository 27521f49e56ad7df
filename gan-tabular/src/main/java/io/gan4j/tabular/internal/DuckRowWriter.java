package io.gan4j.tabular.internal;

import io.gan4j.api.GanException;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.RowWriter;
import io.gan4j.tabular.internal.sql.DuckDb;
import io.gan4j.tabular.internal.sql.Failures;
import io.gan4j.tabular.internal.sql.RowAppender;
import io.gan4j.tabular.internal.sql.Sql;
import io.gan4j.tabular.internal.sql.SqlType;
import io.gan4j.tabular.internal.sql.TypedColumn;
import io.gan4j.tabular.internal.text.Spelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way into a file: first into a database beside it, on the disk, so that memory does
 * not grow with them, then all at once into the format.
 */
final class DuckRowWriter implements RowWriter {
  private final DuckRowFormat format;
  private final Path file;
  private final Columns columns;
  private final boolean forSpreadsheets;
  private final List<WrittenColumn> written;
  private final OutputRows output;
  private final DuckDb duck;
  private final RowAppender appender;
  private final long seed;
  private long rowsBefore;

  /**
   * @param forSpreadsheets whether nothing may be taken for a formula
   * @throws GanException if there are columns that cannot be written: then nothing has been made
   */
  DuckRowWriter(
      DuckRowFormat format, Path file, Columns columns, long seed, boolean forSpreadsheets) {
    this.format = format;
    this.file = file;
    this.columns = columns;
    this.forSpreadsheets = forSpreadsheets;
    this.seed = seed;
    Path folder = file.getParent();
    this.output = new OutputRows(columns, false);
    try {
      Columns all = forSpreadsheets ? SpreadsheetText.named(output.all()) : output.all();
      this.written = WrittenColumns.of(all, format::spells);
      if (folder == null || !Files.isDirectory(folder)) {
        throw new GanException(file + " cannot be written: there is no folder " + folder);
      }
      this.duck = DuckDb.open(folder, List.of());
    } catch (GanException e) {
      output.close();
      throw e;
    }
    try {
      WrittenColumns.requireCategories(duck, columns);
      duck.execute(Sql.createGenerated(typed()));
      this.appender = duck.appender();
    } catch (SQLException e) {
      GanException failure = failure(e);
      duck.closeAfter(failure);
      output.close();
      throw failure;
    } catch (GanException e) {
      duck.closeAfter(e);
      output.close();
      throw e;
    }
  }

  private List<TypedColumn> typed() {
    return written.stream().map(WrittenColumn::typed).toList();
  }

  @Override
  public void write(float[] rows) {
    if (rows.length % columns.width() != 0) {
      throw new GanException(
          String.format(
              Locale.ROOT,
              "%s cannot be written: %,d numbers are no rows of %,d",
              file,
              rows.length,
              columns.width()));
    }
    try {
      rowsBefore +=
          output.forEach(
              rows,
              seed,
              rowsBefore,
              values -> {
                appender.beginRow();
                for (int i = 0; i < values.length; i++) {
                  add(written.get(i), values[i]);
                }
                appender.endRow();
              });
      appender.flush();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private void add(WrittenColumn column, @Nullable Object value) throws SQLException {
    Spelling spelling = column.spelling();
    if (value == null) {
      appender.addNull();
    } else if (value instanceof String text) {
      boolean guarded = forSpreadsheets && column.typed().type().equals(SqlType.VARCHAR);
      appender.add(guarded ? SpreadsheetText.of(text) : text);
    } else if (spelling == null) {
      appender.add(column.nearest((double) value));
    } else {
      appender.add(spelling.text((double) value));
    }
  }

  @Override
  public void finish() {
    try {
      appender.close();
      duck.execute(Sql.copyGenerated(typed(), duck.output(), format.format()));
      Files.move(duck.output(), file, StandardCopyOption.REPLACE_EXISTING);
    } catch (SQLException | IOException e) {
      throw failure(e);
    }
  }

  private GanException failure(Exception e) {
    return new GanException(file + " cannot be written: " + Failures.inOneLine(e), e);
  }

  @Override
  public void close() {
    try {
      appender.close();
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      try {
        duck.close();
      } finally {
        output.close();
      }
    }
  }
}
