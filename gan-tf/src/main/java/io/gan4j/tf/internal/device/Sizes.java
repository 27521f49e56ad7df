package io.gan4j.tf.internal.device;

import java.util.Locale;

/** Sizes of memory for people. */
final class Sizes {
  private Sizes() {}

  static String gibibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }
}
