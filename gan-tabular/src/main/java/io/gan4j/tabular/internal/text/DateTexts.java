package io.gan4j.tabular.internal.text;

import io.gan4j.tabular.internal.text.ColumnTexts.Found;
import io.gan4j.tabular.internal.text.DateForm.Month;
import io.gan4j.tabular.internal.text.DateText.Layout;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds how the dates of a column are written. Only what nothing else is written like is taken for
 * a date: codes of two digits each (19-05-06) are none, nor is a year and a month.
 */
final class DateTexts {
  private static final int FIRST_YEAR = 1000;

  private @Nullable Layout layout;
  private boolean dayFirst = true;
  private boolean monthFirst = true;
  private boolean readsDiffer;
  private boolean padded = true;
  private boolean unpadded = true;
  private boolean even = true;
  private boolean paddedHour = true;
  private boolean unpaddedHour = true;
  private int leastFraction = Integer.MAX_VALUE;
  private int mostFraction;
  private boolean zerosBehind;
  private boolean titled = true;
  private boolean longNames;
  private boolean shortNames;
  private @Nullable String offset;
  private boolean offsetsDiffer;

  /** Takes a text into account; false if it is no date like those before. */
  boolean add(String text) {
    DateText parts = DateText.of(text);
    if (parts == null || (layout != null && !layout.equals(parts.layout()))) {
      return false;
    }
    boolean day = dayFirst;
    boolean month = monthFirst;
    if (parts.layout().yearDigits() > 0) {
      day &= isDate(parts, false);
      month &= parts.hasTwoReadings() && isDate(parts, true);
      if (!day && !month) {
        return false;
      }
    }
    dayFirst = day;
    monthFirst = month;
    layout = parts.layout();
    note(parts, text);
    return true;
  }

  private boolean isDate(DateText parts, boolean asMonthFirst) {
    LocalDate date = parts.date(asMonthFirst);
    return date != null && (parts.layout().yearFirst() || date.getYear() >= FIRST_YEAR);
  }

  private void note(DateText parts, String text) {
    readsDiffer |= parts.hasTwoReadings() && !parts.first().equals(parts.second());
    Boolean zeros = parts.paddedDate();
    even &= parts.evenlyPadded();
    padded &= zeros == null || zeros;
    unpadded &= zeros == null || !zeros;
    Boolean hour = parts.paddedHour();
    paddedHour &= hour == null || hour;
    unpaddedHour &= hour == null || !hour;
    leastFraction = Math.min(leastFraction, parts.fraction());
    mostFraction = Math.max(mostFraction, parts.fraction());
    zerosBehind |= parts.fraction() > 0 && text.substring(0, end(parts, text)).endsWith("0");
    titled &= parts.month() == 0 || DateText.nameOf(parts.month()).startsWith(parts.name());
    longNames |= Boolean.TRUE.equals(parts.longName());
    shortNames |= Boolean.FALSE.equals(parts.longName());
    offsetsDiffer |= offset != null && !offset.equals(parts.offset());
    offset = offset == null ? parts.offset() : offset;
  }

  private static int end(DateText parts, String text) {
    return text.length() - parts.offset().length();
  }

  /** What the texts are; null if they are taken for no dates. */
  @Nullable Found found() {
    Layout known = layout;
    if (known == null
        || (known.yearDigits() == 2
            && !known.named()
            && known.separator() != '/'
            && !(known.separator() == '.' && padded))) {
      return null;
    }
    DateForm first = form(known, !dayFirst);
    if (dayFirst && monthFirst && readsDiffer) {
      List<String> readings = List.of(first.pattern(), form(known, true).pattern());
      return new Found(PlainForm.TEXT, readings, "", "");
    }
    return Found.of(first, writtenOtherwise() ? "written as " + first.pattern() : "");
  }

  private DateForm form(Layout known, boolean asMonthFirst) {
    int fraction = leastFraction == mostFraction ? mostFraction : DateForm.ANY;
    String written = offset == null ? "" : offset;
    return new DateForm(
        known,
        asMonthFirst,
        known.named() ? (longNames ? Month.LONG : Month.SHORT) : Month.NUMBER,
        padded || !unpadded,
        paddedHour || !unpaddedHour,
        fraction,
        offsetsDiffer ? (written.startsWith(" ") ? " " : "") + "+00:00" : written);
  }

  private boolean writtenOtherwise() {
    return (!padded && !unpadded)
        || !even
        || (!paddedHour && !unpaddedHour)
        || (leastFraction != mostFraction && zerosBehind)
        || !titled
        || (longNames && shortNames)
        || offsetsDiffer;
  }
}
