package io.gan4j.tabular;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.data.Column;
import io.gan4j.api.data.Dataset;
import io.gan4j.tabular.options.Separator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One table with a column of each way in which days, times and numbers are written. */
@DisplayName("A table that is read and written back")
class RoundTripTest {
  private static final int ROWS = 24;

  /** Days, in the letters of java.time, which writes them here. */
  private static final List<String> DAYS =
      List.of(
          "yyyy-MM-dd",
          "yyyy/MM/dd",
          "yyyy.MM.dd",
          "yyyy-M-d",
          "dd/MM/yyyy",
          "d/M/yyyy",
          "MM/dd/yyyy",
          "M/d/yyyy",
          "dd.MM.yyyy",
          "d.M.yyyy",
          "MM.dd.yyyy",
          "dd-MM-yyyy",
          "d-M-yyyy",
          "MM-dd-yyyy",
          "dd/MM/yy",
          "MM/dd/yy",
          "d/M/yy",
          "M/d/yy",
          "dd.MM.yy",
          "dd-MMM-yyyy",
          "d MMM yyyy",
          "dd/MMM/yy",
          "d MMMM yyyy",
          "MMM d, yyyy",
          "MMMM dd, yyyy");

  /** Times within two days, for networks see seven digits. */
  private static final List<String> TIMES =
      List.of(
          "yyyy-MM-dd HH:mm:ss",
          "yyyy-MM-dd HH:mm",
          "yyyy-MM-dd'T'HH:mm:ss",
          "yyyy-MM-dd'T'HH:mm:ss'Z'",
          "yyyy-MM-dd'T'HH:mm'Z'",
          "yyyy-MM-dd HH:mm:ss'+02:00'",
          "yyyy-MM-dd HH:mm:ss '+0530'",
          "yyyy-MM-dd'T'HH:mm:ss'-08'",
          "yyyy/MM/dd H:mm",
          "dd/MM/yyyy HH:mm",
          "dd.MM.yyyy HH:mm:ss",
          "M/d/yyyy h:mm a",
          "MM/dd/yyyy hh:mm:ss a",
          "dd-MMM-yy HH:mm",
          "HH:mm:ss",
          "HH:mm",
          "H:mm",
          "h:mm a");

  @TempDir Path folder;
  private final Map<String, List<String>> columns = new LinkedHashMap<>();

  @BeforeEach
  void columns() {
    for (String pattern : DAYS) {
      columns.put(
          pattern.replace(",", ""),
          written(pattern, i -> LocalDateTime.of(2019, 1, 1, 0, 0).plusDays(40L * i)));
    }
    for (String pattern : TIMES) {
      columns.put(
          pattern,
          written(
              pattern, i -> LocalDateTime.of(2021, 3, 24, 22, 15).plusSeconds(i * (60L * 61 + 1))));
    }
    columns.put("price", numbers(i -> String.format(Locale.ROOT, "%.2f", i * 0.7 - 3)));
    columns.put("share", numbers(i -> i % 3 == 0 ? "" + i : i + "." + i % 5 + 1));
    columns.put("float", numbers(i -> i + ".0"));
    columns.put("code", numbers(i -> "00" + (i % 7 + 10)));
    columns.put("part", numbers(i -> i % 9 + 10 + "-05-0" + i % 7));
    columns.put("period", numbers(i -> "2023-0" + (i % 9 + 1)));
    columns.put("yes", numbers(i -> i % 2 == 0 ? "yes" : "no"));
    columns.put("T", numbers(i -> i % 3 == 0 ? "T" : "F"));
    columns.put("capital", numbers(i -> i % 3 == 0 ? "True" : "False"));
    columns.put("true", numbers(i -> i % 3 == 0 ? "true" : "false"));
    columns.put(
        "missing", numbers(i -> i % 4 == 0 ? "" : "2020-02-" + (i + 10 > 29 ? 29 : i + 10)));
    columns.put("words", numbers(i -> "a " + i % 5));
  }

  private static List<String> written(String pattern, IntFunction<LocalDateTime> when) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.US);
    return IntStream.range(0, ROWS).mapToObj(i -> when.apply(i).format(format)).toList();
  }

  private static List<String> numbers(IntFunction<String> text) {
    return IntStream.range(0, ROWS).mapToObj(text).toList();
  }

  /** A way to write CSV. */
  record Dialect(Separator separator, boolean quoted, String lineEnd, String mark, boolean zipped) {

    String text(Map<String, List<String>> columns) {
      List<String> lines = new ArrayList<>();
      lines.add(line(columns.keySet().stream()));
      for (int i = 0; i < ROWS; i++) {
        int row = i;
        lines.add(line(columns.values().stream().map(texts -> texts.get(row))));
      }
      return mark + String.join(lineEnd, lines) + lineEnd;
    }

    private String line(Stream<String> texts) {
      return texts
          .map(text -> text.indexOf(separator.character()) >= 0 || quoted ? '"' + text + '"' : text)
          .collect(joining(String.valueOf(separator.character())));
    }

    byte[] bytes(Map<String, List<String>> columns) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (OutputStream out = zipped ? new GZIPOutputStream(bytes) : bytes) {
        out.write(text(columns).getBytes(StandardCharsets.UTF_8));
      }
      return bytes.toByteArray();
    }
  }

  static List<Dialect> dialects() {
    List<Dialect> dialects = new ArrayList<>();
    int i = 0;
    for (Separator separator : Separator.values()) {
      for (boolean quoted : List.of(false, true)) {
        dialects.add(
            new Dialect(
                separator, quoted, i % 2 == 0 ? "\n" : "\r\n", i % 3 == 0 ? "\uFEFF" : "", i == 4));
        i++;
      }
    }
    return dialects;
  }

  private Dataset open(Path file, Separator separator) {
    TableReader all = TableReader.of(file);
    return new TableReader(
            file,
            null,
            Map.of(),
            List.of(),
            List.of(),
            all.fewValues(),
            all.mostCategories(),
            all.numbers(),
            all.nulls(),
            all.clamp(),
            separator,
            all.nullTexts(),
            all.limits(),
            Map.of(),
            null)
        .open();
  }

  @ParameterizedTest
  @MethodSource("dialects")
  @DisplayName("has every column as it was written, whatever the dialect of the file:")
  void everyForm(Dialect dialect) throws IOException {
    Path file = Files.write(folder.resolve("in.csv"), dialect.bytes(columns));
    String plain = new Dialect(Separator.COMMA, false, "\n", "", false).text(columns);
    try (Dataset dataset = open(file, dialect.separator)) {
      Path copy = Written.copy(dataset, folder.resolve("out.csv"));
      assertThat(Files.readString(copy)).isEqualTo(plain);
      assertThat(dataset.description()).doesNotContain("column '");
    }
  }

  @Test
  @DisplayName("knows days, times and numbers for what they are, and codes for words")
  void types() throws IOException {
    Path file = folder.resolve("in.csv");
    Files.write(file, new Dialect(Separator.PIPE, false, "\n", "", false).bytes(columns));
    try (Dataset dataset = open(file, Separator.PIPE)) {
      Map<String, String> types = new LinkedHashMap<>();
      for (Column column : Objects.requireNonNull(dataset.space().columns()).columns()) {
        types.put(column.name(), column.type());
      }
      for (String days : DAYS) {
        assertThat(types).containsEntry(days.replace(",", ""), "DATE");
      }
      for (String times : TIMES) {
        assertThat(types).containsEntry(times, times.contains("yy") ? "TIMESTAMP" : "TIME");
      }
      assertThat(types)
          .containsEntry("price", "DOUBLE")
          .containsEntry("code", "VARCHAR")
          .containsEntry("part", "VARCHAR")
          .containsEntry("period", "VARCHAR")
          .containsEntry("yes", "VARCHAR")
          .containsEntry("T", "VARCHAR")
          .containsEntry("capital", "VARCHAR")
          .containsEntry("true", "BOOLEAN");
    }
  }
}
