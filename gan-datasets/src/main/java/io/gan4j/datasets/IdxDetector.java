package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.Detection;
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
    return "IDX files (MNIST and similar sets), gzipped or not, or a folder with their usual names"
        + " (train-images-idx3-ubyte, ...)";
  }

  @Override
  public Optional<Detection> detect(Path path) {
    if (Files.isDirectory(path)) {
      return inFolder(path);
    }
    return looksLikeOne(path)
        ? Optional.of(
            Detection.byContent(
                IdxReader.ofFile(path, IdxFolder.labelsBeside(path).orElse(null)),
                "begins as an IDX file"))
        : Optional.empty();
  }

  private static Optional<Detection> inFolder(Path path) {
    IdxFolder folder = new IdxFolder(path);
    for (Part part : Part.values()) {
      IdxReader reader = new IdxReader(path, part, null, null);
      try {
        Optional<Path> images = folder.images(part);
        if (images.isPresent()) {
          return Optional.of(
              looksLikeOne(images.get())
                  ? Detection.byContent(reader, "holds " + images.get().getFileName())
                  : Detection.byLayout(reader, "holds files with the names of IDX files"));
        }
      } catch (DataException e) {
        // of several sets; reading it says so
        return Optional.of(Detection.byLayout(reader, "holds files with the names of IDX files"));
      }
    }
    return Optional.empty();
  }

  private static boolean looksLikeOne(Path path) {
    try {
      return IdxFile.looksLikeOne(Source.file(path));
    } catch (DataException e) {
      return false;
    }
  }
}
