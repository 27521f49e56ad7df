package io.gan4j.datasets.internal;

import io.gan4j.api.config.Check;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Some of a source's samples: {@code first:end}, the end not included.
 *
 * @param from first sample
 * @param to sample after the last; null for the source's end
 */
public record Slice(long from, @Nullable Long to) {
  /** Everything. */
  public static final Slice ALL = new Slice(0, null);

  private static final Pattern FORM = Pattern.compile("(\\d{0,18}):(\\d{0,18})");

  /**
   * Reads a run file's split.
   *
   * @param split {@code 0:50000}, {@code 50000:}, {@code :50000}, or null for everything
   * @throws io.gan4j.api.config.InvalidValueException if it is of another form, or empty
   */
  public static Slice parse(@Nullable String split) {
    if (split == null) {
      return ALL;
    }
    Matcher matcher = FORM.matcher(split.strip());
    Check.rule(
        matcher.matches(), "split", "must be first:end, for example 0:50000", "'" + split + "'");
    long from = matcher.group(1).isEmpty() ? 0 : Long.parseLong(matcher.group(1));
    Long to = matcher.group(2).isEmpty() ? null : Long.valueOf(matcher.group(2));
    Check.rule(to == null || from < to, "split", "must have first < end", "'" + split + "'");
    return new Slice(from, to);
  }

  /** The sample after the last, of a source with so many. */
  public long end(long size) {
    return to == null ? size : to;
  }

  @Override
  public String toString() {
    return from + ":" + (to == null ? "" : to);
  }
}
