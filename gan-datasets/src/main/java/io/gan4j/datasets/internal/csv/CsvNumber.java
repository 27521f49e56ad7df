package io.gan4j.datasets.internal.csv;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/** Numbers as files of text write them: what is before the decimals, and what stands for none. */
public enum CsvNumber {
  /** 9.99 */
  POINT,
  /** 9,99 */
  COMMA;

  private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none", "?");

  /** What a comma between thousands looks like. */
  private static final Pattern THOUSANDS = Pattern.compile("[+-]?[1-9]\\d{0,2},\\d{3}");

  /** Whole numbers of fewer digits are doubles, each another. */
  private static final int SAFE_DIGITS = 15;

  /** The number in a field; empty if it is none, NaN if it is missing. */
  OptionalDouble of(String field) {
    String text = field.strip();
    String small = text.toLowerCase(Locale.ROOT);
    if (MISSING.contains(small)) {
      return OptionalDouble.of(Double.NaN);
    }
    if (this == COMMA) {
      if (text.indexOf('.') >= 0) {
        return OptionalDouble.empty();
      }
      text = text.replace(',', '.');
    }
    boolean infinite = small.endsWith("inf") || text.endsWith("Infinity");
    // Java's own suffixes for floats and doubles, and its hexadecimals, mean nothing in data.
    if (small.indexOf('x') >= 0
        || (Character.isLetter(text.charAt(text.length() - 1)) && !infinite)) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(
          small.endsWith("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** Whether a field is a whole number that would become another one as a double. */
  static boolean isTooLong(String field) {
    String text = field.strip();
    return text.length() > SAFE_DIGITS
        && text.matches("[+-]?\\d+")
        && new BigDecimal(text).compareTo(new BigDecimal(Double.parseDouble(text))) != 0;
  }

  /** Whether a field is digits with a zero before them, as codes are. */
  static boolean isCode(String field) {
    return field.strip().matches("0\\d+");
  }

  /** Whether a field's comma could stand between thousands. */
  static boolean mayBeThousands(String field) {
    return THOUSANDS.matcher(field.strip()).matches();
  }
}
