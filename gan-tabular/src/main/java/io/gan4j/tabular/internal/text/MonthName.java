package io.gan4j.tabular.internal.text;

import java.util.Arrays;
import java.util.Locale;

/**
 * How a month stands in a date: as its number, the first letters of its name, or all of them; and
 * how these are written.
 */
enum MonthName {
  /** As its number. */
  NUMBER("M"),
  /** As in {@code Jan}. */
  SHORT("MMM"),
  /** As in {@code January}. */
  LONG("MMMM"),
  /** As in {@code JAN}. */
  SHORT_UPPER("MON"),
  /** As in {@code JANUARY}. */
  LONG_UPPER("MONTH"),
  /** As in {@code jan}. */
  SHORT_LOWER("mon"),
  /** As in {@code january}. */
  LONG_LOWER("month");

  private final String letters;

  MonthName(String letters) {
    this.letters = letters;
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
   * A month as it stands there, a number without a zero before it.
   *
   * @param month from 1
   */
  String of(int month) {
    String name = DateText.nameOf(month);
    String first = name.substring(0, 3);
    return switch (this) {
      case NUMBER -> Integer.toString(month);
      case SHORT -> first;
      case LONG -> name;
      case SHORT_UPPER -> first.toUpperCase(Locale.ROOT);
      case LONG_UPPER -> name.toUpperCase(Locale.ROOT);
      case SHORT_LOWER -> first.toLowerCase(Locale.ROOT);
      case LONG_LOWER -> name.toLowerCase(Locale.ROOT);
    };
  }
}
