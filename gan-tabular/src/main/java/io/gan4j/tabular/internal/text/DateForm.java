package io.gan4j.tabular.internal.text;

import io.gan4j.tabular.internal.sql.SqlType;
import io.gan4j.tabular.internal.text.DateText.Layout;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Days, times of a day, or both, as in {@code dd/MM/yyyy h:mm a}. Texts are read with and without
 * zeros before numbers below ten, and written in one way. A time with an offset is an instant: its
 * value is in UTC.
 *
 * @param layout what is where
 * @param monthFirst which of two numbers is the month
 * @param month how it stands there
 * @param padded whether days and months below ten have a zero before them
 * @param paddedHour the same of hours
 * @param fraction digits behind the seconds, 0 for none; {@link #ANY}: as many as needed
 * @param offset as it is written; empty without one
 * @param whole what all values are whole numbers of; zeros in the pattern say so: {@code yyyy-MM-dd
 *     00:00:00}
 */
record DateForm(
    Layout layout,
    boolean monthFirst,
    MonthName month,
    boolean padded,
    boolean paddedHour,
    int fraction,
    String offset,
    Whole whole)
    implements Spelling {
  static final int ANY = -1;

  /** What times are whole numbers of, beyond what the layout says by itself. */
  enum Whole {
    /** Nothing more. */
    ANY(0),
    /** No seconds. */
    MINUTES(60),
    /** No minutes either. */
    HOURS(3600),
    /** Midnight. */
    DAYS(86_400);

    private final long micros;

    Whole(long seconds) {
      this.micros = seconds * SECOND;
    }
  }

  /** Microseconds of a second and of a minute. */
  private static final long SECOND = 1_000_000;

  private static final long MINUTE = 60 * SECOND;

  private static final Pattern PATTERN =
      Pattern.compile(
          "((?<y>yyyy|yy)(?<s1>[-/.])(?<m1>MM?)\\k<s1>(?<d1>dd?)"
              + "|(?<d2>dd?)(?<s2>[-/. ])(?<m2>M{1,4}|MON(TH)?|mon(th)?)\\k<s2>(?<y2>yyyy|yy)"
              + "|(?<m3>MM?)(?<s3>[-/.])(?<d3>dd?)\\k<s3>(?<y3>yyyy|yy)"
              + "|(?<m4>MMMM?|MON(TH)?|mon(th)?) (?<d4>dd?), yyyy)?"
              + "(?<join>[ T])?"
              + "((?<h>HH?|hh?|00?):(?<min>mm|00)(?<sec>:(ss(\\.(?<f>S{1,9}|#))?|00))?"
              + "((?<gap> ?)(?<half>[aA]))?)?"
              + "(?<o> ?(Z|UTC|GMT|[+-]\\d{2}(:?\\d{2})?))?");

  static Optional<DateForm> of(String pattern) {
    Matcher p = PATTERN.matcher(pattern);
    if (!p.matches()) {
      return Optional.empty();
    }
    boolean dated = p.group(1) != null;
    boolean timed = p.group("h") != null;
    boolean halves = p.group("half") != null;
    String month = first(p, "m1", "m2", "m3", "m4");
    String day = first(p, "d1", "d2", "d3", "d4");
    String year = p.group("m4") != null ? "yyyy" : first(p, "y", "y2", "y3");
    String hour = timed ? p.group("h") : "";
    if ((!dated && !timed)
        || (p.group("join") != null) != (dated && timed)
        || (p.group("o") != null && !(dated && timed))
        || (!hour.startsWith("0") && halves != hour.startsWith("h"))
        || (month.length() < 3 && p.group("s2") != null && p.group("s2").equals(" "))
        || (month.length() < 3 && month.length() != day.length())) {
      return Optional.empty();
    }
    Whole whole = timed ? whole(hour, p.group("min"), p.group("sec")) : Whole.ANY;
    if (whole == null) {
      return Optional.empty();
    }
    String separator = first(p, "s1", "s2", "s3");
    Layout layout =
        new Layout(
            p.group("y") != null,
            p.group("m4") != null,
            year.length(),
            separator.isEmpty() ? (dated ? ' ' : '-') : separator.charAt(0),
            month.length() > 2,
            p.group("join") == null ? 0 : p.group("join").charAt(0),
            timed,
            timed && p.group("sec") != null,
            halves ? p.group("gap") + p.group("half") : "",
            p.group("o") != null);
    String digits = timed && p.group("f") != null ? p.group("f") : "";
    return Optional.of(
        new DateForm(
            layout,
            p.group("m3") != null,
            MonthName.of(month),
            day.length() == 2,
            hour.length() == 2,
            digits.equals("#") ? ANY : digits.length(),
            first(p, "o"),
            whole));
  }

  /** What zeros in the place of letters say; null if there are letters behind zeros. */
  private static @Nullable Whole whole(String hour, String minute, @Nullable String second) {
    boolean noSeconds = second == null || second.equals(":00");
    boolean noMinutes = minute.equals("00");
    boolean noHours = hour.startsWith("0");
    if ((noMinutes && !noSeconds) || (noHours && !noMinutes)) {
      return null;
    }
    if (noMinutes) {
      return noHours ? Whole.DAYS : Whole.HOURS;
    }
    return second != null && noSeconds ? Whole.MINUTES : Whole.ANY;
  }

  private static String first(Matcher matcher, String... groups) {
    for (String group : groups) {
      if (matcher.group(group) != null) {
        return matcher.group(group);
      }
    }
    return "";
  }

  @Override
  public String pattern() {
    String day = padded ? "dd" : "d";
    String hour = whole == Whole.DAYS ? "0" : layout.half().isEmpty() ? "H" : "h";
    return date("y".repeat(layout.yearDigits()), month.pattern(padded), day)
        + time(
            hour.repeat(paddedHour ? 2 : 1),
            whole.compareTo(Whole.HOURS) >= 0 ? "00" : "mm",
            whole == Whole.ANY ? "ss" : "00",
            fraction == 0 ? "" : "." + (fraction == ANY ? "#" : "S".repeat(fraction)),
            layout.half());
  }

  private String date(String year, String middle, String day) {
    if (layout.yearDigits() == 0) {
      return "";
    }
    if (layout.monthFirst()) {
      return middle + " " + day + ", " + year;
    }
    char s = layout.separator();
    return layout.yearFirst()
        ? year + s + middle + s + day
        : monthFirst ? middle + s + day + s + year : day + s + middle + s + year;
  }

  private String time(String hour, String minute, String second, String fraction, String half) {
    if (!layout.clock()) {
      return "";
    }
    return (layout.joiner() == 0 ? "" : String.valueOf(layout.joiner()))
        + hour
        + ":"
        + minute
        + (layout.seconds() ? ":" + second + fraction : "")
        + half
        + offset;
  }

  @Override
  public SqlType type() {
    if (!layout.clock()) {
      return SqlType.DATE;
    }
    return layout.yearDigits() == 0 ? SqlType.TIME : SqlType.TIMESTAMP;
  }

  @Override
  public @Nullable Object value(String text) {
    DateText parts = parts(text.strip());
    if (parts == null || !isLaidOutAlike(parts.layout())) {
      return null;
    }
    LocalTime time = parts.time();
    if (layout.yearDigits() == 0) {
      return time;
    }
    LocalDate date = parts.date(monthFirst);
    if (date == null || time == null) {
      return date;
    }
    return LocalDateTime.of(date, time).minusSeconds(seconds(parts.offset()));
  }

  /** A year of two digits comes first only where that has been said. */
  private @Nullable DateText parts(String text) {
    return layout.yearFirst() && layout.yearDigits() == 2 && text.length() > 2
        ? DateText.of((text.compareTo("69") < 0 ? "20" : "19") + text)
        : DateText.of(text);
  }

  private boolean isLaidOutAlike(Layout other) {
    return layout.equals(
        new Layout(
            other.yearFirst(),
            other.monthFirst(),
            layout.yearFirst() ? layout.yearDigits() : other.yearDigits(),
            other.separator(),
            other.named(),
            other.joiner(),
            other.clock(),
            other.seconds(),
            other.half(),
            other.zoned()));
  }

  /** Of an offset as it is written: {@code +02:00}, {@code -0530}, {@code +02}, {@code Z}. */
  static int seconds(String offset) {
    String plain = offset.strip();
    return plain.isEmpty() || plain.endsWith("T") || plain.endsWith("C")
        ? 0 // GMT and UTC
        : ZoneOffset.of(plain).getTotalSeconds();
  }

  @Override
  public String text(double value) {
    if (!layout.clock()) {
      return date(LocalDate.ofEpochDay(Math.round(value)));
    }
    long natural = layout.seconds() ? (fraction == 0 ? SECOND : 1) : MINUTE;
    long unit = Math.max(natural, whole.micros);
    double there = value + seconds(offset);
    long micros = Math.round(there * SECOND / unit) * unit;
    LocalDateTime instant =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, SECOND),
            (int) Math.floorMod(micros, SECOND) * 1000,
            ZoneOffset.UTC);
    return (layout.yearDigits() == 0 ? "" : date(instant.toLocalDate()))
        + time(instant.toLocalTime());
  }

  @Override
  public double nearest(double value) {
    if (whole == Whole.ANY) {
      return value;
    }
    double unit = (double) whole.micros / SECOND;
    double away = seconds(offset);
    return Math.rint((value + away) / unit) * unit - away;
  }

  private String date(LocalDate date) {
    String year = digits(date.getYear(), 4);
    return date(
        year.substring(year.length() - layout.yearDigits()),
        month == MonthName.NUMBER
            ? digits(date.getMonthValue(), padded ? 2 : 1)
            : month.of(date.getMonthValue()),
        digits(date.getDayOfMonth(), padded ? 2 : 1));
  }

  private String time(LocalTime time) {
    boolean halves = !layout.half().isEmpty();
    int hour = time.getHour();
    String half = layout.half();
    if (halves) {
      String letters = hour < 12 ? "am" : "pm";
      half =
          half.endsWith("A")
              ? half.replace("A", hour < 12 ? "AM" : "PM")
              : half.replace("a", letters);
      hour = hour % 12 == 0 ? 12 : hour % 12;
    }
    String nanos = digits(time.getNano(), 9);
    String decimals = fraction == ANY ? nanos.replaceAll("0+$", "") : nanos.substring(0, fraction);
    return time(
        digits(hour, paddedHour ? 2 : 1),
        digits(time.getMinute(), 2),
        digits(time.getSecond(), 2),
        decimals.isEmpty() ? "" : "." + decimals,
        half);
  }

  private static String digits(int number, int least) {
    String digits = Integer.toString(number);
    return "0".repeat(Math.max(0, least - digits.length())) + digits;
  }

  @Override
  public boolean usual() {
    return layout.yearDigits() != 2
        && (layout.yearDigits() == 0 || (layout.yearFirst() && layout.separator() == '-'))
        && layout.joiner() != 'T'
        && whole == Whole.ANY
        && padded
        && (!layout.clock()
            || (layout.seconds() && paddedHour && layout.half().isEmpty() && fraction <= 0))
        && offset.isEmpty();
  }
}
