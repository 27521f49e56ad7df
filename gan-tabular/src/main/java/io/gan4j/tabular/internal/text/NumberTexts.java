package io.gan4j.tabular.internal.text;

import io.gan4j.api.spec.Excerpt;
import io.gan4j.tabular.internal.text.ColumnTexts.Found;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds how the numbers of a column are written: whole, with a point or with a comma, with how many
 * decimals. Numbers with zeros before them are codes, and no numbers.
 */
final class NumberTexts {
  private static final Pattern WHOLE = Pattern.compile("[+-]?(0|[1-9]\\d*)");
  private static final Pattern COMMA = Pattern.compile("[+-]?\\d+,\\d+");

  /** Digits with a zero before them. */
  private static final Pattern CODE = Pattern.compile("[+-]?0\\d+");

  /** How numbers are written by themselves. */
  private static final Pattern CANONICAL = Pattern.compile("-?(0|[1-9]\\d*)([.,]\\d+)?");

  /** What a comma between thousands looks like. */
  private static final Pattern THOUSANDS = Pattern.compile("[+-]?[1-9]\\d{0,2},\\d{3}");

  /** So many numbers do not look like days by chance. */
  private static final int ENOUGH = 20;

  /** Digits of a whole number of 64 bits, and of one of 128. */
  private static final int MOST_WHOLE = 18;

  private static final int MOST_LARGE = 38;

  private boolean whole = true;
  private boolean point = true;
  private boolean comma = true;
  private boolean surelyComma;
  private boolean anyComma;
  private int longest;
  private boolean days = true;
  private long count;
  private @Nullable String blank;

  private final Decimals decimals = new Decimals();

  /** How many decimals numbers have. */
  private static final class Decimals {
    private int least = Integer.MAX_VALUE;
    private int most;
    private boolean anyWhole;
    private boolean anyZero;
    private @Nullable String odd;

    /**
     * @param text a number with {@code mark} before its decimals
     */
    void add(String text, char mark) {
      int at = text.indexOf(mark);
      int count = at < 0 ? 0 : text.length() - at - 1;
      least = Math.min(least, count);
      most = Math.max(most, count);
      anyWhole |= count == 0;
      anyZero |= text.endsWith(mark + "0");
      if (odd == null && !CANONICAL.matcher(text).matches()) {
        odd = text;
      }
    }

    /** Always as many, as many as needed, or as files have it by themselves. */
    int form() {
      if (least == most && most > 1 && odd == null) {
        return most;
      }
      return anyWhole && !anyZero ? NumberForm.ANY : NumberForm.USUAL;
    }
  }

  void add(String text) {
    if (!point && !comma) {
      return;
    }
    String number = text.strip();
    if (blank == null && !number.equals(text)) {
      blank = text;
    }
    days = days && CompactDate.isLikely(number);
    count++;
    if (WHOLE.matcher(number).matches()) {
      longest = Math.max(longest, number.length());
      decimals.add(number, comma && !point ? ',' : '.');
      return;
    }
    whole = false;
    if (COMMA.matcher(number).matches()) {
      point = false;
      anyComma = true;
      surelyComma |= !THOUSANDS.matcher(number).matches();
      if (comma) {
        decimals.add(number, ',');
      }
      return;
    }
    comma = false;
    point &= NumberForm.number(number) != null && !CODE.matcher(number).matches();
    if (point) {
      decimals.add(number, '.');
    }
  }

  /** What the texts are; null if they are no numbers. */
  @Nullable Found found() {
    if (whole) {
      String note = note();
      return longest <= MOST_WHOLE
          ? Found.of(PlainForm.WHOLE, note)
          : longest <= MOST_LARGE ? Found.of(PlainForm.LARGE, note) : null;
    }
    if (point) {
      return Found.of(new NumberForm('.', decimals.form()), note());
    }
    if (!comma || !anyComma) {
      return null;
    }
    NumberForm form =
        new NumberForm(',', decimals.form() == NumberForm.USUAL ? NumberForm.ANY : decimals.form());
    return surelyComma
        ? Found.of(form, note())
        : new Found(PlainForm.TEXT, List.of(form.pattern(), "text"), "", "");
  }

  private String note() {
    if (days && count >= ENOUGH) {
      return "numbers such as '20200218' may be days: formats with yyyyMMdd for the column makes them"
          + " such";
    }
    String other = decimals.odd == null ? blank : decimals.odd;
    return other == null
        ? ""
        : "numbers such as " + Excerpt.quoted(other) + " come back in their usual form";
  }
}
