package io.gan4j.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.GanException;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.RowWriter;
import io.gan4j.tabular.Tables.Setting;
import io.gan4j.tabular.internal.DuckRowFormat;
import io.gan4j.tabular.options.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Rows")
class RowFormatsTest {
  @TempDir Path folder;

  @Test
  @DisplayName("come back as they were, in the original columns, quoted where they have to be")
  void roundTrip() throws IOException {
    Path source = Tables.write(folder.resolve("mixed.csv"), Tables.MIXED);
    try (Dataset dataset = Setting.of(source).open()) {
      Path copy = Written.copy(dataset, folder.resolve("copy.csv"));
      assertThat(Files.readString(copy)).isEqualTo(Tables.MIXED.replace("NA", ""));
    }
  }

  @Test
  @DisplayName(
      "are rounded to the column's decimals, and stay within its type or its training rows")
  void limits() throws IOException {
    Path source =
        Tables.write(
            folder.resolve("n.csv"), "price,day\n1.5,2000-01-01\n2.25,2000-01-03\n7,2000-01-05\n");
    Setting setting =
        Setting.of(source)
            .sql("SELECT price, (price * 10)::UTINYINT AS small, day FROM data")
            .numbers(Numbers.STANDARD);
    TableReader all = setting.reader();
    TableReader reader = withoutFewValues(all);
    TableReader clamped = withoutFewValues(setting.clamped().reader());
    float[] rows = {0.111f, 0.111f, 0.111f, -1e9f, -1e9f, -1e9f, 1e9f, 1e9f, 1e9f};
    try (Dataset free = reader.open();
        Dataset kept = clamped.open()) {
      Path wide = Written.rows(rows, columns(free), folder.resolve("wide.csv"));
      assertThat(Files.readAllLines(wide).get(1)).isEqualTo("3.85,38,2000-01-03");
      assertThat(Files.readAllLines(wide).get(2)).endsWith(",0,0001-01-01");
      assertThat(Files.readAllLines(wide).get(3)).endsWith(",255,9999-12-31");
      Path narrow = Written.rows(rows, columns(kept), folder.resolve("narrow.csv"));
      assertThat(Files.readAllLines(narrow))
          .containsExactly(
              "price,small,day", "3.85,38,2000-01-03", "1.5,15,2000-01-01", "7,70,2000-01-05");
    }
  }

  private static Columns columns(Dataset dataset) {
    return Objects.requireNonNull(dataset.space().columns());
  }

  private static TableReader withoutFewValues(TableReader r) {
    return new TableReader(
        r.path(),
        r.sql(),
        r.tables(),
        r.columns(),
        r.categories(),
        0,
        r.mostCategories(),
        r.numbers(),
        r.nulls(),
        r.clamp(),
        r.separator(),
        r.nullTexts(),
        r.limits(),
        r.formats(),
        r.url());
  }

  @Test
  @DisplayName("appear whole or not at all")
  void whole() throws IOException {
    Path source = Tables.write(folder.resolve("n.csv"), "a,b\n1.5,x\n2.5,y\n");
    Path out = Tables.write(folder.resolve("out.csv"), "old");
    try (Dataset dataset = Setting.of(source).open()) {
      Columns columns = Objects.requireNonNull(dataset.space().columns());
      try (RowWriter writer = DuckRowFormat.CSV.open(out, columns)) {
        writer.write(Tables.rows(dataset));
      }
      assertThat(out).hasContent("old");
      Written.copy(dataset, out);
      assertThat(out).hasContent("a,b\n1.5,x\n2.5,y\n");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).containsExactlyInAnyOrder(source, out);
      }
      Path nowhere = folder.resolve("nowhere").resolve("out.csv");
      assertThatThrownBy(() -> DuckRowFormat.CSV.open(nowhere, columns))
          .isInstanceOf(GanException.class)
          .hasMessageContaining("there is no folder");
    }
  }
}
