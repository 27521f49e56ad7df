package io.gan4j.tabular.internal.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a text that is laid out as a date, a time or both, before it is known which part is
 * the day and which the month.
 *
 * @param layout what texts of one form have in common
 * @param first, second, third the numbers of the date, as they stand there
 * @param name of the month; empty if it is one of the numbers
 * @param month the number of the named month, from 1; 0 if it is not named
 * @param time of the day; null without one
 * @param hour its digits
 * @param fraction digits behind the seconds
 * @param offset as it is written, a blank before it included; empty without one
 */
record DateText(
    Layout layout,
    String first,
    String second,
    String third,
    String name,
    int month,
    @Nullable LocalTime time,
    String hour,
    int fraction,
    String offset) {
  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  private static final Pattern DATE =
      Pattern.compile(
          "(?<y>\\d{4})(?<s1>[-/.])(?<m>\\d{1,2})\\k<s1>(?<d>\\d{1,2})"
              + "|(?<a>\\d{1,2})(?<s2>[-/.])(?<b>\\d{1,2})\\k<s2>(?<c>\\d{4}|\\d{2})"
              + "|(?<nd>\\d{1,2})(?<s3>[- /])(?<n>[A-Za-z]{3,9})\\k<s3>(?<ny>\\d{4}|\\d{2})"
              + "|(?<us>[A-Za-z]{3,9}) (?<ud>\\d{1,2}), (?<uy>\\d{4})");
  private static final Pattern TIME =
      Pattern.compile(
          "(?<h>\\d{1,2}):(?<min>\\d{2})(:(?<sec>\\d{2})(\\.(?<f>\\d{1,9}))?)?"
              + "((?<gap> ?)(?<half>[AaPp][Mm]))?");
  private static final Pattern OFFSET = Pattern.compile(" ?(Z|UTC|GMT|[+-]\\d{2}(:?\\d{2})?)");
  private static final int LONGEST = 64;

  /**
   * What texts of one form have in common. The same record with and without a date or a time.
   *
   * @param yearFirst the year, the month and the day, in this order
   * @param monthFirst a named month before the day
   * @param yearDigits 4, 2, or 0 without a date
   * @param separator between the parts of a date
   * @param named whether the month is a name, rather than a number
   * @param joiner between date and time; 0 if one of them is missing
   * @param clock whether there is a time
   * @param seconds whether it has seconds
   * @param half what is before AM or PM and how that is written: {@code " A"}, {@code "a"}; empty
   *     for 24 hours
   * @param zoned whether there is an offset
   */
  record Layout(
      boolean yearFirst,
      boolean monthFirst,
      int yearDigits,
      char separator,
      boolean named,
      char joiner,
      boolean clock,
      boolean seconds,
      String half,
      boolean zoned) {}

  /** The parts of a text; null if it is laid out otherwise. */
  static @Nullable DateText of(String text) {
    if (text.length() > LONGEST || !isDivided(text)) {
      return null;
    }
    Matcher date = DATE.matcher(text);
    boolean dated = date.lookingAt();
    int at = dated ? date.end() : 0;
    char joiner = 0;
    if (dated && at < text.length()) {
      joiner = text.charAt(at++);
      if (joiner != ' ' && joiner != 'T') {
        return null;
      }
    }
    Matcher time = TIME.matcher(text).region(at, text.length());
    boolean timed = time.lookingAt();
    if (timed) {
      at = time.end();
    }
    String offset = text.substring(at);
    if ((dated && (joiner != 0) != timed)
        || (!dated && !timed)
        || (!offset.isEmpty() && (!dated || !isOffset(offset)))) {
      return null;
    }
    LocalTime clock = timed ? clock(time) : null;
    if (timed && clock == null) {
      return null;
    }
    return new Parts(date, dated, time, timed).text(joiner, clock, offset);
  }

  /** Whether a text has a colon, or separators enough for a day: most texts have neither. */
  private static boolean isDivided(String text) {
    int separators = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ':') {
        return true;
      }
      separators += c == '-' || c == '/' || c == '.' || c == ' ' ? 1 : 0;
    }
    return separators > 1;
  }

  private static boolean isOffset(String text) {
    try {
      return OFFSET.matcher(text).matches() && DateForm.seconds(text) < 86_400;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static @Nullable LocalTime clock(Matcher time) {
    int hour = Integer.parseInt(time.group("h"));
    String half = time.group("half");
    if (half != null) {
      if (hour < 1 || hour > 12) {
        return null;
      }
      hour = hour % 12 + (Character.toLowerCase(half.charAt(0)) == 'p' ? 12 : 0);
    }
    String seconds = time.group("sec");
    String fraction = time.group("f");
    try {
      return LocalTime.of(
          hour,
          Integer.parseInt(time.group("min")),
          seconds == null ? 0 : Integer.parseInt(seconds),
          fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The matched parts on their way into a text. */
  private record Parts(Matcher date, boolean dated, Matcher time, boolean timed) {

    @Nullable DateText text(char joiner, @Nullable LocalTime clock, String offset) {
      String half = "";
      if (timed && time.group("half") != null) {
        boolean large = Character.isUpperCase(time.group("half").charAt(0));
        half = time.group("gap") + (large ? "A" : "a");
      }
      boolean seconds = timed && time.group("sec") != null;
      String hour = timed ? time.group("h") : "";
      int fraction = timed && time.group("f") != null ? time.group("f").length() : 0;
      boolean zoned = !offset.isEmpty();
      if (!dated) {
        Layout layout = new Layout(false, false, 0, '-', false, joiner, true, seconds, half, false);
        return new DateText(layout, "", "", "", "", 0, clock, hour, fraction, "");
      }
      boolean yearFirst = date.group("y") != null;
      boolean monthFirst = date.group("us") != null;
      String name = monthFirst ? date.group("us") : date.group("n");
      int month = name == null ? 0 : month(name);
      if (name != null && month == 0) {
        return null;
      }
      String a = yearFirst ? date.group("y") : first(date.group("a"), date.group("nd"));
      String b = yearFirst ? date.group("m") : first(date.group("b"), "");
      String c = yearFirst ? date.group("d") : first(date.group("c"), date.group("ny"));
      String separator = first(date.group("s1"), first(date.group("s2"), date.group("s3")));
      if (monthFirst) {
        a = date.group("ud");
        c = date.group("uy");
        separator = " ";
      }
      Layout layout =
          new Layout(
              yearFirst,
              monthFirst,
              yearFirst ? 4 : c.length(),
              separator.charAt(0),
              name != null,
              joiner,
              timed,
              seconds,
              half,
              zoned);
      return new DateText(layout, a, b, c, first(name, ""), month, clock, hour, fraction, offset);
    }

    private static String first(@Nullable String one, @Nullable String other) {
      return one != null ? one : other == null ? "" : other;
    }

    /** From 1; 0 if no month is called so. */
    private static int month(String name) {
      String small = name.toLowerCase(Locale.ROOT);
      for (int i = 0; i < MONTHS.size(); i++) {
        if (small.equals(MONTHS.get(i)) || small.equals(MONTHS.get(i).substring(0, 3))) {
          return i + 1;
        }
      }
      return 0;
    }
  }

  /** The name of a month, as in {@code January}. */
  static String nameOf(int month) {
    String small = MONTHS.get(month - 1);
    return Character.toUpperCase(small.charAt(0)) + small.substring(1);
  }

  /** Whether the month's name is whole, rather than its first three letters; null of May. */
  @Nullable Boolean longName() {
    return (name.length() == 3 && month == 5) ? null : name.length() > 3;
  }

  /** Whether day and month are told apart by their places alone, which could be either. */
  boolean hasTwoReadings() {
    return layout.yearDigits > 0 && !layout.yearFirst && month == 0;
  }

  /**
   * The day; null if there is none.
   *
   * @param monthFirst which of two numbers is the month
   */
  @Nullable LocalDate date(boolean monthFirst) {
    try {
      if (layout.yearFirst) {
        return LocalDate.of(number(first), number(second), number(third));
      }
      int year = number(third);
      if (third.length() == 2) {
        year += year < 69 ? 2000 : 1900; // as POSIX has it
      }
      if (month > 0) {
        return LocalDate.of(year, month, number(first));
      }
      return monthFirst
          ? LocalDate.of(year, number(first), number(second))
          : LocalDate.of(year, number(second), number(first));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  /** Whether a number below ten has a zero before it; null if there is none below ten. */
  @Nullable Boolean paddedDate() {
    Boolean day = padded(layout.yearFirst ? third : first);
    Boolean other = month > 0 ? null : padded(second);
    if (day == null || other == null) {
      return day == null ? other : day;
    }
    return day && other;
  }

  /** Whether both numbers below ten are written alike. */
  boolean evenlyPadded() {
    Boolean day = padded(layout.yearFirst ? third : first);
    Boolean other = month > 0 ? null : padded(second);
    return day == null || other == null || day.equals(other);
  }

  /** The same of the hour. */
  @Nullable Boolean paddedHour() {
    return padded(hour);
  }

  private static @Nullable Boolean padded(String digits) {
    boolean large = digits.length() == 2 && digits.charAt(0) != '0';
    return (digits.isEmpty() || large) ? null : digits.length() == 2;
  }
}
