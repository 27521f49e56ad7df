package io.gan4j.datasets.internal.tfrecord;

import io.gan4j.api.DataException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** How a whole file of records is compressed. */
enum Compression {
  /** As gzip does it. */
  GZIP,
  /** Deflated, with zlib's header. */
  ZLIB;

  private static final int START = 12;

  /** More bytes than this for each stored one are a bomb and no pictures. */
  private static final long MOST_EXPANSION = 100;

  private static final long HARMLESS = 1L << 30;

  /**
   * The compression of a file that begins as wanted once it is unpacked; empty of others.
   *
   * @param wanted asked of the first 12 bytes
   */
  static Optional<Compression> of(Path path, Predicate<byte[]> wanted) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(path)) {
      start = in.readNBytes(2);
    }
    if (start.length < 2) {
      return Optional.empty();
    }
    int two = (start[0] & 0xFF) << 8 | (start[1] & 0xFF);
    if (two == 0x1F8B) {
      return GZIP.begins(path, wanted);
    }
    return (start[0] & 0x8F) == 8 && two % 31 == 0 ? ZLIB.begins(path, wanted) : Optional.empty();
  }

  private Optional<Compression> begins(Path path, Predicate<byte[]> wanted) {
    try (InputStream in = unpacked(path)) {
      return wanted.test(in.readNBytes(START)) ? Optional.of(this) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // not compressed after all
    }
  }

  private InputStream unpacked(Path path) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
    try {
      return switch (this) {
        case GZIP -> new GZIPInputStream(in, 1 << 16);
        case ZLIB -> new InflaterInputStream(in);
      };
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Unpacks a file into a temporary one.
   *
   * @throws DataException if it is damaged, or unpacks to more than pictures do
   */
  Path unpack(Path path) throws IOException {
    long most = Math.max(HARMLESS, MOST_EXPANSION * Files.size(path));
    Path copy = Files.createTempFile("gan4j-records-", ".tmp");
    boolean done = false;
    try (InputStream in = unpacked(path);
        OutputStream out = Files.newOutputStream(copy)) {
      byte[] buffer = new byte[1 << 16];
      long sum = 0;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sum += count;
        if (sum > most) {
          throw new DataException(
              String.format(
                  Locale.ROOT,
                  "%s unpacks to more than %,d bytes, which no records of pictures do; not opened",
                  path,
                  most));
        }
        out.write(buffer, 0, count);
      }
      done = true;
      return copy;
    } catch (IOException e) {
      throw new DataException(
          path + " is truncated or damaged: its compressed data cannot be read to their end", e);
    } finally {
      if (!done) {
        Files.deleteIfExists(copy);
      }
    }
  }
}
