package io.gan4j.tabular.internal;

import io.gan4j.api.DataException;
import io.gan4j.api.internal.Quantities;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of doubles: in memory up to a limit, beyond it in a temporary file that is mapped. Written
 * once, front to back, then read at any place by any thread. Who opens closes.
 */
final class RowStore implements AutoCloseable {
  /** Bytes of rows on the heap; what comes after is mapped. */
  static final long HEAP = 256L << 20;

  private static final int CHUNK = 1 << 20;

  private final int columns;
  private final int rowsPerChunk;
  private final long heap;
  private final List<ByteBuffer> chunks = new ArrayList<>();
  private @Nullable FileChannel file;
  private long mapped;
  private long rows;

  RowStore(int columns) {
    this(columns, HEAP, CHUNK);
  }

  /**
   * @param columns doubles per row
   * @param heap bytes to be kept in memory
   * @param chunk bytes that are taken at once
   */
  RowStore(int columns, long heap, int chunk) {
    this.columns = columns;
    this.rowsPerChunk = Math.max(1, chunk / (columns * Double.BYTES));
    this.heap = heap;
  }

  /** Adds a row; the values are copied. */
  void add(double[] row) {
    int place = (int) (rows % rowsPerChunk);
    if (place == 0) {
      chunks.add(chunk().order(ByteOrder.LITTLE_ENDIAN));
    }
    ByteBuffer chunk = chunks.get(chunks.size() - 1);
    for (int i = 0; i < columns; i++) {
      chunk.putDouble((place * columns + i) * Double.BYTES, row[i]);
    }
    rows++;
  }

  private ByteBuffer chunk() {
    int bytes = rowsPerChunk * columns * Double.BYTES;
    if ((chunks.size() + 1L) * bytes <= heap) {
      return ByteBuffer.allocate(bytes);
    }
    try {
      FileChannel channel = file;
      if (channel == null) {
        Path path = Files.createTempFile("gan4j-table", ".rows");
        channel =
            FileChannel.open(
                path,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        file = channel;
      }
      ByteBuffer buffer = channel.map(FileChannel.MapMode.READ_WRITE, mapped, bytes);
      mapped += bytes;
      return buffer;
    } catch (IOException e) {
      throw new DataException(
          "a table beyond " + Quantities.bytes(heap) + " needs room in the temporary folder: " + e,
          e);
    }
  }

  long rows() {
    return rows;
  }

  /** Bytes that it holds on the heap. */
  long bytesHeld() {
    return chunks.stream().filter(ByteBuffer::hasArray).mapToLong(ByteBuffer::capacity).sum();
  }

  /** A value. */
  double get(long row, int column) {
    ByteBuffer chunk = chunks.get((int) (row / rowsPerChunk));
    return chunk.getDouble(((int) (row % rowsPerChunk) * columns + column) * Double.BYTES);
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw new DataException("a temporary file cannot be closed: " + e, e);
    }
  }
}
