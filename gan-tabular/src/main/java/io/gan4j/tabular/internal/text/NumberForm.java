package io.gan4j.tabular.internal.text;

import io.gan4j.tabular.internal.sql.SqlType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers with decimals.
 *
 * @param mark before the decimals, a point or a comma
 * @param decimals always so many; {@link #ANY}: as many as a number has, and none for a whole one;
 *     {@link #USUAL}: the same with at least one
 */
record NumberForm(char mark, int decimals) implements Spelling {
  static final int ANY = -1;
  static final int USUAL = -2;

  private static final int MOST = 22;
  private static final Pattern PATTERN = Pattern.compile("0([.,])(0{1," + MOST + "}|#|0#)");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern NO_NUMBER =
      Pattern.compile("[+-]?(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);

  static Optional<NumberForm> of(String pattern) {
    Matcher found = PATTERN.matcher(pattern);
    if (!found.matches()) {
      return Optional.empty();
    }
    String decimals = found.group(2);
    return Optional.of(
        new NumberForm(
            found.group(1).charAt(0),
            decimals.equals("#") ? ANY : decimals.equals("0#") ? USUAL : decimals.length()));
  }

  @Override
  public String pattern() {
    return "0"
        + mark
        + switch (decimals) {
          case ANY -> "#";
          case USUAL -> "0#";
          default -> "0".repeat(decimals);
        };
  }

  @Override
  public SqlType type() {
    return SqlType.DOUBLE;
  }

  @Override
  public @Nullable Double value(String text) {
    return number(mark == ',' ? withPoint(text) : text);
  }

  /** The same number with a point; a text with a point has none then. */
  private static String withPoint(String text) {
    return text.indexOf('.') >= 0 ? "" : text.replace(',', '.');
  }

  /** The number of a text, which may be infinite or NaN; null if it is none. */
  static @Nullable Double number(String text) {
    String number = text.strip();
    if (NUMBER.matcher(number).matches()) {
      return Double.valueOf(number);
    }
    if (!NO_NUMBER.matcher(number).matches()) {
      return null;
    }
    return number.toLowerCase(Locale.ROOT).contains("nan")
        ? Double.NaN
        : number.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  @Override
  public String text(double value) {
    BigDecimal exact = BigDecimal.valueOf(value);
    BigDecimal rounded =
        decimals >= 0 ? exact.setScale(decimals, RoundingMode.HALF_EVEN) : trimmed(exact);
    return rounded.toPlainString().replace('.', mark);
  }

  private BigDecimal trimmed(BigDecimal value) {
    BigDecimal shortest = value.stripTrailingZeros();
    return shortest.setScale(Math.max(decimals == USUAL ? 1 : 0, shortest.scale()));
  }

  @Override
  public boolean usual() {
    return mark == '.' && decimals == USUAL;
  }
}
