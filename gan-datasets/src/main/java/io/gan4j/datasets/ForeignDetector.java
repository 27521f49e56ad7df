package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Detection;
import io.gan4j.datasets.internal.Foreign;
import io.gan4j.datasets.internal.Source;
import io.gan4j.datasets.internal.archive.ArchiveKind;
import io.gan4j.datasets.internal.archive.Entries;
import io.gan4j.datasets.internal.image.ImageFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Recognises what is not read (pickles, HEIC, …), so that it is named with the way out, and no other
 * reader has the last word on it.
 */
final class ForeignDetector implements DatasetDetector {
  private static final int START = 512;

  /** Says why a source is not read. */
  private record Unread(Path path, String reason) implements DatasetReader {
    @Override
    public Dataset open() {
      throw new DataException(path + ": " + reason);
    }
  }

  @Override
  public String accepts() {
    return "no HEIC, AVIF or JPEG XL, no pickles, no archives of other kinds: they are told by name";
  }

  @Override
  public Optional<Detection> detect(Path path) {
    try {
      if (Files.isDirectory(path)) {
        return pickledBatches(path) ? unread(path, pickles()) : inside(path);
      }
      Optional<Foreign> kind = Foreign.of(start(path));
      if (kind.isPresent()) {
        return Optional.of(
            Detection.byContent(
                new Unread(path, kind.get().reason()), "begins as no reader reads it"));
      }
      return ArchiveKind.of(path).isPresent() ? inside(path) : Optional.empty();
    } catch (DataException e) {
      return Optional.empty(); // no regular file, or a broken one: whoever reads it will say so
    }
  }

  private static Optional<Detection> unread(Path path, String reason) {
    return Optional.of(
        Detection.byLayout(new Unread(path, reason), "holds files that no reader reads"));
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

  private static String pickles() {
    return "it holds CIFAR as pickles of Python, which are not read, for to read a pickle is to run"
        + " what it says; take the binary version (cifar-10-binary.tar.gz or"
        + " cifar-100-binary.tar.gz)";
  }

  /** A folder or archive with files of such a kind, and without any picture that is read. */
  private static Optional<Detection> inside(Path path) {
    try (Entries entries =
        Entries.open(path, name -> ImageFormat.named(name) || Foreign.named(name).isPresent())) {
      int others = 0;
      Optional<Foreign> first = Optional.empty();
      for (int i = 0; i < entries.count(); i++) {
        if (ImageFormat.named(entries.name(i))) {
          return Optional.empty();
        }
        others++;
        first = first.isPresent() ? first : Foreign.of(entries.bytes(i));
      }
      int count = others;
      return first.flatMap(
          kind ->
              unread(
                  path,
                  "of its "
                      + count
                      + " files that no reader reads, "
                      + entries.place(0)
                      + ": "
                      + kind.reason()));
    }
  }

  private static byte[] start(Path file) {
    try (InputStream in = Source.file(file).open()) {
      return in.readNBytes(START);
    } catch (IOException e) {
      throw new DataException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
