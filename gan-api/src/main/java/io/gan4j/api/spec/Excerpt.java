package io.gan4j.api.spec;

import java.util.Locale;

/**
 * Text of a stranger as a message shows it: on one line, harmless to a terminal, and no longer than
 * a person reads.
 */
public final class Excerpt {
  private static final int LONGEST = 60;

  private Excerpt() {}

  /** At most 60 characters of a text, in quotation marks. */
  public static String quoted(String text) {
    return "'" + of(text, LONGEST) + "'";
  }

  /**
   * The beginning of a text. What is no visible character or blank is written as its number in
   * hexadecimal, as Java's sources have it.
   *
   * @param longest characters of the text; of a longer one an ellipsis is added
   */
  public static String of(String text, int longest) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(longest).forEach(character -> append(shown, character));
    return text.codePointCount(0, text.length()) > longest ? shown + "…" : shown.toString();
  }

  private static void append(StringBuilder shown, int character) {
    switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT, // turns the direction of what follows, or is not seen
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          shown.append(String.format(Locale.ROOT, "\\u%04x", character));
      default -> shown.appendCodePoint(character);
    }
  }
}
