package io.gan4j.report.picture;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Ticks at the beginnings of years, months, days, hours and minutes, labelled as these are. */
final class CalendarTicks {
  private static final double DAY = 86_400;

  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT);
  private static final DateTimeFormatter DAYS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  /** A distance between two ticks, and how they are labelled. */
  private record Step(ChronoUnit unit, int count, DateTimeFormatter format) {
    double seconds() {
      return count * (double) unit.getDuration().toSeconds();
    }

    /** The first that is not before a time. */
    LocalDateTime first(LocalDateTime from) {
      LocalDateTime at =
          switch (unit) {
            case MONTHS ->
                from.toLocalDate()
                    .withDayOfMonth(1)
                    .minusMonths((from.getMonthValue() - 1) % count)
                    .atStartOfDay();
            case DAYS ->
                from.toLocalDate()
                    .minusDays(Math.floorMod(from.toLocalDate().toEpochDay(), count))
                    .atStartOfDay();
            case HOURS -> from.truncatedTo(ChronoUnit.HOURS).minusHours(from.getHour() % count);
            case MINUTES ->
                from.truncatedTo(ChronoUnit.MINUTES).minusMinutes(from.getMinute() % count);
            default -> from.truncatedTo(ChronoUnit.SECONDS).minusSeconds(from.getSecond() % count);
          };
      while (at.isBefore(from)) {
        at = next(at);
      }
      return at;
    }

    LocalDateTime next(LocalDateTime at) {
      return at.plus(count, unit);
    }
  }

  private static final List<Step> STEPS =
      List.of(
          new Step(ChronoUnit.SECONDS, 1, SECOND),
          new Step(ChronoUnit.SECONDS, 10, SECOND),
          new Step(ChronoUnit.MINUTES, 1, TIME),
          new Step(ChronoUnit.MINUTES, 5, TIME),
          new Step(ChronoUnit.MINUTES, 15, TIME),
          new Step(ChronoUnit.HOURS, 1, HOUR),
          new Step(ChronoUnit.HOURS, 3, HOUR),
          new Step(ChronoUnit.HOURS, 6, HOUR),
          new Step(ChronoUnit.DAYS, 1, DAYS),
          new Step(ChronoUnit.DAYS, 2, DAYS),
          new Step(ChronoUnit.DAYS, 7, DAYS),
          new Step(ChronoUnit.DAYS, 14, DAYS),
          new Step(ChronoUnit.MONTHS, 1, MONTH),
          new Step(ChronoUnit.MONTHS, 3, MONTH),
          new Step(ChronoUnit.MONTHS, 6, MONTH));

  private CalendarTicks() {}

  /** Ticks along days since 1970-01-01. */
  static Ticks days(double low, double high, int most) {
    return scaled(instants(low * DAY, high * DAY, most), DAY);
  }

  /** Ticks along seconds of a day. */
  static Ticks times(double low, double high, int most) {
    List<Double> at = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (double hours : new double[] {0.25, 0.5, 1, 2, 3, 4, 6, 12}) {
      at.clear();
      labels.clear();
      double step = hours * 3600;
      for (double i = Math.ceil(low / step); i * step <= high; i++) {
        at.add(i * step);
        labels.add(TIME.format(LocalTime.ofSecondOfDay(Math.floorMod((long) (i * step), 86_400))));
      }
      if (at.size() <= most) {
        break;
      }
    }
    return new Ticks(List.copyOf(at), List.copyOf(labels));
  }

  /** Ticks along seconds since 1970. */
  static Ticks instants(double low, double high, int most) {
    for (Step step : STEPS) {
      if ((high - low) / step.seconds() > most + 1) {
        continue; // cannot be few enough
      }
      List<Double> at = new ArrayList<>();
      List<String> labels = new ArrayList<>();
      LocalDateTime time = step.first(time(low));
      for (; seconds(time) <= high; time = step.next(time)) {
        at.add(seconds(time));
        labels.add(step.format().format(time));
      }
      if (at.size() <= most) {
        return new Ticks(List.copyOf(at), List.copyOf(labels));
      }
    }
    return years(low, high, most);
  }

  private static Ticks years(double low, double high, int most) {
    Ticks years = Ticks.within(year(low), year(high), most);
    List<Double> at = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (double value : years.at()) {
      int year = (int) Math.rint(value);
      if (Math.abs(value - year) < 1e-9) {
        at.add(LocalDate.of(year, 1, 1).toEpochDay() * DAY);
        labels.add(Integer.toString(year));
      }
    }
    return new Ticks(List.copyOf(at), List.copyOf(labels));
  }

  private static double year(double seconds) {
    LocalDate day = time(seconds).toLocalDate();
    return day.getYear() + (day.getDayOfYear() - 1) / 366.0;
  }

  private static LocalDateTime time(double seconds) {
    return LocalDateTime.ofEpochSecond((long) Math.ceil(seconds), 0, ZoneOffset.UTC);
  }

  private static double seconds(LocalDateTime time) {
    return time.toEpochSecond(ZoneOffset.UTC);
  }

  private static Ticks scaled(Ticks ticks, double by) {
    return new Ticks(ticks.at().stream().map(at -> at / by).toList(), ticks.labels());
  }
}
