package io.gan4j.core.run;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.SampleSpace;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Batches in order, read ahead by a thread of its own into a fixed set of buffers, so that a step
 * finds its batch ready. A batch belongs to the taker until it is given back.
 */
final class BatchStream implements AutoCloseable {
  private static final int READ_AHEAD = 2;

  /** Batch, or the reason why there is none. */
  private record Read(@Nullable Batch batch, @Nullable RuntimeException failure) {}

  private final Dataset dataset;
  private final EpochOrder order;
  private final BlockingQueue<Read> ready;
  private final BlockingQueue<Batch> free;
  private final Thread reader;
  private final int batchSize;

  /**
   * @param space what a sample is, in the range the networks see
   * @param inUse most batches that are taken and not yet given back
   * @param first number of the first batch
   */
  BatchStream(
      Dataset dataset, SampleSpace space, EpochOrder order, int batchSize, int inUse, long first) {
    this.dataset = dataset;
    this.order = order;
    this.batchSize = batchSize;
    int buffers = inUse + READ_AHEAD;
    ready = new ArrayBlockingQueue<>(buffers + 1);
    free = new ArrayBlockingQueue<>(buffers);
    for (int i = 0; i < buffers; i++) {
      free.add(new Batch(space, batchSize));
    }
    reader = new Thread(() -> readFrom(first), "gan4j-data");
    reader.setDaemon(true);
    reader.start();
  }

  /** The next batch, as soon as it is there. */
  Batch take() throws InterruptedException {
    Read read = ready.take();
    if (read.batch() == null) {
      ready.add(read); // every later taker is to hear of it too
      throw requireNonNull(read.failure());
    }
    return read.batch();
  }

  /** Gives a batch back; its arrays are about to be overwritten. */
  void release(Batch batch) {
    free.add(batch);
  }

  private void readFrom(long first) {
    long[] indices = new long[batchSize];
    try {
      for (long number = first; ; number++) {
        Batch batch = free.take();
        order.indices(number * batchSize, indices);
        dataset.read(indices, batch);
        ready.put(new Read(batch, null));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    } catch (RuntimeException e) {
      ready.add(new Read(null, e));
    }
  }

  /** Stops reading, and waits until no read is under way, so that the data set can be closed. */
  @Override
  public void close() {
    reader.interrupt();
    boolean interrupted = false;
    while (reader.isAlive()) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
