package io.gan4j.tabular.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.GanException;
import io.gan4j.tabular.internal.sql.Sql.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The database")
class DuckDbTest {
  private static final List<TypedColumn> COLUMNS =
      List.of(new TypedColumn("a", SqlType.VARCHAR, true));

  @TempDir Path folder;

  private Path allowed;
  private Path other;

  @BeforeEach
  void files() throws IOException {
    allowed = Files.writeString(folder.resolve("allowed.csv"), "a\nx\n");
    other = Files.writeString(folder.resolve("other.csv"), "a\nsecret\n");
  }

  private static void row(DuckDb duck) throws SQLException {
    duck.execute(Sql.createGenerated(COLUMNS));
    try (RowAppender appender = duck.appender()) {
      appender.beginRow();
      appender.add("x");
      appender.endRow();
    }
  }

  private static Set<String> list(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  @Test
  @DisplayName("reads the files that it is opened for, and no others")
  void reads() throws SQLException {
    try (DuckDb duck = DuckDb.open(null, List.of(allowed))) {
      duck.execute(Sql.createRows("SELECT * FROM read_csv('" + allowed + "')", 9));
      assertThat(duck.whole(Sql.countRows())).isEqualTo(1);
      for (Sql sql :
          List.of(
              Sql.createRows("SELECT * FROM read_csv('" + other + "')", 9),
              Sql.createTableOfJson("t", other),
              Sql.createTableOfParquet("t", other),
              Sql.createViewOfParquet("t", other),
              Sql.createRows("SELECT * FROM read_text('" + other + "')", 9),
              Sql.createRows("SELECT * FROM glob('" + folder + "/*')", 9))) {
        assertThatThrownBy(() -> duck.execute(sql))
            .as("%s", sql)
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("disabled by configuration");
      }
    }
  }

  @Test
  @DisplayName("writes its one output, and no other file, be it there or not")
  void writes() throws SQLException, IOException {
    Path new1 = folder.resolve("new.csv");
    try (DuckDb duck = DuckDb.open(folder, List.of())) {
      row(duck);
      for (Path file : List.of(other, new1, duck.output().resolveSibling("rows.csv"))) {
        assertThatThrownBy(() -> duck.execute(Sql.copyGenerated(COLUMNS, file, Format.CSV)))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("disabled by configuration");
      }
      for (Format format : Format.values()) {
        duck.execute(Sql.copyGenerated(COLUMNS, duck.output(), format));
        assertThat(duck.output()).isNotEmptyFile();
        Files.delete(duck.output());
      }
    }
    assertThat(list(folder)).containsExactly("allowed.csv", "other.csv");
    assertThat(other).hasContent("a\nsecret\n");
  }

  @Test
  @DisplayName("is confined before anybody has it: its settings are locked")
  void locked() {
    try (DuckDb duck = DuckDb.open(null, List.of())) {
      for (Sql sql : Sql.confine(List.of(other))) {
        assertThatThrownBy(() -> duck.execute(sql))
            .as("%s", sql)
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("the configuration has been locked");
      }
    }
  }

  @ParameterizedTest
  @DisplayName("takes a folder's name for nothing but a folder's name:")
  @ValueSource(
      strings = {
        "a;threads=7",
        "a;session_init_sql_file=init.sql",
        "it's \"quoted\"",
        "[a]*",
        " a b ",
        "色"
      })
  void folders(String name) throws SQLException, IOException {
    Path odd = Files.createDirectory(folder.resolve(name));
    try (DuckDb duck = DuckDb.open(odd, List.of())) {
      row(duck);
      duck.execute(Sql.copyGenerated(COLUMNS, duck.output(), Format.CSV));
      assertThat(duck.output()).hasContent("a\nx\n").startsWith(odd);
    }
    assertThat(list(odd)).isEmpty();
  }

  @Test
  @DisplayName("refuses names that SQL has no way to write")
  void names() {
    assertThatThrownBy(() -> Sql.keepColumns(List.of("a", "b\0\" FROM t --")))
        .isInstanceOf(GanException.class)
        .hasMessage("'b\\u0000\" FROM t --' is no name that SQL can write");
    assertThatThrownBy(() -> Sql.counts("")).isInstanceOf(GanException.class);
    assertThat(Sql.counts("a\"b").text()).contains("count(\"a\"\"b\")");
    assertThat(Sql.createViewOfParquet("v", Path.of("it's [a].parquet")).text())
        .endsWith("read_parquet('it''s [[]a[]].parquet')");
  }

  @Test
  @DisplayName("binds what is a value")
  void values() {
    Sql sql = Sql.createTableOfJson("t", Path.of("it's.json"));
    assertThat(sql.text()).doesNotContain("it'", "no text");
    assertThat(sql.values()).startsWith("it's.json");
    assertThat(Sql.noValue(SqlType.DATE, List.of("'", "NA")).values())
        .containsExactly((Object) new String[] {"'", "NA"});
    String query = "SELECT 1; SELECT '";
    assertThat(Sql.parse(query).text()).doesNotContain("SELECT '");
    assertThat(Sql.parse(query).values()).containsExactly(query);
  }

  @Test
  @Tag("slow")
  @DisplayName("sorts more than it holds in memory, by way of its own folder")
  void spills() throws SQLException, IOException {
    try (DuckDb duck = DuckDb.open(folder, List.of())) {
      duck.execute(
          Sql.createRows(
              "SELECT md5(i::VARCHAR) || repeat('x', 200) AS t FROM range(4000000) t(i)"
                  + " ORDER BY 1",
              4_000_000));
      assertThat(duck.text(Sql.oneValue("t", Sql.Condition.noNumber("t")))).startsWith("0000");
    }
    assertThat(list(folder)).containsExactly("allowed.csv", "other.csv");
  }
}
