package io.gan4j.serve;

import io.gan4j.core.serve.BusyException;
import io.gan4j.core.serve.RowBlocks;
import io.gan4j.core.serve.RowValues;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are written while they are made: a block at a time, however many there are. A stream
 * keeps a thread for as long as its reader takes, so there are only so many.
 */
final class RowStreams {
  private static final int MOST = 16;
  private static final long PAUSE_MILLIS = 20;

  private final Semaphore free = new Semaphore(MOST);
  private final Duration patience;

  /**
   * What is asked for.
   *
   * @param label of all rows; null: the classes in turn, if there are any
   */
  record Wanted(
      RowBlocks blocks, RowValues values, long seed, long count, @Nullable Integer label) {}

  /**
   * @param patience how long a stream waits for its turn before it is broken off
   */
  RowStreams(Duration patience) {
    this.patience = patience;
  }

  /**
   * The rows. The first block is made at once, so that what fails is told with a status.
   *
   * @throws HttpFailure if there are too many streams
   */
  Answer of(Wanted wanted, RowText format) {
    if (!free.tryAcquire()) {
      throw new HttpFailure(HttpFailure.TOO_MANY, "busy: " + MOST + " streams of rows are read");
    }
    try {
      float[] first = block(wanted, 0);
      return Answer.streamed(
          format.type() + "; charset=utf-8",
          new Answer.Content() {
            @Override
            public void writeTo(OutputStream out) throws IOException {
              try {
                write(wanted, format, first, out);
              } finally {
                free.release();
              }
            }

            @Override
            public void drop() {
              free.release();
            }
          });
    } catch (RuntimeException | Error e) {
      free.release();
      throw e;
    }
  }

  private void write(Wanted wanted, RowText format, float[] first, OutputStream out)
      throws IOException {
    out.write(format.head(wanted.values()).getBytes(StandardCharsets.UTF_8));
    for (long block = 0; block * RowBlocks.SIZE < wanted.count(); block++) {
      write(wanted, format, block == 0 ? first : waited(wanted, block), rows(wanted, block), out);
    }
  }

  private static int rows(Wanted wanted, long block) {
    return (int) Math.min(RowBlocks.SIZE, wanted.count() - block * RowBlocks.SIZE);
  }

  private static float[] block(Wanted wanted, long block) {
    return wanted.blocks().block(wanted.seed(), block, rows(wanted, block), wanted.label());
  }

  private float[] waited(Wanted wanted, long block) throws IOException {
    long until = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return block(wanted, block);
      } catch (BusyException e) {
        if (System.nanoTime() > until) {
          throw new IOException("rows are not made in time", e);
        }
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the server is closed", e);
    }
  }

  private static void write(
      Wanted wanted, RowText format, float[] block, int rows, OutputStream out) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      format.append(wanted.values(), wanted.values().row(block, row), text);
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
