package io.gan4j.datasets.internal.archive;

import io.gan4j.api.DataException;
import io.gan4j.datasets.internal.Source;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a gzipped tar. It can only be read from its start, so what is wanted of it is
 * copied once into one temporary file, which is deleted at the end.
 */
final class GzippedTar {
  /** More unpacked bytes than this for each stored one are a bomb and no pictures. */
  private static final long MOST_EXPANSION = 100;

  private static final long HARMLESS = 1L << 30;

  private GzippedTar() {}

  static Entries open(Path path, Predicate<String> wanted) {
    ArchiveEntries.Collector collector = new ArchiveEntries.Collector(path);
    Source source = Source.file(path);
    Path copy = null;
    try {
      copy = Files.createTempFile("gan4j-archive-", ".tmp");
      Path file = copy;
      try (InputStream in = source.open();
          InputStream unzipped =
              new Limited(
                  GzipCompressorInputStream.builder()
                      .setInputStream(in)
                      .setDecompressConcatenated(true)
                      .get(),
                  path,
                  Math.max(HARMLESS, MOST_EXPANSION * source.size()));
          TarArchiveInputStream tar = new TarArchiveInputStream(unzipped, TarEntries.BYTES);
          OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
        copy(tar, out, path, wanted, collector);
      }
      collector.readNames(StandardCharsets.ISO_8859_1);
      return collector.in(file, () -> delete(file));
    } catch (IOException | IllegalArgumentException e) {
      delete(copy);
      throw new DataException(path + " is no tar.gz that can be read: " + e.getMessage(), e);
    } catch (DataException e) {
      delete(copy);
      throw e;
    }
  }

  private static void copy(
      TarArchiveInputStream tar,
      OutputStream out,
      Path path,
      Predicate<String> wanted,
      ArchiveEntries.Collector collector)
      throws IOException {
    long offset = 0;
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      String name = TarEntries.accepted(entry, path, wanted, collector);
      if (name == null) {
        continue;
      }
      long size = entry.getSize();
      collector.add(new ArchiveEntries.Range(name, offset, size, size, ArchiveEntries.PLAIN));
      long copied = tar.transferTo(out);
      if (copied != size) {
        throw new IOException("the entry '" + Entries.printable(name) + "' is cut off");
      }
      offset += size;
    }
  }

  private static void delete(@Nullable Path file) {
    if (file != null && !file.toFile().delete()) {
      file.toFile().deleteOnExit();
    }
  }

  /** Ends a stream that grows without measure. */
  private static final class Limited extends java.io.FilterInputStream {
    private final Path path;
    private final long most;
    private long read;

    Limited(InputStream in, Path path, long most) {
      super(in);
      this.path = path;
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      count(Math.max(0, count));
      return count;
    }

    @Override
    public long skip(long wanted) throws IOException {
      long skipped = super.skip(wanted);
      count(skipped);
      return skipped;
    }

    private void count(long more) {
      read += more;
      if (read > most) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s unpacks to more than %,d bytes, which no archive of images does; not opened",
                path,
                most));
      }
    }
  }
}
