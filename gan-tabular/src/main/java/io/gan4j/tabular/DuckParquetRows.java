package io.gan4j.tabular;

import io.gan4j.api.data.ParquetRows;
import io.gan4j.tabular.internal.ParquetTexts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Rows of Parquet, read by DuckDB. */
public final class DuckParquetRows implements ParquetRows {

  @Override
  public List<Map<String, String>> read(Path file) {
    return ParquetTexts.of(file);
  }
}
