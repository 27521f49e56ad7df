package io.gan4j.datasets.internal.archive;

import io.gan4j.api.DataException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The entries of a zip, read where they lie: stored or deflated. */
final class ZipEntries {
  private static final long MOST_EXPANSION = 100;
  private static final long HARMLESS = 1L << 30;

  /** What the format says that names are in which are not in UTF-8. */
  private static final Charset DOS = Charset.forName("IBM437");

  private ZipEntries() {}

  static Entries open(Path path, Predicate<String> wanted) {
    ArchiveEntries.Collector collector = new ArchiveEntries.Collector(path);
    try (ZipFile zip = ZipFile.builder().setPath(path).get()) {
      long most = Math.max(HARMLESS, MOST_EXPANSION * Files.size(path));
      long sum = 0;
      List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
      UnaryOperator<String> reading =
          EntryNames.reading(
              entries.stream().filter(ZipEntries::isOfBytes).map(ZipEntries::bytes).toList(), DOS);
      for (ZipArchiveEntry entry : entries) {
        boolean bytes = isOfBytes(entry);
        String name =
            bytes
                ? reading.apply(Entries.safeName(path, bytes(entry), true))
                : Entries.safeName(path, entry.getName(), false);
        if (entry.isDirectory()) {
          continue;
        }
        if (EntryNames.hidden(name) || !wanted.test(name)) {
          collector.leaveOut(name);
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

  /** Whether an entry does not say that its name is in UTF-8. */
  private static boolean isOfBytes(ZipArchiveEntry entry) {
    return entry.getNameSource() == ZipArchiveEntry.NameSource.NAME;
  }

  private static String bytes(ZipArchiveEntry entry) {
    return new String(entry.getRawName(), StandardCharsets.ISO_8859_1);
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
