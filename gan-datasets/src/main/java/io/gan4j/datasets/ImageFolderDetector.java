package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.Detection;
import io.gan4j.datasets.internal.archive.ArchiveKind;
import io.gan4j.datasets.internal.archive.Entries;
import io.gan4j.datasets.internal.image.ImageFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Recognises a folder or an archive that holds image files; of one with a folder {@code train} it
 * takes that part.
 */
final class ImageFolderDetector implements DatasetDetector {

  @Override
  public String accepts() {
    return "a folder, tar, tar.gz or zip of " + ImageFormat.NAMES + " images";
  }

  @Override
  public Optional<Detection> detect(Path path) {
    if (!Files.isDirectory(path) && !isArchive(path)) {
      return Optional.empty();
    }
    try (Entries entries = Entries.open(path, ImageFormat::named)) {
      if (entries.count() == 0) {
        return Optional.empty();
      }
      ImageFolderReader reader = ImageFolderReader.of(path);
      return Optional.of(
          Detection.byLayout(
              hasTrainPart(entries)
                  ? new ImageFolderReader(
                      path,
                      "train",
                      reader.labels(),
                      reader.broken(),
                      reader.maxPixels(),
                      null,
                      null)
                  : reader,
              "holds files with the names of pictures"));
    } catch (DataException e) {
      // reading it says what is wrong
      return Optional.of(
          Detection.byLayout(ImageFolderReader.of(path), "is a folder or archive that is broken"));
    }
  }

  private static boolean isArchive(Path path) {
    try {
      return ArchiveKind.of(path).isPresent();
    } catch (DataException e) {
      return false; // no regular file
    }
  }

  /** Images below {@code train}, and others beside it. */
  private static boolean hasTrainPart(Entries entries) {
    boolean train = false;
    boolean beside = false;
    for (int i = 0; i < entries.count(); i++) {
      boolean within = ("/" + entries.name(i)).matches("(/[^/]+)?/train/.*");
      train |= within;
      beside |= !within;
    }
    return train && beside;
  }
}
