package io.gan4j.tabular.internal.sql;

import io.gan4j.api.GanException;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread that a database's statements run on. The engine hears of nothing while it works, so
 * that somebody else has to wait for it: who is interrupted, or finds that it has worked for too
 * long, and has it stop.
 */
final class StatementThread {
  private static final long LOOK_MS = 100;
  private static final long CANCEL_MS = 50;

  /** A single function over a large value goes on to its end whatever it is told. */
  private static final long GRACE_MS = 5000;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(work -> daemon(work, "gan4j-sql"));
  private volatile boolean busy;
  private volatile boolean ending;
  private volatile @Nullable Future<?> running;

  /** What is done with statements. */
  interface Work<T> {
    T run() throws SQLException;
  }

  /** Why what runs is to be stopped; null while it may go on. */
  interface Watch {
    @Nullable String reason();
  }

  /** What is done without a result. */
  interface Runs {
    void run() throws SQLException;
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Does some work and waits for it.
   *
   * @param cancel tells the engine to stop; may wait, and may come too early
   * @throws GanException with the reason why it was stopped; or if the waiting thread was
   *     interrupted, as which it is marked again
   */
  <T> T run(Work<T> work, Watch watch, Runs cancel) throws SQLException {
    Future<T> done = thread.submit(work::run);
    running = done;
    try {
      while (true) {
        try {
          return done.get(LOOK_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          String reason = watch.reason();
          if (reason != null) {
            stop(done, cancel);
            throw new GanException(reason);
          }
        }
      }
    } catch (InterruptedException e) {
      stop(done, cancel);
      Thread.currentThread().interrupt();
      throw interrupted(e);
    } catch (ExecutionException e) {
      if (ending) {
        throw interrupted(e);
      }
      throw rethrown(e.getCause());
    }
  }

  private static GanException interrupted(Exception e) {
    return new GanException("interrupted while it was read", e);
  }

  /** Stops what runs, because the process ends. */
  void end(Runs cancel) {
    ending = true;
    Future<?> done = running;
    if (done != null) {
      stop(done, cancel);
    }
  }

  private static SQLException rethrown(@Nullable Throwable failure) {
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof SQLException sql ? sql : new SQLException(failure);
  }

  /** Tells the engine to stop until it does, and waits for a while. */
  private void stop(Future<?> done, Runs cancel) {
    Thread canceller = daemon(() -> cancel(done, cancel), "gan4j-sql-stop");
    canceller.start();
    try {
      canceller.join(GRACE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    busy = !done.isDone();
  }

  private static void cancel(Future<?> done, Runs cancel) {
    while (!done.isDone()) {
      try {
        cancel.run();
      } catch (SQLException e) {
        // The statement was closed in between: the next one is told.
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(CANCEL_MS));
    }
  }

  /**
   * Does something last, and waits for it unless what is done before it does not stop.
   *
   * @throws SQLException if it fails
   */
  void last(Runs work) throws SQLException {
    Future<?> done =
        thread.submit(
            () -> {
              work.run();
              return true;
            });
    thread.shutdown();
    boolean interrupted = false;
    while (!busy) {
      try {
        done.get();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        throw rethrown(e.getCause());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
