package io.gan4j.api.data;

import io.gan4j.api.spec.Check;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a source, and which of its samples: {@code train}, {@code train[0:50000]}, {@code
 * [:90%]}, {@code [-1000:]}, {@code [-10%:]}. The end is not included; negative numbers count from
 * the end.
 */
public final class Split {
  private static final String BOUND = "(-?\\d{1,15}|-?\\d{1,3}(?:\\.\\d{1,6})?%)?";
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9][\\w./-]{0,99})?(?:\\[" + BOUND + ":" + BOUND + "\\])?");

  private final String text;
  private final @Nullable String part;
  private final @Nullable String from;
  private final @Nullable String to;

  private Split(String text, Matcher matcher) {
    this.text = text;
    this.part = matcher.group(1);
    this.from = matcher.group(2);
    this.to = matcher.group(3);
  }

  /**
   * Reads a run file's split.
   *
   * @throws io.gan4j.api.spec.InvalidValueException if it is of another form
   */
  public static Split parse(String text) {
    return parse("split", text);
  }

  /**
   * The same, of a parameter of another name.
   *
   * @throws io.gan4j.api.spec.InvalidValueException if it is of another form
   */
  public static Split parse(String parameter, String text) {
    Matcher matcher = FORM.matcher(text.strip());
    Check.rule(
        matcher.matches() && !text.isBlank(),
        parameter,
        "must be part, part[first:end] or [first:end], for example train[0:50000] or [:90%]",
        "'" + text + "'");
    return new Split(text.strip(), matcher);
  }

  /** The source's part, such as {@code train}; empty for what the reader says itself. */
  public Optional<String> part() {
    return Optional.ofNullable(part);
  }

  /**
   * The first sample, of a source with so many.
   *
   * @throws io.gan4j.api.spec.InvalidValueException if the split is empty or goes beyond it
   */
  public long first(long size) {
    long first = from == null ? 0 : position(from, size);
    long end = end(size);
    Check.rule(
        first < end,
        "split",
        "must leave samples, of the " + size + " there are",
        "'" + text + "'");
    return first;
  }

  /**
   * The sample behind the last, of a source with so many.
   *
   * @throws io.gan4j.api.spec.InvalidValueException if the split goes beyond it
   */
  public long end(long size) {
    return to == null ? size : position(to, size);
  }

  private long position(String bound, long size) {
    long position;
    if (bound.endsWith("%")) {
      double share = Double.parseDouble(bound.substring(0, bound.length() - 1)) / 100;
      position = Math.abs(share) > 1 ? size + 1 : Math.round(share * size) + (share < 0 ? size : 0);
    } else {
      long number = Long.parseLong(bound);
      position = number < 0 ? size + number : number;
    }
    Check.rule(
        position >= 0 && position <= size,
        "split",
        "must lie within the " + size + " samples there are",
        "'" + text + "'");
    return position;
  }

  @Override
  public String toString() {
    return text;
  }
}
