package io.gan4j.tabular;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.Detection;
import io.gan4j.tabular.internal.FileKind;
import io.gan4j.tabular.internal.ParquetPictures;
import io.gan4j.tabular.internal.ParquetShards;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Recognises Parquet files with a column of pictures, and folders of them; of files for training
 * and others it takes the former.
 */
final class ParquetImagesDetector implements DatasetDetector {

  @Override
  public String accepts() {
    return "Parquet files of pictures, as Hugging Face stores them, or a folder of such";
  }

  @Override
  public Optional<Detection> detect(Path path) {
    try {
      List<Path> files = Files.isRegularFile(path) ? List.of(path) : ParquetShards.in(path);
      if (files.isEmpty() || !holdsPictures(files.get(0))) {
        return Optional.empty();
      }
      String part = ParquetShards.havePartTrain(path, files) ? "train" : null;
      return Optional.of(
          Detection.byContent(
              ParquetImagesReader.of(path, part), "holds Parquet with a column of pictures"));
    } catch (DataException e) {
      return Optional.empty(); // no folder that can be listed; who is to read it will say why
    }
  }

  /** Whether a file is Parquet and has a column of pictures. */
  static boolean holdsPictures(Path file) {
    try {
      return FileKind.of(file).filter(kind -> kind == FileKind.PARQUET).isPresent()
          && ParquetPictures.areIn(file);
    } catch (GanException e) {
      return false; // a broken one, of which the reader of tables says why
    }
  }
}
