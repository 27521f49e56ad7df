package io.gan4j.tabular.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.tabular.internal.text.ColumnTexts.Found;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The texts of a column")
class ColumnTextsTest {

  private static Found found(String... texts) {
    ColumnTexts column = new ColumnTexts(true);
    for (String text : texts) {
      column.add(text);
    }
    return column.found();
  }

  private static String pattern(Found found) {
    return ((Spelling) found.form()).pattern();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-01 2023-12",
        "10-12 11-12",
        "2-1-1 19-05-06",
        "19-05-06 28-11-12 32-02-11",
        "10-11-12 01-02-03",
        "1.2.20 10.11.12",
        "41_10_1 41_10_2",
        "1-1-1A 1-1-1B",
        "12-34-5678 11-22-3333",
        "10-12-0045 11-12-0046",
        "01234 10001",
        "007 12",
        "0x10 0x20",
        "1_000 2_000",
        "1/2 3/4",
        "01/2020 02/2020",
        "2020-13-01 2020-14-01",
        "2020-02-30 2020-02-28",
        "2020-01-05 05/01/2020",
        "25:00 26:00",
        "2020-01-01T10 2020-01-01T11",
        "2020-W01 2020-W02",
        "1,234.5 2,000.1",
        "1.234,5 2.000,1",
        "1e5x 2e5x",
        "May June",
        "2020-01-01T10:00:00+25:00 2020-01-01T10:00:00+25:00",
        "TRUE true",
        "yes no",
        "T F"
      })
  @DisplayName("are words where nothing else is certain:")
  void words(String texts) {
    Found found = found(texts.split(" ", -1));
    assertThat(found).isEqualTo(Found.of(PlainForm.TEXT, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "18/02/20 06/01/23, dd/MM/yy, 2020-02-18",
    "02/18/20 01/06/23, MM/dd/yy, 2020-02-18",
    "18/2/2020 6/1/2023, d/M/yyyy, 2020-02-18",
    "18.02.20 06.01.23, dd.MM.yy, 2020-02-18",
    "18-02-2020 06-01-2023, dd-MM-yyyy, 2020-02-18",
    "2020/02/18 2023/01/06, yyyy/MM/dd, 2020-02-18",
    "18-Feb-2020 06-May-2023, dd-MMM-yyyy, 2020-02-18",
    "18/02/69 06/01/68, dd/MM/yy, 1969-02-18",
    "31/12/9999 01/01/2020, dd/MM/yyyy, 9999-12-31"
  })
  @DisplayName("are days where one order of day, month and year fits them all:")
  void days(String texts, String pattern, LocalDate first) {
    Found found = found(texts.split(" ", -1));
    assertThat(pattern(found)).isEqualTo(pattern);
    assertThat(found.form().value(texts.split(" ", -1)[0])).isEqualTo(first);
    assertThat(found.note()).isEmpty();
  }

  @Test
  @DisplayName("are several days where two orders fit, unless both are the same day")
  void ambiguous() {
    assertThat(found("01/07/2020", "01/05/2020").readings())
        .containsExactly("dd/MM/yyyy", "MM/dd/yyyy");
    assertThat(found("1/7/20 9:05 PM", "12/5/20 10:00 AM").readings())
        .containsExactly("d/M/yy h:mm A", "M/d/yy h:mm A");
    assertThat(found("01/01/2020", "05/05/2021").readings()).isEmpty();
    assertThat(found("01/07/2020", "01/25/2020").readings()).isEmpty();
  }

  @Test
  @DisplayName("of a month's name know May for either length")
  void may() {
    assertThat(pattern(found("5 May 2020", "6 January 2021"))).isEqualTo("d MMMM yyyy");
    assertThat(pattern(found("5 May 2020", "6 Jan 2021"))).isEqualTo("d MMM yyyy");
    Found mixed = found("31-OCT-2023", "01-May-2023");
    assertThat(pattern(mixed)).isEqualTo("dd-MMM-yyyy");
    assertThat(mixed.note()).isEqualTo("written as dd-MMM-yyyy");
  }

  @ParameterizedTest
  @CsvSource({
    "31-OCT-2023 01-MAY-2023, dd-MON-yyyy",
    "31-oct-23 01-feb-23, dd-mon-yy",
    "31/OCTOBER/2023 01/MAY/2023, dd/MONTH/yyyy",
    "31-Oct-2023 01-Feb-2023, dd-MMM-yyyy"
  })
  @DisplayName("have months in the letters that they have there:")
  void letters(String texts, String pattern) {
    Found found = found(texts.split(" ", -1));
    assertThat(pattern(found)).isEqualTo(pattern);
    assertThat(found.note()).isEmpty();
    Spelling form = (Spelling) found.form();
    LocalDate day = (LocalDate) Objects.requireNonNull(form.value(texts.split(" ", -1)[0]));
    assertThat(form.text((double) day.toEpochDay())).isEqualTo(texts.split(" ", -1)[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "2020-01-DD 00:00:00, yyyy-MM-dd 00:00:00, 86400",
    "2020-01-DDT00:00:00+02:00, yyyy-MM-ddT00:00:00+02:00, 86400",
    "1/DD/2020 12:00:00 AM, M/dd/yyyy 00:00:00 A, 86400",
    "2020-01-DD 0:00, yyyy-MM-dd 0:00, 86400",
    "2020-01-DD 07:00:00, yyyy-MM-dd HH:00:00, 3600",
    "2020-01-DD 07:15:00, yyyy-MM-dd HH:mm:00, 60",
    "DD:15:00, HH:mm:00, 60",
    "2020-01-DD 07:15:09, yyyy-MM-dd HH:mm:ss, 1",
    "2020-01-DD 07:15, yyyy-MM-dd HH:mm, 60"
  })
  @DisplayName("that are always on whole minutes, hours or days stay so:")
  void whole(String text, String pattern, long seconds) {
    ColumnTexts column = new ColumnTexts(true);
    for (int day = 0; day < 24; day++) {
      column.add(text.replace("DD", (day < 10 ? "1" : "0") + (day % 9 + 1)));
    }
    Found found = column.found();
    String written = text.replace("DD", "15");
    boolean asRead = !pattern.startsWith("M/");
    Spelling form = (Spelling) found.form();
    assertThat(form.pattern()).isEqualTo(asRead ? pattern : "M/d/yyyy 00:00:00 A");
    Object value = Objects.requireNonNull(form.value(written));
    double exact =
        value instanceof LocalDateTime instant
            ? instant.toEpochSecond(ZoneOffset.UTC)
            : ((LocalTime) value).toSecondOfDay();
    assertThat(form.text(exact + seconds * 0.4)).isEqualTo(written);
    assertThat(form.text(exact - seconds * 0.4)).isEqualTo(written);
    assertThat(Spelling.of(form.pattern())).map(Spelling::pattern).contains(form.pattern());
  }

  @Test
  @DisplayName("of eight digits may be days, which is told, and are where that is said")
  void compact() {
    ColumnTexts column = new ColumnTexts(true);
    for (int day = 10; day < 30; day++) {
      column.add("202002" + day);
    }
    assertThat(column.found().form()).isEqualTo(PlainForm.WHOLE);
    assertThat(column.found().note()).contains("yyyyMMdd");
    assertThat(found("20200210", "20200211").note()).isEmpty();
    column.add("20209910");
    assertThat(column.found().note()).isEmpty();
    Spelling form = Spelling.of("yyyyMMdd").orElseThrow();
    assertThat(form.value("20200229")).isEqualTo(LocalDate.of(2020, 2, 29));
    assertThat(form.value("20200230")).isNull();
    assertThat(form.text(18_321)).isEqualTo("20200229");
  }

  @Test
  @DisplayName("of few times say nothing of all")
  void fewTimes() {
    assertThat(pattern(found("2020-01-01 00:00:00", "2020-01-02 00:00:00")))
        .isEqualTo("yyyy-MM-dd HH:mm:ss");
  }

  @Test
  @DisplayName("with blanks around, in UTC by its name, or finer than is kept, are times")
  void odd() {
    Found blanks = found("2020-01-05 ", " 2020-01-06");
    assertThat(pattern(blanks)).isEqualTo("yyyy-MM-dd");
    assertThat(blanks.form().value("2020-01-05 ")).isEqualTo(LocalDate.of(2020, 1, 5));
    assertThat(blanks.note()).isEqualTo("blanks around dates are left out");
    Found utc = found("2020-01-05 10:00:07 UTC", "2020-01-06 11:00:00 UTC");
    assertThat(pattern(utc)).isEqualTo("yyyy-MM-dd HH:mm:ss UTC");
    assertThat(((Spelling) utc.form()).text(7)).isEqualTo("1970-01-01 00:00:07 UTC");
    assertThat(found("10:00:00.123456789", "10:00:00.223456789").note())
        .isEqualTo("times are kept to a millionth of a second");
    assertThat(found(" 1.50", "2.25").note()).contains("' 1.50'");
    assertThat(pattern(found(" 1.50", "2.25"))).isEqualTo("0.00");
  }

  @Test
  @DisplayName("of times keep their offset, or tell that it goes")
  void offsets() {
    Found one = found("2023-07-09 21:12:34+02:00", "2023-12-09 21:12:34+02:00");
    assertThat(pattern(one)).isEqualTo("yyyy-MM-dd HH:mm:ss+02:00");
    assertThat(one.form().value("2023-07-09 21:12:34+02:00"))
        .isEqualTo(LocalDateTime.of(2023, 7, 9, 19, 12, 34));
    Found two = found("2023-07-09T21:12:34+02:00", "2023-12-09T21:12:34+01:00");
    assertThat(pattern(two)).isEqualTo("yyyy-MM-ddTHH:mm:ss+00:00");
    assertThat(two.form().value("2023-12-09T21:12:34+01:00"))
        .isEqualTo(LocalDateTime.of(2023, 12, 9, 20, 12, 34));
    assertThat(two.note()).isEqualTo("written as yyyy-MM-ddTHH:mm:ss+00:00");
    assertThat(found("9:05 PM", "12:05 AM").form().value("12:05 AM")).isEqualTo(LocalTime.of(0, 5));
  }

  @Test
  @DisplayName("with few that are no dates name the first of them")
  void stray() {
    ColumnTexts column = new ColumnTexts(true);
    for (int i = 10; i < 30; i++) {
      column.add(i == 20 ? "unknown" : "2020-01-" + i);
    }
    assertThat(column.found().problem()).startsWith("holds dates, but 'unknown' in row 11 is none");
    assertThat(found("2020-01-01", "none", "2020-01-02", "none").problem())
        .contains("'none' in row 2");
    assertThat(found("2020-01-01", "none", "2020-01-02", "nil").problem()).isEmpty();
    assertThat(found("2020-01-01", "0000-00-00", "2020-01-02", "0000-00-00").problem())
        .contains("'0000-00-00' in row 2");
  }

  @ParameterizedTest
  @CsvSource({
    "'9.90 10.25', 0.00",
    "'9.9 10', 0.#",
    "'9.9 10.0', 0.0#",
    "'9.125 10.25', 0.0#",
    "'9,99 4,25', '0,00'",
    "'2,041 -2,02', '0,#'",
    "'0,418 2,041', '0,000'",
    "'1,5 2', '0,#'",
  })
  @DisplayName("are numbers with as many decimals as they have, by a point or a comma:")
  void numbers(String texts, String pattern) {
    assertThat(pattern(found(texts.split(" ", -1)))).isEqualTo(pattern);
  }

  @Test
  @DisplayName("with three digits behind each comma may be thousands")
  void thousands() {
    assertThat(found("1,234", "2,500").readings()).containsExactly("0,000", "text");
    assertThat(new NumberForm(',', 3).value("1,234")).isEqualTo(1.234);
  }

  @Test
  @DisplayName("are whole numbers of any size that a table has")
  void wholeNumbers() {
    assertThat(found("1", "-20", "+3").form()).isEqualTo(PlainForm.WHOLE);
    assertThat(found("1", "12345678901234567890").form()).isEqualTo(PlainForm.LARGE);
    assertThat(found("9".repeat(40)).form()).isEqualTo(PlainForm.TEXT);
    assertThat(found("1", "+3").note()).contains("'+3'");
    assertThat(found("1.5", "2e3").note()).contains("'2e3'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dd/MM/yyyy",
        "M/d/yy",
        "yy-MM-dd",
        "dd-MM-yy",
        "yyyy-M-d",
        "d MMM yyyy",
        "dd/MMM/yy",
        "MMMM d, yyyy",
        "yyyy-MM-ddTHH:mm:ss.SSSZ",
        "yyyy-MM-dd HH:mm:ss.# +02:00",
        "h:mm a",
        "hh:mm:ss A",
        "HH:mm",
        "dd.MM.yyyy H:mm",
        "0.00",
        "0,00",
        "0.#",
        "0,#",
        "0.0#",
        "dd/MM/yy h:mm:ssa",
        "dd-MON-yyyy HH:mm:00 UTC",
        "month d, yyyy",
        "yyyy-MM-ddT00:00:00Z",
        "d/M/yyyy 00:00:00 a",
        "HH:00",
        "yyyyMMdd"
      })
  @DisplayName("have forms whose patterns lead back to them:")
  void patterns(String pattern) {
    assertThat(Spelling.of(pattern)).map(Spelling::pattern).contains(pattern);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yyyy",
        "dd/MM",
        "MM/yyyy",
        "dd/MM-yyyy",
        "dd/M/yyyy",
        "dd MM yyyy",
        "yyyy-MM-dd'T'HH",
        "HH:mm a",
        "hh:mm",
        "0.",
        "00",
        "0;00",
        "%d/%m/%Y",
        "dd/MM/yyyy'); DROP TABLE x; --",
        "yyyy-MM-dd+02:00",
        "0.00000000000000000000000",
        "H:mmZ",
        "HH:00:ss",
        "00:mm",
        "yyyy-MM-dd 00:mm:00",
        "dd-Mon-yyyy"
      })
  @DisplayName("have no other forms:")
  void noPatterns(String pattern) {
    assertThat(TextForm.of(pattern)).isEmpty();
  }

  @Test
  @DisplayName("of two digits a year are dates in any order that is said")
  void said() {
    assertThat(Spelling.of("yy-MM-dd").orElseThrow().value("19-05-06"))
        .isEqualTo(LocalDate.of(2019, 5, 6));
    assertThat(Spelling.of("yy-MM-dd").orElseThrow().value("70-05-06"))
        .isEqualTo(LocalDate.of(1970, 5, 6));
    assertThat(Spelling.of("dd-MM-yy").orElseThrow().value("19-05-06"))
        .isEqualTo(LocalDate.of(2006, 5, 19));
    assertThat(List.of(Spelling.of("dd-MM-yy").orElseThrow().text(0))).containsExactly("01-01-70");
  }
}
