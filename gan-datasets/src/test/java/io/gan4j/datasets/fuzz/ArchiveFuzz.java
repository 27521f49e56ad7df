package io.gan4j.datasets.fuzz;

import io.gan4j.api.DataException;
import io.gan4j.datasets.internal.archive.ArchiveKind;
import io.gan4j.datasets.internal.archive.Entries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Any file is an archive whose entries can be read, or is refused with its name. */
public final class ArchiveFuzz {
  private static final Path FILE = file();

  private ArchiveFuzz() {}

  private static Path file() {
    try {
      Path file = Files.createTempFile("fuzz", ".archive");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens the bytes as an archive, and reads everything in it. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    Files.write(FILE, bytes);
    try {
      if (ArchiveKind.of(FILE).isEmpty()) {
        return;
      }
      try (Entries entries = Entries.open(FILE, name -> true)) {
        for (int i = 0; i < entries.count(); i++) {
          entries.bytes(i);
        }
      }
    } catch (DataException e) {
      if (!String.valueOf(e.getMessage()).contains(FILE.toString())) {
        throw new AssertionError("refused without the file's name", e);
      }
    }
  }
}
