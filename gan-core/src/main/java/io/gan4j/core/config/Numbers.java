package io.gan4j.core.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Numbers in run files. YAML 1.1, YAML 1.2 and JSON disagree on {@code 1e-4}, {@code .5}, {@code
 * 1_000} and {@code 010}; here they are what they look like, in decimal.
 */
final class Numbers {
  private static final Pattern WHOLE = Pattern.compile("[-+]?\\d+(_\\d+)*");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\d+(_\\d+)*(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d{1,6})?");
  private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.?(nan|inf|infinity)");

  /** No number that means anything is longer; regular expressions recurse on long text. */
  private static final int MAX_LENGTH = 100;

  private Numbers() {}

  /** Thrown with what is wrong with a number: the end of the sentence that says what was found. */
  static final class NotANumber extends Exception {
    private static final long serialVersionUID = 1L;

    private final String problem;

    NotANumber(String problem) {
      super(problem);
      this.problem = problem;
    }

    String problem() {
      return problem;
    }
  }

  /** Whether a plain scalar is meant as a number. */
  static boolean looksLikeNumber(String text) {
    return text.length() <= MAX_LENGTH && DECIMAL.matcher(text).matches();
  }

  static long whole(String text, long least, long most) throws NotANumber {
    if (text.length() > MAX_LENGTH || !WHOLE.matcher(text).matches()) {
      throw new NotANumber(
          "expected a whole number, found '" + shortened(text) + "'" + wholeHint(text));
    }
    BigInteger value = new BigInteger(text.replace("_", ""));
    if (value.compareTo(BigInteger.valueOf(least)) < 0
        || value.compareTo(BigInteger.valueOf(most)) > 0) {
      throw new NotANumber(
          "expected a whole number from " + least + " to " + most + ", found " + text);
    }
    return value.longValue();
  }

  private static String wholeHint(String text) {
    if (!looksLikeNumber(text)) {
      return "";
    }
    BigDecimal value = new BigDecimal(text.replace("_", ""));
    // 1e3 and 4.0 are whole, but a whole number is asked to look like one.
    boolean whole = value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
    boolean small = value.precision() - value.scale() <= 19;
    return whole && small ? "; write " + value.toBigInteger() : "";
  }

  static double decimal(String text) throws NotANumber {
    if (!looksLikeNumber(text)) {
      boolean notFinite = NOT_FINITE.matcher(text.toLowerCase(Locale.ROOT)).matches();
      throw new NotANumber(
          (notFinite ? "expected a finite number" : "expected a number")
              + ", found '"
              + shortened(text)
              + "'");
    }
    double value = Double.parseDouble(text.replace("_", ""));
    boolean vanished = value == 0 && text.replaceAll("[eE].*", "").matches(".*[1-9].*");
    if (!Double.isFinite(value) || vanished) {
      throw new NotANumber("expected a number that fits in 64 bits, found '" + text + "'");
    }
    return value;
  }

  /** The shortest text that reads as this value again: {@code 0.999}, {@code 2.0e-4}. */
  static String written(double value) {
    if (Double.isNaN(value)) {
      return ".nan";
    }
    if (Double.isInfinite(value)) {
      return value < 0 ? "-.inf" : ".inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal shortest = new BigDecimal(value);
    for (int digits = 1; digits <= 17; digits++) {
      shortest = new BigDecimal(value).round(new MathContext(digits));
      if (shortest.doubleValue() == value) {
        break;
      }
    }
    shortest = shortest.stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= -3 && exponent < 7) {
      return shortest.setScale(Math.max(1, shortest.scale())).toPlainString();
    }
    BigDecimal mantissa = shortest.movePointLeft(exponent);
    return mantissa.setScale(Math.max(1, mantissa.scale())).toPlainString() + "e" + exponent;
  }

  private static String shortened(String text) {
    return text.length() > MAX_LENGTH ? text.substring(0, 20) + "…" : text;
  }
}
