package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.Detection;
import io.gan4j.datasets.internal.tfrecord.TfRecordImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Recognises a record file by its first checksum, and a folder of them by their names; of a folder
 * with training files and others it takes the training files.
 */
final class TfRecordDetector implements DatasetDetector {

  @Override
  public String accepts() {
    return "TensorFlow's record files of pictures, or a folder of them";
  }

  @Override
  public Optional<Detection> detect(Path path) {
    try {
      List<Path> files =
          Files.isDirectory(path)
              ? TfRecordReader.inFolder(path)
              : Files.isRegularFile(path) ? List.of(path) : List.of();
      return !files.isEmpty() && TfRecordImages.looksLikeOne(files.get(0))
          ? Optional.of(
              Detection.byContent(
                  TfRecordReader.of(path, files), "begins with a record and its checksum"))
          : Optional.empty();
    } catch (DataException e) {
      // Not a folder that can be listed; whoever is asked to read it will say why.
      return Optional.empty();
    }
  }
}
