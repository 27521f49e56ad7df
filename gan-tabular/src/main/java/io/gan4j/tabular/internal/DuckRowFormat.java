package io.gan4j.tabular.internal;

import io.gan4j.api.data.Columns;
import io.gan4j.api.data.RowFormat;
import io.gan4j.api.data.RowWriter;
import io.gan4j.tabular.internal.sql.Sql;
import io.gan4j.tabular.internal.sql.SqlType;
import io.gan4j.tabular.internal.text.Spelling;
import java.nio.file.Path;
import java.util.Locale;

/** Files that DuckDB writes. */
public enum DuckRowFormat implements RowFormat {
  /** Text with commas, the columns' names in the first line. */
  CSV(Sql.Format.CSV),
  /** Apache Parquet, compressed with Snappy. */
  PARQUET(Sql.Format.PARQUET),
  /** An object per line. */
  JSONL(Sql.Format.JSON_LINES);

  private final Sql.Format format;

  DuckRowFormat(Sql.Format format) {
    this.format = format;
  }

  /** What its files' names end in. */
  public String extension() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether values can be written so, rather than in the format's own way. */
  boolean spells(Spelling spelling) {
    return switch (this) {
      case CSV -> true;
      case JSONL -> !spelling.type().equals(SqlType.DOUBLE); // JSON has numbers of its own
      case PARQUET -> false;
    };
  }

  /** As SQL knows it. */
  Sql.Format format() {
    return format;
  }

  @Override
  public RowWriter open(Path file, Columns columns) {
    return open(file, columns, 0);
  }

  @Override
  public RowWriter open(Path file, Columns columns, long seed) {
    return new DuckRowWriter(this, file.toAbsolutePath(), columns, seed, false);
  }

  @Override
  public RowFormat forSpreadsheets() {
    return new ForSpreadsheets(this);
  }

  /**
   * The same files, without formulas.
   *
   * @param format of the files
   */
  private record ForSpreadsheets(DuckRowFormat format) implements RowFormat {
    @Override
    public RowWriter open(Path file, Columns columns) {
      return open(file, columns, 0);
    }

    @Override
    public RowWriter open(Path file, Columns columns, long seed) {
      return new DuckRowWriter(format, file.toAbsolutePath(), columns, seed, true);
    }

    @Override
    public RowFormat forSpreadsheets() {
      return this;
    }
  }
}
