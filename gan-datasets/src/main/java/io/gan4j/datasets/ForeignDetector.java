package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.Detection;
import io.gan4j.datasets.internal.Foreign;
import io.gan4j.datasets.internal.Source;
import io.gan4j.datasets.internal.image.ImageFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Recognises what is not read (pickles, HEIC, …, and one picture alone), so that it is named with
 * the way out, and no other reader has the last word on it.
 */
final class ForeignDetector implements DatasetDetector {
  private static final int START = 512;

  private static final String PICKLES =
      "it holds CIFAR as pickles of Python, which are not read, for to read a pickle is to run"
          + " what it says; take the binary version (cifar-10-binary.tar.gz or"
          + " cifar-100-binary.tar.gz)";

  private static final String ONE_PICTURE =
      "it is one picture; give the folder or the archive that holds all of them";

  @Override
  public String accepts() {
    return "no HEIC, AVIF or JPEG XL, no pickles, no archives of other kinds: they are told by name";
  }

  @Override
  public Optional<Detection> detect(Path path) {
    try {
      if (Files.isDirectory(path)) {
        return pickledBatches(path)
            ? Optional.of(Unread.byLayout(path, PICKLES))
            : Optional.empty();
      }
      byte[] start = start(path);
      return Foreign.of(start)
          .map(Foreign::reason)
          .or(() -> isPicture(path, start) ? Optional.of(ONE_PICTURE) : Optional.empty())
          .map(reason -> Unread.byContent(path, reason));
    } catch (DataException e) {
      return Optional.empty(); // no regular file, or a broken one: whoever reads it will say so
    }
  }

  private static boolean isPicture(Path file, byte[] start) {
    return ImageFormat.named(String.valueOf(file.getFileName()))
        && ImageFormat.of(start).isPresent();
  }

  /** CIFAR's version for Python, whose files have no endings. */
  private static boolean pickledBatches(Path folder) {
    for (Path inner :
        new Path[] {
          folder, folder.resolve("cifar-10-batches-py"), folder.resolve("cifar-100-python")
        }) {
      for (String name : new String[] {"data_batch_1", "train"}) {
        Path file = inner.resolve(name);
        if (Files.isRegularFile(file)
            && Foreign.of(start(file)).filter(Foreign.PICKLE::equals).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  private static byte[] start(Path file) {
    try (InputStream in = Source.file(file).open()) {
      return in.readNBytes(START);
    } catch (IOException e) {
      throw new DataException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
