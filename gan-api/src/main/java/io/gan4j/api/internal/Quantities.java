package io.gan4j.api.internal;

import java.time.Duration;
import java.util.Locale;

/** Sizes, counts and times as people read them: one way in every message and on every page. */
public final class Quantities {
  private static final long KIB = 1 << 10;
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;
  private static final long TIB = 1L << 40;

  /** A unit is kept up to this many of it, so that no figure is lost where it begins. */
  private static final int MOST_SECONDS = 100;

  private static final int MOST_MINUTES = 100;
  private static final int MOST_HOURS = 48;

  private Quantities() {}

  /**
   * Bytes in units of 1024: {@code 512 B}, {@code 8.5 KiB}, {@code 120 MiB}, {@code 1.5 GiB}. Below
   * ten, and from a GiB on, with one decimal.
   */
  public static String bytes(long bytes) {
    if (bytes < KIB) {
      return bytes + " B";
    }
    if (bytes < MIB) {
      return bytes(bytes, KIB, "KiB");
    }
    if (bytes < GIB) {
      return bytes(bytes, MIB, "MiB");
    }
    return bytes < TIB
        ? String.format(Locale.ROOT, "%.1f GiB", bytes / (double) GIB)
        : String.format(Locale.ROOT, "%,.1f TiB", bytes / (double) TIB);
  }

  private static String bytes(long bytes, long unit, String name) {
    double count = bytes / (double) unit;
    return String.format(Locale.ROOT, count < 9.95 ? "%.1f %s" : "%.0f %s", count, name);
  }

  /** A whole number with a comma at each thousand. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /**
   * About how long something takes, in the one unit that says it: {@code 45 s}, {@code 12 min},
   * {@code 3.5 h}, {@code 4 days}.
   */
  public static String time(Duration time) {
    double seconds = time.toMillis() / 1e3;
    if (Math.round(seconds) < MOST_SECONDS) {
      return Math.round(seconds) + " s";
    }
    if (Math.round(seconds / 60) < MOST_MINUTES) {
      return Math.round(seconds / 60) + " min";
    }
    double hours = seconds / 3600;
    return hours < MOST_HOURS
        ? String.format(Locale.ROOT, hours < 9.95 ? "%.1f h" : "%.0f h", hours)
        : Math.round(hours / 24) + " days";
  }
}
