package io.gan4j.datasets.internal.archive;

import io.gan4j.api.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The entries of a zip, read where they lie: stored or deflated. */
final class ZipEntries {
  private static final long MOST_EXPANSION = 100;
  private static final long HARMLESS = 1L << 30;

  private ZipEntries() {}

  static Entries open(Path path, Predicate<String> wanted) {
    ArchiveEntries.Collector collector = new ArchiveEntries.Collector(path);
    try (ZipFile zip = ZipFile.builder().setPath(path).get()) {
      long most = Math.max(HARMLESS, MOST_EXPANSION * Files.size(path));
      long sum = 0;
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        String name = Entries.safeName(path, entry.getName());
        if (entry.isDirectory() || Entries.hidden(name)) {
          continue;
        }
        if (!wanted.test(name)) {
          collector.addOther();
          continue;
        }
        if (entry.isUnixSymlink()) {
          throw collector.linked(name);
        }
        collector.add(range(path, name, entry));
        sum += entry.getSize();
        if (sum > most) {
          throw new DataException(
              String.format(
                  Locale.ROOT,
                  "%s unpacks to more than %,d bytes, which no archive of images does; not opened",
                  path,
                  most));
        }
      }
      return collector.in(path, () -> {});
    } catch (IOException | IllegalArgumentException e) {
      throw new DataException(path + " is no zip that can be read: " + e.getMessage(), e);
    }
  }

  private static ArchiveEntries.Range range(Path path, String name, ZipArchiveEntry entry) {
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      throw new DataException(path + ": the entry '" + Entries.printable(name) + "' is encrypted");
    }
    long crc = entry.getCrc();
    return switch (entry.getMethod()) {
      case ZipArchiveEntry.STORED ->
          new ArchiveEntries.Range(
              name,
              entry.getDataOffset(),
              entry.getSize(),
              entry.getSize(),
              (stored, size) -> checked(stored, crc));
      case ZipArchiveEntry.DEFLATED ->
          new ArchiveEntries.Range(
              name,
              entry.getDataOffset(),
              entry.getCompressedSize(),
              entry.getSize(),
              (stored, size) -> checked(inflated(stored, size), crc));
      default ->
          throw new DataException(
              path
                  + ": the entry '"
                  + Entries.printable(name)
                  + "' is packed by method "
                  + entry.getMethod()
                  + "; accepted: stored and deflated");
    };
  }

  private static byte[] inflated(byte[] stored, int size) throws IOException {
    Inflater inflater = new Inflater(true);
    try {
      byte[] bytes = new byte[size];
      // A last byte that the format does not need but zlib may ask for.
      inflater.setInput(java.util.Arrays.copyOf(stored, stored.length + 1));
      int filled = 0;
      while (filled < size) {
        int count = inflater.inflate(bytes, filled, size - filled);
        if (count == 0) {
          throw new IOException("its packed bytes end too early");
        }
        filled += count;
      }
      return bytes;
    } catch (DataFormatException e) {
      throw new IOException("its packed bytes are damaged", e);
    } finally {
      inflater.end();
    }
  }

  private static byte[] checked(byte[] bytes, long expected) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    if (crc.getValue() != expected) {
      throw new IOException("its checksum is wrong");
    }
    return bytes;
  }
}
