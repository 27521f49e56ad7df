package io.gan4j.datasets.internal.image;

import io.gan4j.api.data.Image;
import io.gan4j.api.data.Range;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which levels deep pictures have, and how many of them are left where they become bytes. */
final class LevelSurvey {
  /** With fewer of them steps are seen where there were none. */
  private static final int FEW = 64;

  private static final int MOST_COUNTED = 1 << 16;

  private final Set<Float> levels = new HashSet<>();
  private final BitSet bytes = new BitSet();
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;
  private @Nullable Range full;

  /** Adds a deep picture. */
  void add(Picture picture) {
    full = picture.full();
    for (float level : picture.numbers()) {
      low = Math.min(low, level);
      high = Math.max(high, level);
      if (levels.size() < MOST_COUNTED) {
        levels.add(level);
      }
    }
  }

  /** Adds what a deep picture becomes. */
  void add(Image image) {
    for (byte level : image.pixels()) {
      bytes.set(level & 0xFF);
    }
  }

  /** Whether levels were lost until fewer than 64 were left. */
  boolean poor() {
    return bytes.cardinality() < FEW && bytes.cardinality() < levels.size();
  }

  /**
   * The levels in words: {@code levels 3 to 4,093 of [0, 65535]}.
   *
   * @param taken for black and white; empty for the format's
   */
  String words(List<Range> taken) {
    Range own = full;
    List<Range> ranges = taken.isEmpty() && own != null ? List.of(own) : taken;
    return String.format(Locale.ROOT, "levels %s to %s", number(low), number(high))
        + (ranges.isEmpty()
            ? ""
            : " of " + ranges.stream().map(Range::toString).collect(Collectors.joining(", ")));
  }

  /** What can be done about it. */
  String advice() {
    long above = Long.highestOneBit(Math.max(1, (long) Math.ceil(high))) * 2 - 1;
    return String.format(
        Locale.ROOT,
        "as bytes only %d of %,d levels are left; give the range with levels (levels: {low: 0, high: %d}), or"
            + " let it be found (levels: {ends: found})",
        bytes.cardinality(),
        levels.size(),
        above);
  }

  private static String number(double level) {
    return level == Math.rint(level)
        ? String.format(Locale.ROOT, "%,d", (long) level)
        : String.format(Locale.ROOT, "%.6g", level);
  }
}
