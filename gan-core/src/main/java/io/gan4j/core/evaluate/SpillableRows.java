package io.gan4j.core.evaluate;

import io.gan4j.api.GanException;
import io.gan4j.api.metric.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows of floats that are written once, in order, and then read at any place: in memory while they
 * are few, else in a temporary file that is gone after {@link #close}.
 */
final class SpillableRows implements Rows, AutoCloseable {
  /** Beyond this many bytes rows lie on disk. */
  private static final long IN_MEMORY = 64L << 20;

  private final int count;
  private final int width;
  private final float @Nullable [] memory;
  private final @Nullable FileChannel file;
  private int written;

  SpillableRows(int count, int width) {
    this.count = count;
    this.width = width;
    long bytes = (long) count * width * Float.BYTES;
    memory = bytes <= IN_MEMORY ? new float[count * width] : null;
    file = memory == null ? temporary() : null;
  }

  private static FileChannel temporary() {
    try {
      Path path = Files.createTempFile("gan4j-rows", ".f32");
      return FileChannel.open(
          path,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw new GanException("no temporary file for samples can be made: " + e, e);
    }
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int width() {
    return width;
  }

  /** Whether all rows are written. */
  boolean complete() {
    return written == count;
  }

  /** Writes the next rows. */
  void append(float[] rows) {
    int more = rows.length / width;
    Objects.checkFromIndexSize(written, more, count);
    if (memory != null) {
      System.arraycopy(rows, 0, memory, written * width, rows.length);
    } else {
      ByteBuffer bytes = buffer(rows.length);
      bytes.asFloatBuffer().put(rows);
      transfer(bytes, (long) written * width * Float.BYTES, true);
    }
    written += more;
  }

  @Override
  public void read(int first, int count, double[] into) {
    Objects.checkFromIndexSize(first, count, this.count);
    int values = count * width;
    if (memory != null) {
      for (int i = 0; i < values; i++) {
        into[i] = memory[first * width + i];
      }
    } else {
      ByteBuffer bytes = buffer(values);
      transfer(bytes, (long) first * width * Float.BYTES, false);
      FloatBuffer floats = bytes.flip().order(ByteOrder.nativeOrder()).asFloatBuffer();
      for (int i = 0; i < values; i++) {
        into[i] = floats.get(i);
      }
    }
  }

  private static ByteBuffer buffer(int values) {
    return ByteBuffer.allocate(Math.multiplyExact(values, Float.BYTES))
        .order(ByteOrder.nativeOrder());
  }

  private void transfer(ByteBuffer bytes, long at, boolean out) {
    FileChannel channel = Objects.requireNonNull(file, "rows are in memory");
    try {
      while (bytes.hasRemaining()) {
        int moved =
            out
                ? channel.write(bytes, at + bytes.position())
                : channel.read(bytes, at + bytes.position());
        if (moved < 0) {
          throw new IOException("it ends before row " + at / Float.BYTES / width);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the temporary file of samples cannot be used: " + e, e);
    }
  }

  @Override
  public void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
