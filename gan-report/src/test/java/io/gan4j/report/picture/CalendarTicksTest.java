package io.gan4j.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Ticks of dates")
class CalendarTicksTest {

  private static Ticks days(String low, String high) {
    return CalendarTicks.days(
        (double) LocalDate.parse(low).toEpochDay(), (double) LocalDate.parse(high).toEpochDay(), 4);
  }

  private static Ticks instants(String low, String high) {
    return CalendarTicks.instants(
        (double) LocalDateTime.parse(low).toEpochSecond(ZoneOffset.UTC),
        (double) LocalDateTime.parse(high).toEpochSecond(ZoneOffset.UTC),
        4);
  }

  @Test
  @DisplayName("stand at years, months and days that people know, few enough to be read")
  void days() {
    assertThat(days("1998-02-28", "2024-12-24").labels()).containsExactly("2000", "2010", "2020");
    assertThat(days("2023-01-10", "2024-02-01").labels())
        .containsExactly("2023-04", "2023-07", "2023-10", "2024-01");
    assertThat(days("2024-01-20", "2024-04-10").labels())
        .containsExactly("2024-02", "2024-03", "2024-04");
    assertThat(days("2024-03-01", "2024-03-04").labels())
        .containsExactly("2024-03-01", "2024-03-02", "2024-03-03", "2024-03-04");
    assertThat(days("0900-01-01", "2900-01-01").labels())
        .containsExactly("1000", "1500", "2000", "2500");
    Ticks years = days("1998-02-28", "2024-12-24");
    assertThat(years.at().get(0)).isEqualTo((double) LocalDate.of(2000, 1, 1).toEpochDay());
  }

  @Test
  @DisplayName("of instants and times go down to hours and minutes")
  void instants() {
    assertThat(instants("2024-05-01T07:30:00", "2024-05-01T16:00:00").labels())
        .containsExactly("05-01 09:00", "05-01 12:00", "05-01 15:00");
    assertThat(instants("2024-05-01T07:31:00", "2024-05-01T07:34:30").labels())
        .containsExactly("07:31", "07:32", "07:33", "07:34");
    assertThat(CalendarTicks.times(6 * 3600, 20 * 3600, 4).labels())
        .containsExactly("08:00", "12:00", "16:00", "20:00");
  }

  @Test
  @DisplayName("are never more than there is room for, from a second to ten thousand years")
  void few() {
    for (int i = 0; i < 50; i++) {
      double length = Math.pow(1.7, i);
      Ticks ticks = CalendarTicks.instants(1e9, 1e9 + length, 4);
      assertThat(ticks.labels()).as("%s s", length).hasSizeBetween(0, 5).doesNotHaveDuplicates();
      assertThat(ticks.at()).isSorted().allMatch(at -> at >= 1e9 && at <= 1e9 + length);
    }
  }
}
