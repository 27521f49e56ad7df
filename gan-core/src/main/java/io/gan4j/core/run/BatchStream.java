package io.gan4j.core.run;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.SampleSpace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Batches in order, read ahead by a few threads into a fixed set of buffers, so that a step finds
 * its batch ready. A batch belongs to the taker until it is given back.
 */
final class BatchStream implements AutoCloseable {
  private static final int MOST_READERS = 4;

  /** What each reader may be ahead of the steps: it evens out batches that take longer. */
  private static final int AHEAD_PER_READER = 2;

  private final Dataset dataset;
  private final BatchOrder order;
  private final int rows;
  private final int firstRow;
  private final List<Thread> readers = new ArrayList<>();

  /** Guarded by this, as everything below. */
  private final Deque<Batch> free = new ArrayDeque<>();

  private final Map<Long, Batch> ready = new HashMap<>();
  private long nextToRead;
  private long nextToTake;
  private @Nullable RuntimeException failure;
  private long failedAt = Long.MAX_VALUE;

  /**
   * @param space what a sample is, in the range the networks see
   * @param firstRow the first row of every batch that is read here
   * @param rows how many rows of it are read here
   * @param inUse most batches that are taken and not yet given back
   * @param first number of the first batch
   */
  BatchStream(
      Dataset dataset,
      SampleSpace space,
      BatchOrder order,
      int firstRow,
      int rows,
      int inUse,
      long first) {
    this.dataset = dataset;
    this.order = order;
    this.firstRow = firstRow;
    this.rows = rows;
    this.nextToRead = first;
    this.nextToTake = first;
    int threads = Math.min(MOST_READERS, Runtime.getRuntime().availableProcessors());
    for (int i = 0; i < inUse + AHEAD_PER_READER * threads; i++) {
      free.add(new Batch(space, rows));
    }
    for (int i = 0; i < threads; i++) {
      Thread reader = new Thread(this::readOn, "gan4j-data-" + i);
      reader.setDaemon(true);
      readers.add(reader);
    }
    readers.forEach(Thread::start);
  }

  /** The next batch, as soon as it is there. */
  synchronized Batch take() throws InterruptedException {
    while (!ready.containsKey(nextToTake)) {
      if (failure != null && failedAt <= nextToTake) {
        throw failure;
      }
      wait();
    }
    Batch batch = ready.remove(nextToTake);
    nextToTake++;
    return requireNonNull(batch);
  }

  /** Gives a batch back; its arrays are about to be overwritten. */
  synchronized void release(Batch batch) {
    free.add(batch);
    notifyAll();
  }

  private void readOn() {
    long[] indices = new long[rows];
    long[] epochs = new long[rows];
    try {
      while (true) {
        Batch batch;
        long number;
        synchronized (this) {
          while (free.isEmpty() || failure != null) {
            wait();
          }
          // With the buffer goes the number, so that the batch that is waited for has always one.
          batch = free.remove();
          number = nextToRead++;
        }
        try {
          order.visit(number, firstRow, indices, epochs);
          dataset.read(indices, epochs, batch);
          deliver(number, batch);
        } catch (RuntimeException e) {
          fail(number, e);
        } catch (Error e) {
          // Without memory, say, or with a mapped file that was cut off: whoever waits has to know.
          fail(number, new DataException("the data cannot be read: " + e, e));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private synchronized void deliver(long number, Batch batch) {
    ready.put(number, batch);
    notifyAll();
  }

  /** The failure of the first batch counts, whichever reader was faster. */
  private synchronized void fail(long number, RuntimeException e) {
    if (number < failedAt) {
      failedAt = number;
      failure = e;
    }
    notifyAll();
  }

  /** Stops reading, and waits until no read is under way, so that the data set can be closed. */
  @Override
  public void close() {
    readers.forEach(Thread::interrupt);
    boolean interrupted = false;
    for (Thread reader : readers) {
      while (reader.isAlive()) {
        try {
          reader.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
