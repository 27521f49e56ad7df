package io.gan4j.tabular.internal.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * How a month stands in a date: as its number, the first letters of its name, or all of them; and
 * how these are written.
 */
enum MonthName {
  /** As its number. */
  NUMBER("M", name -> name),
  /** As in {@code Jan}. */
  SHORT("MMM", name -> name.substring(0, 3)),
  /** As in {@code January}. */
  LONG("MMMM", name -> name),
  /** As in {@code JAN}. */
  SHORT_UPPER("MON", name -> name.substring(0, 3).toUpperCase(Locale.ROOT)),
  /** As in {@code JANUARY}. */
  LONG_UPPER("MONTH", name -> name.toUpperCase(Locale.ROOT)),
  /** As in {@code jan}. */
  SHORT_LOWER("mon", name -> name.substring(0, 3).toLowerCase(Locale.ROOT)),
  /** As in {@code january}. */
  LONG_LOWER("month", name -> name.toLowerCase(Locale.ROOT));

  private final String letters;
  private final UnaryOperator<String> written;

  MonthName(String letters, UnaryOperator<String> written) {
    this.letters = letters;
    this.written = written;
  }

  /** The way that a pattern's letters mean; {@code MM} is a number. */
  static MonthName of(String letters) {
    return Arrays.stream(values())
        .filter(way -> way.letters.equals(letters))
        .findFirst()
        .orElse(NUMBER);
  }

  /**
   * The letters in a pattern.
   *
   * @param padded whether numbers below ten have a zero before them
   */
  String pattern(boolean padded) {
    return this == NUMBER && padded ? "MM" : letters;
  }

  /**
   * A month's name.
   *
   * @param month from 1
   */
  String of(int month) {
    return written.apply(DateText.nameOf(month));
  }
}
