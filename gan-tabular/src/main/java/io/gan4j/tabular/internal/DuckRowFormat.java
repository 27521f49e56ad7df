package io.gan4j.tabular.internal;

import io.gan4j.api.data.Columns;
import io.gan4j.api.data.RowFormat;
import io.gan4j.api.data.RowWriter;
import java.nio.file.Path;
import java.util.Locale;

/** Files that DuckDB writes. */
public enum DuckRowFormat implements RowFormat {
  /** Text with commas, the columns' names in the first line. */
  CSV("FORMAT csv, HEADER"),
  /** Apache Parquet, compressed with Snappy. */
  PARQUET("FORMAT parquet"),
  /** An object per line. */
  JSONL("FORMAT json");

  private final String options;

  DuckRowFormat(String options) {
    this.options = options;
  }

  /** What its files' names end in. */
  public String extension() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How DuckDB is told. */
  String options() {
    return options;
  }

  @Override
  public RowWriter open(Path file, Columns columns) {
    return new DuckRowWriter(this, file.toAbsolutePath(), columns);
  }
}
