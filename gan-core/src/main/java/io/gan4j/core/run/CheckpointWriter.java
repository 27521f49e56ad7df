package io.gan4j.core.run;

import io.gan4j.api.GanException;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.checkpoint.Checkpoints;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes checkpoints on a thread of its own, one after the other. The state was copied before, so
 * that training goes on meanwhile; a second checkpoint waits until the first is written, so that no
 * more than two copies of the state are held.
 */
final class CheckpointWriter implements AutoCloseable {
  private final Checkpoints checkpoints;
  private final EventLog events;
  private final int keep;
  private final LongPredicate keptForGood;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread writer = new Thread(task, "gan4j-checkpoints");
            writer.setDaemon(true);
            return writer;
          });
  private @Nullable Future<?> writing;

  /**
   * @param events is on the disk before a checkpoint that counts on it
   * @param keptForGood steps whose checkpoints are never removed
   */
  CheckpointWriter(Checkpoints checkpoints, EventLog events, int keep, LongPredicate keptForGood) {
    this.checkpoints = checkpoints;
    this.events = events;
    this.keep = keep;
    this.keptForGood = keptForGood;
  }

  /** Takes a checkpoint on; waits for the one before. */
  void write(Checkpoint checkpoint) {
    finish();
    writing =
        thread.submit(
            () -> {
              events.force();
              checkpoints.write(checkpoint, keep, keptForGood);
            });
  }

  /**
   * Looks whether the last write has failed, without waiting for it.
   *
   * @throws GanException if it has
   */
  void check() {
    if (writing != null && writing.isDone()) {
      finish();
    }
  }

  /**
   * Waits until everything is written.
   *
   * @throws GanException if it could not be
   */
  void finish() {
    if (writing == null) {
      return;
    }
    Future<?> waited = writing;
    writing = null;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          waited.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true; // a write under way is brought to its end
        } catch (ExecutionException e) {
          if (e.getCause() instanceof RuntimeException failure) {
            throw failure;
          }
          throw new GanException("a checkpoint cannot be written: " + e.getCause(), e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Brings a write under way to its end. */
  @Override
  public void close() {
    try {
      finish();
    } finally {
      thread.shutdown();
      try {
        thread.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
