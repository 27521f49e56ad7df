package io.gan4j.tabular.internal.text;

import io.gan4j.api.spec.Excerpt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the form of a column from all of its texts, which are shown to it one by one: numbers, days
 * and times are taken for such only where every text is one and all are laid out alike.
 */
public final class ColumnTexts {
  /** A column of words of which so many are dates is one of dates with a mistake in it. */
  private static final double DATES = 0.9;

  /** The same where all the others are one word, which may stand for NULL. */
  private static final double DATES_BUT_ONE_WORD = 0.5;

  private final boolean plain;
  private final NumberTexts numbers = new NumberTexts();
  private final DateTexts dates = new DateTexts();
  private long rows;
  private long texts;
  private long dated;
  private boolean flags = true;
  private @Nullable String stray;
  private long strayRow;
  private boolean oneStray = true;
  private boolean blanks;

  /**
   * @param plain whether a text can stand for a number or a flag, as in CSV, rather than for itself
   */
  public ColumnTexts(boolean plain) {
    this.plain = plain;
  }

  /**
   * What was found.
   *
   * @param form of the column; text where that cannot be told
   * @param readings patterns of which the texts could be any; empty if it can be told
   * @param problem what is wrong with the column; empty if nothing
   * @param note what does not come back as it is written; empty if all does
   */
  public record Found(TextForm form, List<String> readings, String problem, String note) {

    static Found of(TextForm form, String note) {
      return new Found(form, List.of(), "", note);
    }
  }

  /**
   * Shows the text of the next row.
   *
   * @param text null for NULL
   */
  public void add(@Nullable String text) {
    rows++;
    if (text == null) {
      return;
    }
    texts++;
    if (plain) {
      flags &= PlainForm.FLAGS.contains(text);
      numbers.add(text);
    }
    String inner = text.strip();
    if (dates.add(inner)) {
      dated++;
      blanks |= !inner.equals(text);
    } else if (stray == null) {
      stray = text;
      strayRow = rows;
    } else {
      oneStray &= stray.equals(text);
    }
  }

  /** What all the texts are. */
  public Found found() {
    if (plain && texts > 0) {
      if (flags) {
        return Found.of(PlainForm.FLAG, "");
      }
      Found number = numbers.found();
      if (number != null) {
        return number;
      }
    }
    Found date = dated > 0 ? dates.found() : null;
    if (date != null && dated == texts) {
      return blanks && date.note().isEmpty()
          ? new Found(date.form(), date.readings(), "", "blanks around dates are left out")
          : date;
    }
    return date != null && dated >= (oneWord() ? DATES_BUT_ONE_WORD : DATES) * texts
        ? new Found(PlainForm.TEXT, List.of(), strayText(), "")
        : Found.of(PlainForm.TEXT, "");
  }

  /**
   * Whether all that are no dates are one word, again and again, or a date of zeros, as some
   * databases write for none.
   */
  private boolean oneWord() {
    return oneStray
        && texts - dated > 1
        && stray != null
        && (stray.chars().noneMatch(Character::isDigit) || stray.matches("0+([-/. :T]0+)+"));
  }

  private String strayText() {
    return "holds dates, but "
        + Excerpt.quoted(String.valueOf(stray))
        + " in row "
        + strayRow
        + " is none of their form: mend it, add it to nullTexts, or name text for the column under"
        + " formats";
  }
}
