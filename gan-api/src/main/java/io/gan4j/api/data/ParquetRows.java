package io.gan4j.api.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Reads small tables of Parquet, for readers whose module cannot. Found by ServiceLoader;
 * gan-tabular brings one.
 */
public interface ParquetRows {

  /**
   * All rows of a file, in their order: the values as texts by the names of their columns, NULL
   * left out.
   *
   * @throws io.gan4j.api.DataException if it is no Parquet, or is damaged
   */
  List<Map<String, String>> read(Path file);

  /** The one that is installed; empty if none is. */
  static Optional<ParquetRows> installed() {
    return ServiceLoader.load(ParquetRows.class).findFirst();
  }
}
