package io.gan4j.tabular.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a column of texts writes numbers that SQL does not take for such: {@code 1.461,47 €}, {@code
 * CHF 1'200.50}, {@code 12,5 %}, {@code (300.00)}.
 *
 * @param decimal what stands before the decimals: a point or a comma
 * @param brackets whether negative numbers stand in brackets
 * @param dash whether no decimals are written as a dash: {@code 12.–}
 * @param minus whether a sign is a minus that is no hyphen
 * @param dottedUnit whether there is a unit with a point in it: {@code Fr. 12}
 * @param blank one of the words for nothing among them, {@code n/a}; empty if there is none
 * @param example one of them, that is no plain number if there is one
 */
record NumberNotation(
    char decimal,
    boolean brackets,
    boolean dash,
    boolean minus,
    boolean dottedUnit,
    String blank,
    String example) {
  private static final Set<String> BLANK =
      Set.of(
          "",
          "-",
          "--",
          "–",
          "—",
          "?",
          ".",
          "n/a",
          "n.a.",
          "na",
          "#n/a",
          "null",
          "none",
          "nil",
          "nan",
          "k.a.",
          "unknown",
          "missing",
          "unbekannt");

  private static final String UNIT =
      "(?:[€$£¥%‰]|(?i:CHF|EUR|USD|GBP|SEK|NOK|DKK|PLN|CZK|JPY|S?Fr\\.?|kr\\.?|zł|Kč))";

  private static final String DIGITS = "([.,]?\\d(?:[\\d.,'’ \\u00a0\\u202f]*\\d)?)";

  private static final Pattern NUMBER =
      Pattern.compile(
          "(\\(?)\\s*([-+−]?)\\s*"
              + UNIT
              + "?\\s*([-+−]?)\\s*"
              + DIGITS
              + "(\\.[-–—]{1,2})?\\s*"
              + UNIT
              + "?\\s*(\\)?)",
          Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern COMMA = decimals(',', ".'’ \\u00a0\\u202f");
  private static final Pattern POINT = decimals('.', ",'’ \\u00a0\\u202f");
  private static final Pattern PLAIN = Pattern.compile("[-+]?\\d+(\\.\\d+)?");
  private static final Pattern DOTTED = Pattern.compile("(?i)\\b(Fr|kr)\\.");

  /** Groups of three digits, or none, and decimals. */
  private static Pattern decimals(char decimal, String between) {
    String part = "(?:[" + decimal + "]\\d+)?";
    return Pattern.compile(
        "[1-9]\\d{0,2}(?:["
            + between
            + "]\\d{3})+"
            + part
            + "|(?:0|[1-9]\\d*)"
            + part
            + "|["
            + decimal
            + "]\\d+");
  }

  /** What all of these texts are written in; empty if one of them is no number, or none is. */
  static Optional<NumberNotation> of(List<String> texts) {
    boolean comma = true;
    boolean point = true;
    boolean brackets = false;
    boolean dash = false;
    boolean minus = false;
    boolean dotted = false;
    String blank = "";
    boolean grouped = false;
    String example = "";
    boolean plain = true;
    for (String text : texts) {
      String stripped = text.replace('\u00a0', ' ').strip();
      if (BLANK.contains(stripped.toLowerCase(Locale.ROOT))) {
        blank = blank.isEmpty() ? stripped : blank;
        continue;
      }
      Matcher number = NUMBER.matcher(stripped);
      if (!number.matches() || number.group(1).isEmpty() != number.group(6).isEmpty()) {
        return Optional.empty();
      }
      String digits = number.group(4);
      comma &= COMMA.matcher(digits).matches();
      point &= POINT.matcher(digits).matches();
      if (!comma && !point) {
        return Optional.empty();
      }
      grouped |= digits.matches(".*\\D.*");
      brackets |= !number.group(1).isEmpty();
      dash |= number.group(5) != null;
      minus |= stripped.indexOf('−') >= 0;
      dotted |= DOTTED.matcher(stripped).find();
      boolean own = PLAIN.matcher(stripped).matches();
      if (example.isEmpty() || (plain && !own)) {
        example = stripped;
        plain = own;
      }
    }
    if (example.isEmpty() || (plain && blank.isEmpty())) {
      return Optional.empty();
    }
    // Where both fit, every point and every comma is before three digits: a group's.
    char decimal = comma && point && grouped ? both(texts) : comma && !point ? ',' : '.';
    return Optional.of(new NumberNotation(decimal, brackets, dash, minus, dotted, blank, example));
  }

  /** The decimal sign that is not the one between groups. */
  private static char both(List<String> texts) {
    return texts.stream().anyMatch(text -> text.matches(".*\\d\\.\\d.*")) ? ',' : '.';
  }
}
