package io.gan4j.core.data;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Work that several threads share. */
final class Workers {
  private Workers() {}

  /**
   * Runs the same work in several threads, and waits for all of them.
   *
   * @throws RuntimeException the first that a thread threw
   */
  static void run(int count, Runnable work) throws InterruptedException {
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
