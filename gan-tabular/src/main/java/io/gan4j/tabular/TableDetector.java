package io.gan4j.tabular;

import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.Detection;
import io.gan4j.tabular.internal.FileKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Recognises Parquet by its magic bytes, and CSV and JSON by their names. */
final class TableDetector implements DatasetDetector {

  @Override
  public String accepts() {
    return "tables: Parquet, and .csv, .tsv, .json or .jsonl files of rows";
  }

  @Override
  public Optional<Detection> detect(Path path) {
    Optional<FileKind> kind =
        Files.isRegularFile(path) ? FileKind.of(path) : Optional.<FileKind>empty();
    if (kind.filter(known -> known == FileKind.PARQUET).isPresent()
        && ParquetImagesDetector.holdsPictures(path)) {
      return Optional.empty();
    }
    return kind.map(
        known ->
            known == FileKind.PARQUET
                ? Detection.byContent(TableReader.of(path), "begins as a Parquet file")
                : Detection.byName(TableReader.of(path), "is called " + path.getFileName()));
  }
}
