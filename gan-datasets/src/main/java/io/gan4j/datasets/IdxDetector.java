package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.datasets.internal.IdxFile;
import io.gan4j.datasets.internal.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Recognises an IDX file by its first bytes, whatever its name, and a folder of IDX files by their
 * names; of a folder it takes the training part if there is one.
 */
final class IdxDetector implements DatasetDetector {

  @Override
  public String accepts() {
    return "IDX files (MNIST and its kin), gzipped or not, or a folder with their usual names"
        + " (train-images-idx3-ubyte, ...)";
  }

  @Override
  public Optional<DatasetReader> detect(Path path) {
    if (Files.isDirectory(path)) {
      IdxFolder folder = new IdxFolder(path);
      for (Part part : Part.values()) {
        if (folder.images(part).isPresent()) {
          return Optional.of(new IdxReader(path, part, null, null));
        }
      }
      return Optional.empty();
    }
    return looksLikeOne(path)
        ? Optional.of(IdxReader.ofFile(path, IdxFolder.labelsBeside(path).orElse(null)))
        : Optional.empty();
  }

  private static boolean looksLikeOne(Path path) {
    try {
      return IdxFile.looksLikeOne(Source.file(path));
    } catch (DataException e) {
      return false;
    }
  }
}
