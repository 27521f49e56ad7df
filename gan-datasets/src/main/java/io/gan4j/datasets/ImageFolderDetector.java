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
 * Recognises a folder or an archive that holds image files; of one with parts it takes the one to
 * train on.
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
    String unread;
    try (Entries entries = Entries.open(path, ImageFormat::named)) {
      if (entries.count() == 0) {
        unread = entries.leftOut().words();
      } else {
        return Optional.of(detected(path, entries));
      }
    } catch (DataException e) {
      // reading it says what is wrong
      return Optional.of(
          Detection.byLayout(ImageFolderReader.of(path), "is a folder or archive that is broken"));
    }
    if (unread.isEmpty() || Files.isDirectory(path)) {
      return Optional.empty(); // what is in a folder will be said by whoever finds no reader
    }
    throw new DataException(
        path
            + ": there is no "
            + ImageFormat.NAMES
            + " file in it by its name, nor anything that another reader knows; "
            + unread);
  }

  private static Detection detected(Path path, Entries entries) {
    ImageFolderReader all = ImageFolderReader.of(path);
    FolderRoles roles = FolderRoles.of(ImagePaths.below(entries));
    String part = roles.training().orElse(null);
    if (part == null) {
      return Detection.byLayout(all, "holds files with the names of pictures");
    }
    return Detection.byLayout(
        all.part(part),
        "holds files with the names of pictures, of which the part "
            + part
            + " is taken, and not "
            + roles.beside(part));
  }

  private static boolean isArchive(Path path) {
    try {
      return ArchiveKind.of(path).isPresent();
    } catch (DataException e) {
      return false; // no regular file
    }
  }
}
