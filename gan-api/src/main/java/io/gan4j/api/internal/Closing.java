package io.gan4j.api.internal;

import org.jspecify.annotations.Nullable;

/** Closes what was opened before something failed. */
public final class Closing {
  private Closing() {}

  /**
   * Closes everything, in order, whatever closing throws: that is attached to the failure, which
   * stays the reason.
   *
   * @param opened what was opened so far; null for what was not
   */
  public static void after(Throwable failure, @Nullable AutoCloseable... opened) {
    for (AutoCloseable each : opened) {
      try {
        if (each != null) {
          each.close();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failure.addSuppressed(e);
      } catch (Exception e) {
        if (e != failure) {
          failure.addSuppressed(e);
        }
      }
    }
  }
}
