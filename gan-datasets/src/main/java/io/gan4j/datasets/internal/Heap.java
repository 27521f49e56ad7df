package io.gan4j.datasets.internal;

import io.gan4j.api.DataException;
import io.gan4j.api.internal.Quantities;
import java.util.Locale;

/** Refuses early and clearly what would end in an OutOfMemoryError after minutes. */
public final class Heap {
  /** Left to everything else: batches, buffers, the rest of the program. */
  private static final long RESERVE = 32L << 20;

  private Heap() {}

  /**
   * Checks that samples fit.
   *
   * @param bytes needed
   * @param name of the source
   * @param what is to be held, in words
   * @throws DataException if they do not fit
   */
  public static void check(long bytes, String name, String what) {
    if (bytes <= free()) {
      return;
    }
    // Garbage counts as used until it is collected, and only here does the difference matter.
    System.gc();
    long free = free();
    if (bytes > free) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s needs %s of memory for its samples (%s), but only %s of this JVM's heap of %s"
                  + " are free; raise -Xmx",
              name,
              Quantities.bytes(bytes),
              what,
              Quantities.bytes(free),
              Quantities.bytes(Runtime.getRuntime().maxMemory())));
    }
  }

  private static long free() {
    Runtime runtime = Runtime.getRuntime();
    return free(runtime.maxMemory(), runtime.totalMemory() - runtime.freeMemory());
  }

  /** What samples may take of a heap; never less than nothing. */
  static long free(long most, long used) {
    return Math.max(0, most - RESERVE - used);
  }
}
