package io.gan4j.serve;

import io.gan4j.core.serve.BusyException;
import io.gan4j.core.serve.TableRows;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
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
  record Wanted(TableRows table, long seed, long count, @Nullable Integer label) {}

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
      TableRows.Rows rows = wanted.table().rows(wanted.seed(), wanted.label());
      List<@Nullable Object[]> first = rows.next(wanted.count());
      return Answer.streamed(
          format.type() + "; charset=utf-8",
          new Answer.Content() {
            @Override
            public void writeTo(OutputStream out) throws IOException {
              try {
                write(wanted, format, rows, first, out);
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

  private void write(
      Wanted wanted,
      RowText format,
      TableRows.Rows rows,
      List<@Nullable Object[]> first,
      OutputStream out)
      throws IOException {
    out.write(format.head(wanted.table().columns()).getBytes(StandardCharsets.UTF_8));
    long left = wanted.count();
    List<@Nullable Object[]> block = first;
    while (true) {
      StringBuilder text = new StringBuilder();
      block.forEach(row -> format.append(wanted.table().columns(), row, text));
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
      left -= block.size();
      if (left == 0) {
        return;
      }
      block = waited(rows, left);
    }
  }

  private List<@Nullable Object[]> waited(TableRows.Rows rows, long most) throws IOException {
    long until = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return rows.next(most);
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
}
