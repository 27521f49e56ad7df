package io.gan4j.datasets.internal.archive;

import io.gan4j.api.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.jspecify.annotations.Nullable;

/** The entries of a tar, read where they lie. */
final class TarEntries {
  /** A character for each byte: a tar does not say how its names are written. */
  static final String BYTES = StandardCharsets.ISO_8859_1.name();

  private TarEntries() {}

  static Entries open(Path path, Predicate<String> wanted) {
    ArchiveEntries.Collector collector = new ArchiveEntries.Collector(path);
    try (TarFile tar = new TarFile(path, BYTES)) {
      for (TarArchiveEntry entry : tar.getEntries()) {
        String name = accepted(entry, path, wanted, collector);
        if (name != null) {
          collector.add(
              new ArchiveEntries.Range(
                  name,
                  entry.getDataOffset(),
                  entry.getSize(),
                  entry.getSize(),
                  ArchiveEntries.PLAIN));
        }
      }
      collector.readNames(StandardCharsets.ISO_8859_1);
      return collector.in(path, () -> {});
    } catch (IOException | IllegalArgumentException e) {
      throw new DataException(path + " is no tar that can be read: " + e.getMessage(), e);
    }
  }

  /** The name of an entry that is wanted; null for others. */
  static @Nullable String accepted(
      TarArchiveEntry entry,
      Path archive,
      Predicate<String> wanted,
      ArchiveEntries.Collector collector) {
    String name = Entries.safeName(archive, entry.getName(), true);
    if (entry.isDirectory()) {
      return null;
    }
    if (EntryNames.hidden(name) || !wanted.test(name)) {
      collector.leaveOut(name);
      return null;
    }
    if (entry.isSymbolicLink() || entry.isLink()) {
      throw collector.linked(name);
    }
    if (!entry.isFile() || entry.isSparse()) {
      throw new DataException(
          archive + ": the entry '" + Entries.printable(name) + "' is no plain file");
    }
    return name;
  }
}
