package io.gan4j.tabular.internal.text;

import io.gan4j.tabular.internal.text.ColumnTexts.Found;
import io.gan4j.tabular.internal.text.DateForm.Whole;
import io.gan4j.tabular.internal.text.DateText.Layout;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds how the dates of a column are written. Only what nothing else is written like is taken for
 * a date: codes of two digits each (19-05-06) are none, nor is a year and a month.
 */
final class DateTexts {
  private static final int FIRST_YEAR = 1000;

  /** So many times are never on whole minutes by chance. */
  private static final int ENOUGH = 20;

  /** Digits behind the seconds that are kept. */
  private static final int KEPT_FRACTION = 6;

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
  private boolean upper = true;
  private boolean lower = true;
  private long times;
  private boolean anySecond;
  private boolean anyMinute;
  private boolean anyHour;
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
    if (parts.month() > 0) {
      String name = DateText.nameOf(parts.month());
      titled &= name.startsWith(parts.name());
      upper &= name.toUpperCase(Locale.ROOT).startsWith(parts.name());
      lower &= name.toLowerCase(Locale.ROOT).startsWith(parts.name());
    }
    LocalTime time = parts.time();
    if (time != null) {
      times++;
      anySecond |= time.getSecond() > 0 || time.getNano() > 0;
      anyMinute |= time.getMinute() > 0;
      anyHour |= time.getHour() > 0;
    }
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
    if (mostFraction > KEPT_FRACTION) {
      return Found.of(first, "times are kept to a millionth of a second");
    }
    return Found.of(first, writtenOtherwise() ? "written as " + first.pattern() : "");
  }

  private DateForm form(Layout known, boolean asMonthFirst) {
    int fraction = leastFraction == mostFraction ? mostFraction : DateForm.ANY;
    String written = offset == null ? "" : offset;
    return new DateForm(
        known,
        asMonthFirst,
        known.named() ? month() : MonthName.NUMBER,
        padded || !unpadded,
        paddedHour || !unpaddedHour,
        fraction,
        offsetsDiffer ? (written.startsWith(" ") ? " " : "") + "+00:00" : written,
        whole(known));
  }

  private MonthName month() {
    if (upper) {
      return longNames ? MonthName.LONG_UPPER : MonthName.SHORT_UPPER;
    }
    if (lower) {
      return longNames ? MonthName.LONG_LOWER : MonthName.SHORT_LOWER;
    }
    return longNames ? MonthName.LONG : MonthName.SHORT;
  }

  private Whole whole(Layout known) {
    if (times < ENOUGH || anySecond || offsetsDiffer || mostFraction > 0) {
      return Whole.ANY;
    }
    if (!anyMinute) {
      return anyHour ? Whole.HOURS : Whole.DAYS;
    }
    return known.seconds() ? Whole.MINUTES : Whole.ANY;
  }

  private boolean writtenOtherwise() {
    return (!padded && !unpadded)
        || !even
        || (!paddedHour && !unpaddedHour)
        || (leastFraction != mostFraction && zerosBehind)
        || !(titled || upper || lower)
        || (longNames && shortNames)
        || offsetsDiffer;
  }
}
