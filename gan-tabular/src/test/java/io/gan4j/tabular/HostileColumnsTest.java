package io.gan4j.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.gan4j.api.GanException;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.NumberColumn.Limits;
import io.gan4j.api.data.Scale;
import io.gan4j.tabular.internal.DuckRowFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model's columns come from a file beside it, so from anybody. */
@DisplayName("A stranger's columns")
class HostileColumnsTest {
  private static final String SECRET = "what nobody but the user may read";

  @TempDir Path folder;
  private Path canary;

  /** HERE stands for the folder that is attacked. */
  static List<String> texts() {
    return List.of(
        "VARCHAR) || (SELECT content FROM read_text('HERE/canary.txt')",
        "VARCHAR) AS x FROM read_text('HERE/canary.txt')) TO 'HERE/x.csv'; --",
        "VARCHAR) AS x FROM generated_rows) TO 'HERE/x.csv' (FORMAT csv);"
            + " COPY (SELECT CAST(NULL AS VARCHAR",
        "VARCHAR) AS x); ATTACH 'HERE/x.db'; SELECT (1",
        "DOUBLE) + (SELECT length(content) FROM read_text('HERE/canary.txt')",
        "ENUM('a')); COPY (SELECT 1) TO 'HERE/x.csv'; --",
        "x\" FROM read_text('HERE/canary.txt')) TO 'HERE/x.csv'; --",
        "x\", (SELECT content FROM read_text('HERE/canary.txt')) AS \"y",
        "x'); COPY (SELECT 1) TO 'HERE/x.csv'; --",
        "x'' || \"\" || $$ || ? || $1 || :name",
        "/* -- */ ; \\ ` { }",
        "line\nafter\r\nline",
        "=1+2",
        " ",
        ",",
        "\"",
        "'",
        "c0",
        "rowid",
        "generated_rows",
        "\u202Egnp.x \uFEFF\u001b[2J",
        "x".repeat(100_000));
  }

  /** What no file in UTF-8 or no name in SQL can hold. */
  static List<String> unwritableNames() {
    return List.of("a\0", "\0", "a\uD800", "\uDC00");
  }

  @BeforeEach
  void canary() {
    canary = Tables.write(folder.resolve("canary.txt"), SECRET);
  }

  private String here(String text) {
    return text.replace("HERE", folder.toString());
  }

  private static Column number(String name, String type) {
    return new NumberColumn(name, type, false, new Scale.Standard(5, 1), new Limits(0, 9, 1));
  }

  private static Column category(String name, String type, String value) {
    return new CategoryColumn(name, type, false, List.of(value, "other"));
  }

  @Test
  @DisplayName("are refused with a format that is none, or is another type's")
  void formats() throws IOException {
    for (String format : List.of("dd/MM/yyyy'); DROP TABLE x", "0.00\u001b[2J", "x".repeat(9999))) {
      refused(spelt("DOUBLE", format), category("c", "VARCHAR", "a"), "has the unknown format");
    }
    refused(spelt("DOUBLE", "dd/MM/yyyy"), category("c", "VARCHAR", "a"), "is for others");
    refused(spelt("DATE", "0.00"), category("c", "VARCHAR", "a"), "is for others");
  }

  private static Column spelt(String type, String format) {
    return new NumberColumn(
        "n", type, false, new Scale.Standard(5, 1), new Limits(0, 9, 1), format);
  }

  /** A row of the numbers 5.5 and the first category. */
  private Path write(String file, Column number, Column category) {
    return Written.rows(
        new float[] {0.5f, 1, 0}, new Columns(List.of(number, category)), folder.resolve(file));
  }

  private void refused(Column number, Column category, String reason) throws IOException {
    for (DuckRowFormat format : DuckRowFormat.values()) {
      Throwable refusal =
          catchThrowable(() -> write("out." + format.extension(), number, category));
      assertThat(refusal).isExactlyInstanceOf(GanException.class);
      assertThat(refusal.getMessage())
          .contains(reason)
          .hasSizeLessThan(700)
          .doesNotContainPattern("\\p{Cntrl}")
          .doesNotContain(SECRET);
    }
    onlyHolds(canary);
  }

  /** Nothing was made but what was asked for, and that tells nothing of what is beside it. */
  private void onlyHolds(Path... expected) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(expected);
    }
    assertThat(canary).hasContent(SECRET);
    for (Path file : expected) {
      if (!file.equals(canary)) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
      }
    }
  }

  @ParameterizedTest
  @DisplayName("are refused for their types, of numbers and of categories, before anything is made")
  @MethodSource("texts")
  void types(String text) throws IOException {
    String type = here(text);
    refused(number("x", "DOUBLE"), category("k", type, "a"), "column 'k' has the unknown type '");
    refused(number("x", type), category("k", "VARCHAR", "a"), "column 'x' has the unknown type '");
    // Where there is no folder, nothing could have been made.
    Columns columns = new Columns(List.of(category("k", type, "a")));
    assertThat(
            catchThrowable(
                () -> Written.rows(new float[] {1, 0}, columns, Path.of("/nowhere/out.csv"))))
        .hasMessageContaining("has the unknown type");
  }

  @ParameterizedTest
  @DisplayName("are written as they are called, and so are their categories:")
  @MethodSource("texts")
  void literally(String text) throws IOException {
    String foreign = here(text);
    Path csv = write("out.csv", number(foreign, "DOUBLE"), category("k", "VARCHAR", foreign));
    assertThat(records(csv)).containsExactly(List.of(foreign, "k"), List.of("5.5", foreign));
    onlyHolds(canary, csv);
    Files.delete(csv);
    boolean attack = !foreign.equals(text);
    for (String file : attack ? List.of("out.parquet", "out.jsonl") : List.<String>of()) {
      Path out = write(file, number("x", "DECIMAL(3,1)"), category(foreign, "VARCHAR", foreign));
      onlyHolds(canary, out);
      Files.delete(out);
    }
  }

  private static List<List<String>> records(Path csv) throws IOException {
    try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(csv)) {
      return records.stream().map(CsvRecord::getFields).toList();
    }
  }

  @ParameterizedTest
  @DisplayName("are refused for names that cannot be written:")
  @MethodSource("unwritableNames")
  void unwritable(String name) throws IOException {
    refused(
        number(name, "DOUBLE"),
        category("k", "VARCHAR", "a"),
        "has a character in its name that cannot");
    refused(
        number("x", "DOUBLE"),
        category(name, "VARCHAR", "a"),
        "has a character in its name that cannot");
  }

  @Test
  @DisplayName("may have a NUL in a category, but no half of a character")
  void categories() throws IOException {
    Path csv = write("out.csv", number("x", "DOUBLE"), category("k", "VARCHAR", "a\0b"));
    assertThat(Files.readString(csv)).isEqualTo("x,k\n5.5,a\0b\n");
    Files.delete(csv);
    refused(
        number("x", "DOUBLE"),
        category("k", "VARCHAR", "a\uD800"),
        "column 'k' has a character in its category 'a\\ud800' that cannot be written");
  }

  @Test
  @DisplayName("are refused if two differ in case alone")
  void sameNames() throws IOException {
    refused(
        number("size", "DOUBLE"),
        category("SIZE", "VARCHAR", "a"),
        "column 'SIZE' differs from 'size' in case alone");
  }

  @ParameterizedTest
  @DisplayName("of numbers have no type of words:")
  @ValueSource(strings = {"VARCHAR", "BOOLEAN", "UUID"})
  void numbersOfWords(String type) throws IOException {
    refused(
        number("x", type),
        category("k", "VARCHAR", "a"),
        "column 'x' is one of numbers, and its type " + type + " has none");
  }

  @ParameterizedTest
  @DisplayName("have categories of their type, or are refused before rows are made:")
  @ValueSource(strings = {"BIGINT", "DECIMAL(4,1)", "DATE", "TIMESTAMP", "TIME", "BOOLEAN", "UUID"})
  void strangeCategories(String type) throws IOException {
    refused(
        number("x", "DOUBLE"),
        category("k", type, here("x'); ATTACH 'HERE/x.db'; --")),
        "column 'k' is of type " + type + ", and its category 'x'); ATTACH ");
  }

  @Test
  @DisplayName("make rows of one width")
  void width() throws IOException {
    Columns columns = new Columns(List.of(number("x", "DOUBLE")));
    Columns wide = new Columns(List.of(category("k", "VARCHAR", "a")));
    assertThat(Written.rows(new float[] {1}, columns, folder.resolve("out.csv"))).exists();
    Files.delete(folder.resolve("out.csv"));
    assertThat(
            catchThrowable(
                () -> Written.rows(new float[] {1, 0, 1}, wide, folder.resolve("out.csv"))))
        .isExactlyInstanceOf(GanException.class)
        .hasMessageContaining("3 numbers are no rows of 2");
    onlyHolds(canary);
  }
}
