package io.gan4j.datasets.internal.tfrecord;

import io.gan4j.api.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An open record file: records of a length (64 bits, little-endian), the length's masked CRC32C,
 * the data, and the data's masked CRC32C. Safe for use by several threads.
 */
final class TfRecordFile implements AutoCloseable {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int HEADER = 12;
  private static final int FOOTER = 4;
  private static final int MASK_DELTA = 0xa282ead8;

  /** No record is larger; one array holds it. */
  private static final long LARGEST = 256L << 20;

  private final Path path;
  private final FileChannel channel;
  private final long size;
  private final @Nullable Path unpacked;

  private TfRecordFile(Path path, FileChannel channel, @Nullable Path unpacked) throws IOException {
    this.path = path;
    this.channel = channel;
    this.size = channel.size();
    this.unpacked = unpacked;
  }

  /**
   * Opens a file. One that is compressed (GZIP or ZLIB, as TensorFlow's writers do it) is unpacked
   * into a temporary file, which goes when this is closed.
   */
  static TfRecordFile open(Path path) throws IOException {
    Optional<Compression> compression = Compression.of(path, TfRecordFile::isHeader);
    if (compression.isEmpty()) {
      return new TfRecordFile(path, FileChannel.open(path, StandardOpenOption.READ), null);
    }
    Path unpacked = compression.get().unpack(path);
    try {
      return new TfRecordFile(path, FileChannel.open(unpacked, StandardOpenOption.READ), unpacked);
    } catch (IOException e) {
      Files.deleteIfExists(unpacked);
      throw e;
    }
  }

  /** Whether a file starts with a record's length and its right checksum, compressed or not. */
  static boolean looksLikeOne(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return isHeader(in.readNBytes(HEADER))
          || Compression.of(path, TfRecordFile::isHeader).isPresent();
    } catch (IOException e) {
      // Whatever it is, it is not one; why will be said by whoever is asked to read it.
      return false;
    }
  }

  private static boolean isHeader(byte[] start) {
    return start.length >= HEADER && masked(start, Long.BYTES) == (int) INT.get(start, Long.BYTES);
  }

  Path path() {
    return path;
  }

  long size() {
    return size;
  }

  /** Where a record's data begin. */
  static long data(long record) {
    return record + HEADER;
  }

  /** Where the next record begins. */
  static long next(long record, byte[] data) {
    return record + HEADER + data.length + FOOTER;
  }

  /**
   * The data of the record that begins at a byte, both checksums verified.
   *
   * @throws DataException if it is cut off or damaged
   */
  byte[] record(long at) throws IOException {
    if (size - at < HEADER) {
      throw wrong(at, "it ends inside a record's header");
    }
    byte[] header = bytes(at, HEADER);
    long length = (long) LONG.get(header, 0);
    if (masked(header, Long.BYTES) != (int) INT.get(header, Long.BYTES)) {
      throw wrong(at, "the checksum of the record's length is wrong");
    }
    if (length < 0 || length > size - at - HEADER - FOOTER) {
      throw wrong(
          at,
          String.format(
              Locale.ROOT,
              "the record promises %s bytes, %,d are left",
              Long.toUnsignedString(length),
              size - at - HEADER));
    }
    if (length > LARGEST) {
      throw wrong(at, "the record has " + length + " bytes; accepted: up to " + LARGEST);
    }
    byte[] data = bytes(at + HEADER, (int) length);
    if (masked(data, data.length) != (int) INT.get(bytes(at + HEADER + length, FOOTER), 0)) {
      throw wrong(at, "the checksum of the record's data is wrong");
    }
    return data;
  }

  /** Some bytes. */
  byte[] bytes(long at, int count) throws IOException {
    byte[] bytes = new byte[count];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new EOFException(path + " became shorter while it was read");
      }
    }
    return bytes;
  }

  DataException wrong(long at, String why) {
    return new DataException(
        String.format(Locale.ROOT, "%s is truncated or damaged at byte %,d: %s", path, at, why));
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      if (unpacked != null) {
        Files.deleteIfExists(unpacked);
      }
    }
  }

  /** The checksum as the format has it: rotated, so that a checksum of checksums is no problem. */
  private static int masked(byte[] data, int count) {
    CRC32C crc = new CRC32C();
    crc.update(data, 0, count);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
  }
}
