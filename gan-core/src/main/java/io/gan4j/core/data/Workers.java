package io.gan4j.core.data;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Work that several threads share. */
final class Workers {
  private Workers() {}

  /**
   * Does all of some tasks, or as many as there is time to begin, in a thread per processor, and
   * waits for them.
   *
   * @param tasks their number
   * @param seconds after which none is begun
   * @param task what to do with the number of each, from 0
   * @throws RuntimeException the first that a thread threw
   */
  static void share(int tasks, double seconds, IntConsumer task) throws InterruptedException {
    long begin = System.nanoTime();
    long most = (long) (seconds * 1e9);
    AtomicLong next = new AtomicLong();
    run(
        Runtime.getRuntime().availableProcessors(),
        () -> {
          for (long i = next.getAndIncrement();
              i < tasks
                  && System.nanoTime() - begin < most
                  && !Thread.currentThread().isInterrupted();
              i = next.getAndIncrement()) {
            task.accept((int) i);
          }
        });
  }

  /**
   * Runs the same work in several threads, and waits for all of them.
   *
   * @throws RuntimeException the first that a thread threw
   */
  private static void run(int count, Runnable work) throws InterruptedException {
    AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.run();
                } catch (RuntimeException e) {
                  failure.compareAndSet(null, e);
                }
              },
              "gan4j-decode-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } finally {
      threads.forEach(Thread::interrupt);
    }
    RuntimeException thrown = failure.get();
    if (thrown != null) {
      throw thrown;
    }
  }
}
