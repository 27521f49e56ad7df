package io.gan4j.tabular;

import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.RowWriter;
import io.gan4j.tabular.internal.DuckRowFormat;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/** Rows written into files. */
final class Written {
  private Written() {}

  static DuckRowFormat formatOf(Path file) {
    return Arrays.stream(DuckRowFormat.values())
        .filter(format -> file.toString().endsWith("." + format.extension()))
        .findFirst()
        .orElseThrow();
  }

  static Path rows(float[] rows, Columns columns, Path file) {
    try (RowWriter writer = formatOf(file).open(file, columns)) {
      writer.write(rows);
      writer.finish();
    }
    return file;
  }

  /** The same rows in another file. */
  static Path copy(Dataset dataset, Path file) {
    return rows(Tables.rows(dataset), Objects.requireNonNull(dataset.space().columns()), file);
  }
}
