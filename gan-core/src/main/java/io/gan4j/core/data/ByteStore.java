package io.gan4j.core.data;

import io.gan4j.api.DataException;
import io.gan4j.api.config.CacheConfig;
import io.gan4j.api.internal.Quantities;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Records of equal width, in memory or in a file that is mapped into memory. Threads may write and
 * read different records at once; who reads a record that another thread wrote has to be ordered
 * behind it.
 */
interface ByteStore extends AutoCloseable {

  void put(long index, byte[] record);

  void get(long index, byte[] target, int offset);

  /** Bytes of memory that it takes; 0 if they are in a file. */
  long memory();

  @Override
  void close();

  /**
   * In memory if it fits into the limit and into a quarter of the heap, otherwise in a temporary
   * file.
   *
   * @throws DataException if the disk has no room for the file
   */
  static ByteStore of(long count, int width, CacheConfig cache) {
    long most = Math.min((long) cache.memory() << 20, Runtime.getRuntime().maxMemory() / 4);
    return count * width <= most ? new Memory(count, width) : Mapped.create(count, width);
  }

  /** In arrays of about a megabyte: larger ones waste parts of whole heap regions under G1. */
  final class Memory implements ByteStore {
    private static final int SLAB = (1 << 20) - 64;

    private final int width;
    private final int perSlab;
    private final byte[][] slabs;

    Memory(long count, int width) {
      this.width = width;
      this.perSlab = Math.max(1, SLAB / width);
      this.slabs = new byte[Math.toIntExact((count + perSlab - 1) / perSlab)][];
      for (int i = 0; i < slabs.length; i++) {
        slabs[i] = new byte[(int) Math.min(perSlab, count - (long) i * perSlab) * width];
      }
    }

    @Override
    public void put(long index, byte[] record) {
      System.arraycopy(
          record, 0, slabs[(int) (index / perSlab)], (int) (index % perSlab) * width, width);
    }

    @Override
    public void get(long index, byte[] target, int offset) {
      System.arraycopy(
          slabs[(int) (index / perSlab)], (int) (index % perSlab) * width, target, offset, width);
    }

    @Override
    public long memory() {
      return Arrays.stream(slabs).mapToLong(slab -> slab.length).sum();
    }

    @Override
    public void close() {}
  }

  /** In a temporary file, which the operating system keeps in memory as far as it has any. */
  final class Mapped implements ByteStore {
    private static final long SEGMENT = 1 << 30;

    private final int width;
    private final int perSegment;
    private final MappedByteBuffer[] segments;
    private final Path file;

    private Mapped(Path file, int width, int perSegment, MappedByteBuffer[] segments) {
      this.file = file;
      this.width = width;
      this.perSegment = perSegment;
      this.segments = segments;
    }

    static Mapped create(long count, int width) {
      int perSegment = Math.toIntExact(Math.max(1, SEGMENT / width));
      long bytes = count * width;
      Path file = null;
      try {
        file = Files.createTempFile("gan4j-images-", ".cache");
        long room = Files.getFileStore(file).getUsableSpace();
        if (room < bytes) {
          // A mapped file that meets a full disk kills the process: so this is asked beforehand.
          throw new DataException(
              String.format(
                  Locale.ROOT,
                  "the decoded samples need %s in %s, which has %s left; set java.io.tmpdir"
                      + " to a larger disk, or data.cache.memory to more",
                  Quantities.bytes(bytes),
                  file.getParent(),
                  Quantities.bytes(room)));
        }
        int segments = Math.toIntExact((count + perSegment - 1) / perSegment);
        MappedByteBuffer[] mapped = new MappedByteBuffer[segments];
        try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
          for (int i = 0; i < segments; i++) {
            long first = (long) i * perSegment;
            mapped[i] =
                channel.map(
                    FileChannel.MapMode.READ_WRITE,
                    first * width,
                    Math.min(perSegment, count - first) * width);
          }
        }
        return new Mapped(file, width, perSegment, mapped);
      } catch (IOException | DataException e) {
        delete(file);
        throw e instanceof DataException refused
            ? refused
            : new DataException("no temporary file for the decoded samples: " + e.getMessage(), e);
      }
    }

    @Override
    public void put(long index, byte[] record) {
      segments[(int) (index / perSegment)].put(
          (int) (index % perSegment) * width, record, 0, width);
    }

    @Override
    public void get(long index, byte[] target, int offset) {
      segments[(int) (index / perSegment)].get(
          (int) (index % perSegment) * width, target, offset, width);
    }

    @Override
    public long memory() {
      return 0;
    }

    @Override
    public void close() {
      delete(file);
    }

    /** Where a mapped file cannot be deleted (Windows), it goes when the process ends. */
    private static void delete(@Nullable Path file) {
      if (file != null && !file.toFile().delete()) {
        file.toFile().deleteOnExit();
      }
    }
  }
}
