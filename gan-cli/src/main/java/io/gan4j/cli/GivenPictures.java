package io.gan4j.cli;

import io.gan4j.api.GanException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.internal.FileTrees;
import io.gan4j.core.Gan;
import io.gan4j.core.data.GivenImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Pictures that are named on the command line: files, or a folder of them. */
final class GivenPictures {
  private GivenPictures() {}

  /**
   * All of them in a batch, in their order.
   *
   * @param space what each is brought to
   * @throws UsageException if one is not there
   * @throws GanException if one is no picture
   */
  static Batch read(Gan gan, List<Path> paths, SampleSpace space) {
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new UsageException("--source " + path + ": there is no such file or folder");
      }
      if (paths.size() > 1 && !Files.isRegularFile(path)) {
        throw new UsageException("--source " + path + ": name files, or one folder");
      }
    }
    if (Files.isDirectory(paths.get(0))) {
      return ofFolder(gan, paths.get(0), space);
    }
    try {
      Path folder = Files.createTempDirectory("gan4j-sources-");
      try {
        for (int i = 0; i < paths.size(); i++) {
          // The number keeps the order, and names apart.
          Files.copy(
              paths.get(i),
              folder.resolve(String.format(Locale.ROOT, "%08d-%s", i, paths.get(i).getFileName())));
        }
        return ofFolder(gan, folder, space);
      } finally {
        FileTrees.remove(folder);
      }
    } catch (IOException e) {
      throw new GanException("--source: pictures cannot be read: " + e, e);
    }
  }

  private static Batch ofFolder(Gan gan, Path folder, SampleSpace space) {
    try (ImageSource images =
        gan.detect(folder)
            .reader()
            .openImages()
            .orElseThrow(
                () -> new UsageException("--source " + folder + ": these are no pictures"))) {
      return GivenImages.in(space, images);
    }
  }
}
