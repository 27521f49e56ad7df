package io.gan4j.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.DataException;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Detection;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.Scale;
import io.gan4j.tabular.Tables.Setting;
import io.gan4j.tabular.options.Nulls;
import io.gan4j.tabular.options.Numbers;
import io.gan4j.tabular.options.Separator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The reader of tables")
class TableReaderTest {
  @TempDir Path folder;

  private Path file(String name, String text) {
    return Tables.write(folder.resolve(name), text);
  }

  private static Columns columns(Dataset dataset) {
    return Objects.requireNonNull(dataset.space().columns());
  }

  private static Column column(Dataset dataset, String name) {
    return columns(dataset).columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The values of one column, row by row; NaN is NULL. */
  private static double[] values(Dataset dataset, String name) {
    Columns columns = columns(dataset);
    float[] rows = Tables.rows(dataset);
    int place = columns.columns().stream().map(Column::name).toList().indexOf(name);
    double[] decoded = new double[columns.columns().size()];
    return IntStream.range(0, rows.length / columns.width())
        .mapToDouble(
            row -> {
              columns.decode(rows, row, decoded);
              return decoded[place];
            })
        .toArray();
  }

  @Nested
  @DisplayName("sees columns as what they are:")
  class Types {
    @Test
    @DisplayName("numbers, days, times and words, with what was missing")
    void mixed() {
      try (Dataset dataset = Setting.of(file("mixed.csv", Tables.MIXED)).open()) {
        assertThat(columns(dataset).columns())
            .extracting(Column::name)
            .containsExactly("id", "price", "size", "born", "seen", "colour", "sold", "note");
        assertThat(columns(dataset).columns())
            .extracting(Column::type)
            .containsExactly(
                "BIGINT", "DOUBLE", "BIGINT", "DATE", "TIMESTAMP", "VARCHAR", "BOOLEAN", "VARCHAR");
        assertThat(columns(dataset).columns())
            .extracting(Column::nulls)
            .containsExactly(false, true, true, false, false, true, false, false);
        assertThat(column(dataset, "colour"))
            .isEqualTo(
                new CategoryColumn("colour", "VARCHAR", true, List.of("blue", "green", "red")));
        assertThat(column(dataset, "sold"))
            .isEqualTo(new CategoryColumn("sold", "BOOLEAN", false, List.of("false", "true")));
        assertThat(values(dataset, "price"))
            .containsExactly(
                10.5, 20.25, 30.75, Double.NaN, 50.5, 60.25, 70.5, 80.5, 90.5, 95.5, 99.5, 99.5);
        assertThat(values(dataset, "born")).startsWith(11_356, 12_147, -1);
        assertThat(values(dataset, "colour")).startsWith(2, 0, Double.NaN, 2, 1);
        assertThat(dataset.description())
            .endsWith("mixed.csv, 12 rows of 8 columns (5 numbers, 3 categories)");
      }
    }

    @Test
    @DisplayName("whole numbers of few values, and those that are named, are categories")
    void few() {
      Path cars = file("cars.csv", "doors,year\n2,1999\n4,1999\n5,2000\n4,2001\n");
      try (Dataset dataset = Setting.of(cars).categories("year").open()) {
        assertThat(column(dataset, "doors"))
            .isEqualTo(new CategoryColumn("doors", "BIGINT", false, List.of("2", "4", "5")));
        assertThat(column(dataset, "year"))
            .isEqualTo(
                new CategoryColumn("year", "BIGINT", false, List.of("1999", "2000", "2001")));
        assertThat(Tables.rows(dataset)).startsWith(1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0);
      }
    }

    @Test
    @DisplayName("a column that never changes is a category of one")
    void constant() {
      try (Dataset dataset =
          Setting.of(file("c.csv", "a,b,c\n1.5,7,x\n2.5,7,x\n9.5,7,x\n")).open()) {
        assertThat(column(dataset, "b").width()).isEqualTo(1);
        assertThat(column(dataset, "c").width()).isEqualTo(1);
        assertThat(dataset.space().valuesPerSample()).isEqualTo(3);
      }
    }
  }

  @Nested
  @DisplayName("takes texts for what they are,")
  class Texts {
    private TableReader reader(Path file, Map<String, String> formats) {
      TableReader all = TableReader.of(file);
      return new TableReader(
          file,
          all.sql(),
          all.tables(),
          all.columns(),
          all.categories(),
          all.fewValues(),
          all.mostCategories(),
          all.numbers(),
          all.nulls(),
          all.clamp(),
          all.separator(),
          all.nullTexts(),
          all.limits(),
          formats,
          null);
    }

    @Test
    @DisplayName("and asks where they could be two things, naming the key that decides")
    void asked() throws IOException {
      Path january =
          file("d.csv", "d,x\n01/07/2020,1.5\n01/05/2020,2.5\n01/08/2020,3.5\n01/09/2020,4.5\n");
      assertThatThrownBy(() -> reader(january, Map.of()).open())
          .isInstanceOf(DataException.class)
          .hasMessageContaining(
              "d.csv: column 'd' can be read as dd/MM/yyyy or as MM/dd/yyyy: say which, with one of"
                  + " formats: {d: 'dd/MM/yyyy'} and formats: {d: 'MM/dd/yyyy'} and formats: {d:"
                  + " 'text'}");
      assertThat(first(reader(january, Map.of("d", "dd/MM/yyyy")))).isEqualTo(18_444);
      assertThat(first(reader(january, Map.of("d", "MM/dd/yyyy")))).isEqualTo(18_268);
      assertThat(first(reader(january, Map.of("d", "text")))).isEqualTo(1);
      try (Dataset dataset = reader(january, Map.of("d", "MM/dd/yyyy")).open()) {
        assertThat(Written.copy(dataset, folder.resolve("back.csv")))
            .hasContent(Files.readString(january));
      }
      assertThatThrownBy(() -> reader(january, Map.of("d", "yyyy-MM-dd")).open())
          .hasMessageContaining("column 'd' has '01/07/2020' in row 1, which is not written as");
      assertThatThrownBy(() -> reader(january, Map.of("d", "%d/%m/%Y")).open())
          .hasMessageContaining("formats has '%d/%m/%Y' for column 'd'; accepted: text, 0.00");
      assertThatThrownBy(() -> reader(january, Map.of("e", "text")).open())
          .hasMessageContaining("formats names 'e', which is no column");
    }

    private double first(TableReader reader) {
      try (Dataset dataset = reader.open()) {
        return values(dataset, "d")[0];
      }
    }

    @Test
    @DisplayName("and does not ask of a column that is not learnt, nor before a query that decides")
    void notAsked() {
      Path january = file("d.csv", "d,x\n01/07/2020,1.5\n01/05/2020,2.5\n");
      try (Dataset dataset = Setting.of(january).columns("x").open()) {
        assertThat(dataset.space().valuesPerSample()).isEqualTo(1);
      }
      String query = "SELECT strptime(d, '%d/%m/%Y')::DATE AS day, x FROM data";
      try (Dataset dataset = Setting.of(january).sql(query).open()) {
        assertThat(values(dataset, "day")[0]).isEqualTo(18_444);
      }
    }

    @Test
    @DisplayName("in JSON too, where numbers and flags in quotes stay words")
    void json() throws IOException {
      String text =
          """
          {"d":"18/02/20","iso":"2020-01-05","n":"7","b":"true","x":1.5}
          {"d":"06/01/23","iso":"2020-01-06","n":"8","b":"false","x":2.25}
          """;
      Path file = file("d.jsonl", text);
      try (Dataset dataset = Setting.of(file).open()) {
        assertThat(columns(dataset).columns())
            .extracting(Column::type)
            .containsExactly("DATE", "DATE", "VARCHAR", "VARCHAR", "DOUBLE");
        assertThat(values(dataset, "d")).containsExactly(18_310, 19_363);
        assertThat(Written.copy(dataset, folder.resolve("back.jsonl"))).hasContent(text);
        Written.copy(dataset, folder.resolve("back.parquet"));
      }
      try (Dataset typed = Setting.of(folder.resolve("back.parquet")).open()) {
        assertThat(values(typed, "d")).containsExactly(18_310, 19_363);
      }
    }

    @Test
    @DisplayName("of JSON come back as they are written: times without seconds, and UUIDs")
    void jsonTexts() throws IOException {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 5; i++) {
        String id = "9F7C0D1E-0000-4000-8000-00000000000" + i;
        text.append("{\"t\":\"0" + i + ":05\",\"at\":\"0" + i + ":05:0" + i + "\",\"id\":\"" + id)
            .append("\",\"n\":" + i + ".5}\n");
      }
      try (Dataset dataset = Setting.of(file("t.jsonl", text.toString())).open()) {
        assertThat(columns(dataset).columns())
            .extracting(Column::type)
            .containsExactly("TIME", "TIME", "VARCHAR", "DOUBLE");
        assertThat(Written.copy(dataset, folder.resolve("back.jsonl"))).hasContent(text.toString());
      }
    }

    @Test
    @DisplayName("at midnight stay there, whatever the networks lose of them")
    void midnight() throws IOException {
      StringBuilder text = new StringBuilder("day,word\n");
      for (int i = 0; i < 40; i++) {
        text.append(LocalDate.of(2019, 1, 1).plusDays(41L * i) + " 00:00:00,w" + i % 3 + "\n");
      }
      try (Dataset dataset = Setting.of(file("m.csv", text.toString())).open()) {
        assertThat(Written.copy(dataset, folder.resolve("back.csv"))).hasContent(text.toString());
        Written.copy(dataset, folder.resolve("back.parquet"));
      }
      try (Dataset typed = Setting.of(folder.resolve("back.parquet")).open()) {
        assertThat(Written.copy(typed, folder.resolve("again.csv"))).hasContent(text.toString());
      }
    }

    @Test
    @DisplayName("are there behind a line that names the separator")
    void separatorLine() {
      try (Dataset dataset =
          TableReader.of(file("s.csv", "sep=;\r\na;c\r\n1,5;x\r\n2,5;y\r\n")).open()) {
        assertThat(columns(dataset).columns()).extracting(Column::name).containsExactly("a", "c");
        assertThat(values(dataset, "a")).containsExactly(1.5, 2.5);
      }
    }

    @Test
    @DisplayName("without the marks that files begin with, also where such files were joined")
    void marks() {
      String part = "\uFEFF\"a, b\",c\n1.5,x\n2.5,y\n";
      try (Dataset dataset = Setting.of(file("joined.csv", part + part)).open()) {
        assertThat(columns(dataset).columns())
            .extracting(Column::name)
            .containsExactly("a, b", "c");
        assertThat(values(dataset, "a, b")).containsExactly(1.5, 2.5, 1.5, 2.5);
        assertThat(dataset.description()).contains("1 further lines of names left out");
      }
      String json = "\uFEFF[{\"a\": 1.5, \"d\": \"18/02/20\"}, {\"a\": 2.5, \"d\": \"06/01/23\"}]";
      try (Dataset dataset = Setting.of(file("m.json", json)).open()) {
        assertThat(values(dataset, "a")).containsExactly(1.5, 2.5);
      }
      try (Dataset dataset =
          Setting.of(file("rows.csv", "\uFEFFa,c\n1.5,x\n\uFEFF2.5,y\n")).open()) {
        assertThat(values(dataset, "a")).containsExactly(1.5, 2.5);
      }
    }

    @Test
    @DisplayName("one long number rounds off nothing, and is told")
    void oneLong() throws IOException {
      StringBuilder text = new StringBuilder("x,sum\n");
      for (int i = 0; i < 20; i++) {
        text.append(i == 7 ? "3.14159265358979" : i + ".5").append(',');
        text.append(0.1 * i).append('\n'); // 0.30000000000000004 among them
      }
      try (Dataset dataset = Setting.of(file("long.csv", text.toString())).open()) {
        assertThat(((NumberColumn) column(dataset, "x")).limits().decimals()).isEqualTo(1);
        assertThat(((NumberColumn) column(dataset, "sum")).limits().decimals()).isEqualTo(1);
        assertThat(String.join("\n", dataset.notes()))
            .contains("column 'x': 1 numbers with more than 1 decimals are rounded");
        assertThat(Files.readAllLines(Written.copy(dataset, folder.resolve("back.csv"))))
            .contains("3.1,0.7");
      }
    }

    @Test
    @DisplayName("decimal commas for numbers, and a column of them as it was written")
    void commas() throws IOException {
      String text = "id,price\n0,\"9,99\"\n1,\"4,25\"\n2,\"14,20\"\n";
      try (Dataset dataset = Setting.of(file("comma.csv", text)).open()) {
        assertThat(values(dataset, "price")).containsExactly(9.99, 4.25, 14.2);
        assertThat(Written.copy(dataset, folder.resolve("back.csv"))).hasContent(text);
      }
    }

    @Test
    @DisplayName("dates that are asked for as categories as they are written")
    void dateCategories() throws IOException {
      String text = "d,x\n18/02/20,1.5\n06/01/23,2.25\n18/02/20,9.5\n";
      try (Dataset dataset = Setting.of(file("c.csv", text)).categories("d").open()) {
        assertThat(column(dataset, "d"))
            .isEqualTo(new CategoryColumn("d", "VARCHAR", false, List.of("18/02/20", "06/01/23")));
        assertThat(Written.copy(dataset, folder.resolve("back.csv"))).hasContent(text);
      }
    }

    @Test
    @DisplayName("an empty line is a row only where there is one column")
    void emptyLines() {
      try (Dataset one = Setting.of(file("one.csv", "a\n1.5\n\n3.5\n")).open();
          Dataset two = Setting.of(file("two.csv", "a,b\n1.5,x\n\n3.5,y\n")).open()) {
        assertThat(values(one, "a")).containsExactly(1.5, Double.NaN, 3.5);
        assertThat(values(two, "a")).containsExactly(1.5, 3.5);
      }
    }
  }

  @Nested
  @DisplayName("scales numbers")
  class Scaling {
    private Path numbers() {
      return file("n.csv", "x,k\n1.5,a\n2.5,a\n3.5,b\n4.5,b\n100.5,b\n");
    }

    private float[] x(Numbers how) {
      try (Dataset dataset = Setting.of(numbers()).numbers(how).columns("x").open()) {
        assertThat(values(dataset, "x")).containsExactly(1.5, 2.5, 3.5, 4.5, 100.5);
        return Tables.rows(dataset);
      }
    }

    @Test
    @DisplayName("to mean 0 and deviation 1")
    void standard() {
      float[] seen = x(Numbers.STANDARD);
      double mean = IntStream.range(0, 5).mapToDouble(i -> seen[i]).average().orElseThrow();
      double squares = IntStream.range(0, 5).mapToDouble(i -> seen[i] * seen[i]).sum();
      assertThat(mean).isCloseTo(0, within(1e-6));
      assertThat(squares / 5).isCloseTo(1, within(1e-6));
    }

    @Test
    @DisplayName("to [-1, 1]")
    void bounded() {
      assertThat(x(Numbers.BOUNDED)[0]).isEqualTo(-1);
      assertThat(x(Numbers.BOUNDED)[4]).isEqualTo(1);
    }

    @Test
    @DisplayName("to the normal distribution's quantiles, where outliers are near the others")
    void quantiles() {
      // Quantiles of the standard normal distribution at 0.1, 0.3, 0.5, 0.7 and 0.9.
      assertThat(x(Numbers.QUANTILES))
          .containsExactly(
              new float[] {-1.2815516f, -0.5244005f, 0, 0.5244005f, 1.2815516f}, within(1e-6f));
    }

    @Test
    @DisplayName("by the training rows alone, for the held-out ones too")
    void training() {
      try (Dataset all = Setting.of(numbers()).columns("x").open();
          Dataset learnt = all.learningFrom(new long[] {0, 1, 2, 3})) {
        assertThat(((NumberColumn) column(learnt, "x")).scale())
            .isEqualTo(new Scale.Standard(3, Math.sqrt(1.25)));
        assertThat(values(learnt, "x")).containsExactly(1.5, 2.5, 3.5, 4.5, 100.5);
        assertThat(learnt.contentHash()).isNotEqualTo(all.contentHash());
      }
    }

    @Test
    @DisplayName("and another table's as those that were learnt, or says why it cannot")
    void elsewhere() {
      Path other = file("other.csv", "k,x\nb,3.27\na,7.5\nb,8\n");
      Path unknown = file("unknown.csv", "k,x\nc,3.27\na,7.5\n");
      try (Dataset learnt = Setting.of(numbers()).open();
          Dataset opened = Setting.of(other).open();
          Dataset strange = Setting.of(unknown).open()) {
        Dataset seen = opened.adaptTo(learnt.space());
        assertThat(seen.space()).isEqualTo(learnt.space());
        assertThat(values(seen, "x")).containsExactly(3.3, 7.5, 8); // one decimal was learnt
        assertThat(values(seen, "k")).containsExactly(1, 0, 1);
        assertThatThrownBy(() -> strange.adaptTo(learnt.space()))
            .isInstanceOf(DataException.class)
            .hasMessageContaining("unknown.csv: column 'k' has 'c' in row 1, which is none of the");
      }
    }
  }

  @Nested
  @DisplayName("reads")
  class Sources {
    @Test
    @DisplayName("the same from CSV, gzipped CSV, Parquet and JSON lines")
    void formats() throws IOException {
      Path csv = file("m.csv", Tables.MIXED);
      Path zipped = folder.resolve("m.csv.gz");
      try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
        out.write(Tables.MIXED.getBytes(StandardCharsets.UTF_8));
      }
      try (Dataset dataset = Setting.of(csv).open()) {
        List<Path> files =
            List.of(
                zipped,
                Written.copy(dataset, folder.resolve("m.parquet")),
                Written.copy(dataset, folder.resolve("m.jsonl")));
        for (Path file : files) {
          try (Dataset other = Setting.of(file).open()) {
            assertThat(Tables.rows(other)).as("%s", file).isEqualTo(Tables.rows(dataset));
            assertThat(columns(other)).as("%s", file).isEqualTo(columns(dataset));
          }
        }
      }
    }

    @Test
    @DisplayName("what a query makes of the file and of others, in the query's order")
    void sql() {
      Path orders = file("orders.csv", "who,sum\n1,10.5\n2,20\n1,40\n3,1\n");
      Path people = file("people.csv", "id,land\n1,CH\n2,DE\n3,CH\n");
      TableReader plain =
          Setting.of(orders)
              .sql(
                  "SELECT land, sum FROM data JOIN people ON who = id WHERE sum > 5 ORDER BY sum"
                      + " DESC;")
              .reader();
      TableReader reader =
          new TableReader(
              plain.path(),
              plain.sql(),
              Map.of("people", people),
              plain.columns(),
              plain.categories(),
              plain.fewValues(),
              plain.mostCategories(),
              plain.numbers(),
              plain.nulls(),
              plain.clamp(),
              plain.separator(),
              plain.nullTexts(),
              plain.limits(),
              plain.formats(),
              plain.url());
      try (Dataset dataset = reader.open()) {
        assertThat(values(dataset, "sum")).containsExactly(40, 20, 10.5);
        assertThat(values(dataset, "land")).containsExactly(0, 1, 0);
      }
    }

    @Test
    @DisplayName("decimals and keys that first come far from the beginning")
    void late() {
      StringBuilder csv = new StringBuilder("a,b\n");
      StringBuilder json = new StringBuilder();
      for (int i = 0; i < 30_000; i++) {
        String number = i + (i < 29_000 ? "" : ".5");
        csv.append(number).append(",x\n");
        json.append("{\"a\": ").append(number).append(i < 29_000 ? "}\n" : ", \"b\": \"x\"}\n");
      }
      for (Path file : List.of(file("l.csv", csv.toString()), file("l.jsonl", json.toString()))) {
        try (Dataset dataset = Setting.of(file).open()) {
          assertThat(column(dataset, "a").type()).isEqualTo("DOUBLE");
          assertThat(values(dataset, "a")[29_500]).as("%s", file).isCloseTo(29_500.5, within(0.05));
          assertThat(column(dataset, "b").nulls()).isEqualTo(file.toString().endsWith("jsonl"));
        }
      }
    }

    @Test
    @DisplayName("files whose names SQL would take for something else")
    void names() {
      Path odd = file("it's [a] \"table\" *.csv", "a b,\"x\"\"y\"\n1,2.5\n2,3.5\n");
      try (Dataset dataset = Setting.of(odd).open()) {
        assertThat(columns(dataset).columns())
            .extracting(Column::name)
            .containsExactly("a b", "x\"y");
      }
    }

    @Test
    @DisplayName("no row that has a NULL, if they are to be skipped, and says so")
    void skip() {
      try (Dataset dataset = Setting.of(file("m.csv", Tables.MIXED)).nulls(Nulls.SKIP).open()) {
        assertThat(dataset.size()).hasValue(9);
        assertThat(columns(dataset).columns()).noneMatch(Column::nulls);
        assertThat(dataset.description()).contains("m.csv (3 rows with NULLs left out), 9 rows");
      }
    }

    @Test
    @DisplayName("equal files with equal hashes, and no other with that")
    void hashes() {
      Path one = file("one.csv", "a,b\n1.5,x\n2.5,y\n3,y\n");
      Path same = file("same.csv", "a,b\n1.5,x\n2.5,y\n3,y\n");
      Path swapped = file("swapped.csv", "a,b\n2.5,y\n1.5,x\n3,y\n");
      try (Dataset a = Setting.of(one).open();
          Dataset b = Setting.of(same).open();
          Dataset c = Setting.of(swapped).open()) {
        assertThat(a.contentHash()).isEqualTo(b.contentHash()).isNotEqualTo(c.contentHash());
      }
    }

    @Test
    @DisplayName("a file with the hash by which runs have known it from the first")
    void hash() {
      try (Dataset dataset = Setting.of(file("m.csv", Tables.MIXED)).open()) {
        // As the reader of 0.1 had it when types were still records.
        assertThat(dataset.contentHash())
            .isEqualTo("db1432dd4bd809b6397ee7a4a40a9688731e95b4e18e302daae6be9225748dee");
      }
    }

    @Test
    @DisplayName("and leaves nothing in the temporary folder")
    void tidy() throws IOException {
      Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
      List<Path> before = left(temporary);
      Setting.of(file("m.csv", Tables.MIXED)).open().close();
      assertThatThrownBy(() -> Setting.of(file("bad.csv", "a\n1\n2,3\n")).open())
          .isInstanceOf(DataException.class);
      assertThat(left(temporary)).isEqualTo(before);
    }

    private static List<Path> left(Path temporary) throws IOException {
      try (Stream<Path> files = Files.list(temporary)) {
        return files
            .filter(file -> file.getFileName().toString().contains("gan4j-table"))
            .sorted()
            .toList();
      }
    }
  }

  @Nested
  @DisplayName("refuses")
  class Refusals {
    private void refused(Setting setting, String... reasons) {
      assertThatThrownBy(setting::open)
          .isInstanceOf(DataException.class)
          .hasMessageContaining(setting.path().toString())
          .satisfies(e -> assertThat(e.getMessage()).contains(reasons));
    }

    private void refused(String text, String... reasons) {
      refused(Setting.of(file("bad.csv", text)), reasons);
    }

    @Test
    @DisplayName("numbers that are none, naming the column and the first row")
    void notFinite() {
      refused(
          "a,b\n1.5,x\n2.5,y\nnan,x\ninf,y\n",
          "column 'a' is NaN or infinite in 2 rows, first in row 3");
    }

    @Test
    @DisplayName("whole numbers that would become others, unless they are categories")
    void tooLarge() {
      StringBuilder rows = new StringBuilder("9007199254740993,1.5\n12345678901234567890,2\n");
      for (int i = 0; i < 20; i++) {
        rows.append(i).append(",3.5\n");
      }
      refused(
          Setting.of(file("large.csv", "id,x\n" + rows)),
          "column 'id' has numbers of more digits than are learnt, such as 9007199254740993 in row"
              + " 1");
      try (Dataset dataset = Setting.of(file("l.csv", "id,x\n" + rows)).categories("id").open()) {
        assertThat(((CategoryColumn) column(dataset, "id")).values())
            .hasSize(22)
            .endsWith("19", "9007199254740993", "12345678901234567890");
      }
      String even = rows.toString().replace("740993", "740992").replace("890,2", "168,2");
      try (Dataset dataset = Setting.of(file("e.csv", "id,x\n" + even)).open()) {
        assertThat(column(dataset, "id").type()).isEqualTo("HUGEINT");
      }
    }

    @Test
    @DisplayName("words among numbers, near the beginning and far from it")
    void wrongTypes() {
      StringBuilder near = new StringBuilder("a,b\n");
      StringBuilder far = new StringBuilder("a,b\n");
      for (int i = 0; i < 30_000; i++) {
        near.append(i < 100 ? i + "," + (i == 40 ? "oops" : i * 2) + "\n" : "");
        far.append(i).append(',').append(i == 29_000 ? "oops" : i * 2).append('\n');
      }
      refused(near.toString(), "column 'b' holds numbers, but 'oops' in row 41 is none");
      refused(far.toString(), "column 'b' holds numbers, but 'oops' in row 29001 is none");
    }

    @Test
    @DisplayName("rows of other lengths")
    void ragged() {
      refused("a,b,c\n1,2,3\n4,5\n6,7,8\n", "line 3 has 2 fields, the first line has 3");
      refused("a,b\n1,2\n4,5,6\n6,7\n", "line 3 has 3 fields, the first line has 2");
      refused("a,b\n" + "1,2\n".repeat(30_000) + "1\n", "line 30002 has 1 fields");
    }

    @Test
    @DisplayName("tables without rows, with one, or without anything to learn")
    void small() {
      refused("", "there are no rows");
      refused("a,b\n", "there are no rows");
      refused("a,b\n1,2\n", "there is one row");
      refused("a,b\n1,2\n1,2\n", "every column has the same value in all rows");
    }

    @Test
    @DisplayName("two columns of one name, whatever their case")
    void twice() {
      refused("a,b,a\n1,2,3\n4,5,6\n", "there are two columns called 'a'");
      refused("size,Size\n1,2\n4,5\n", "the columns 'size' and 'Size' differ in case alone");
    }

    @Test
    @DisplayName("names that SQL cannot write, and shows none that would move a terminal's cursor")
    void strangeNames() {
      refused("a\0b,c\n1.5,x\n2.5,y\n", "'a\\u0000b' is no name that SQL can write");
      refused("a\u001b[2J,c\n,x\n,y\n", "column 'a\\u001b[2J' is NULL in all rows");
    }

    @Test
    @DisplayName("columns that cannot be learnt, all of them together")
    void hopeless() {
      StringBuilder text = new StringBuilder("id,empty,n\n");
      for (int i = 0; i < 10_000; i++) {
        text.append("no").append(i).append(",,").append(i).append('\n');
      }
      refused(
          text.toString(),
          "column 'id' has 10,000 different values, more than 100 categories",
          "column 'empty' is NULL in all rows");
      Path nested = file("n.json", "[{\"a\": 1.5, \"b\": {\"c\": 2}, \"d\": [1]}, {\"a\": 2}]");
      refused(
          Setting.of(nested),
          "column 'b' is of type STRUCT(c BIGINT)",
          "column 'd' is of type BIGINT[]");
    }

    @Test
    @DisplayName("a file without names, unless its first line is said to be names")
    void nameless() {
      refused("1.5,x\n2.5,y\n3.5,x\n", "the first line has values like those below it (1.5, x)");
      Path years = file("years.csv", "2019,2020\n1.5,2.5\n3.5,4.5\n");
      refused(Setting.of(years), "list them under columns");
      try (Dataset dataset = Setting.of(years).columns("2019", "2020").open()) {
        assertThat(dataset.size()).hasValue(2);
      }
    }

    private static TableReader withSeparator(TableReader r, Separator separator) {
      return new TableReader(
          r.path(),
          r.sql(),
          r.tables(),
          r.columns(),
          r.categories(),
          r.fewValues(),
          r.mostCategories(),
          r.numbers(),
          r.nulls(),
          r.clamp(),
          separator,
          r.nullTexts(),
          r.limits(),
          r.formats(),
          r.url());
    }

    @Test
    @DisplayName("another separator, another encoding, and quotes that stay open, in plain words")
    void dialects() throws IOException {
      Path semicolons = file("s.csv", "a;b\n1,5;2\n2,5;3\n");
      TableReader found = TableReader.of(semicolons);
      assertThat(found.separator()).isEqualTo(Separator.SEMICOLON);
      assertThatThrownBy(() -> withSeparator(found, Separator.COMMA).open())
          .hasMessageContaining(
              "the first line is one field, 'a;b'; --set data.reader.separator=semicolon splits it");
      byte[] latin = "city,x\nZ\u00fcrich,1\nBern,2\n".getBytes(StandardCharsets.ISO_8859_1);
      refused(Setting.of(Files.write(folder.resolve("latin.csv"), latin)), "it is not in UTF-8");
      byte[] wide = "city,x\nBern,1\nBasel,2\n".getBytes(StandardCharsets.UTF_16);
      refused(Setting.of(Files.write(folder.resolve("wide.csv"), wide)), "it is not in UTF-8");
      refused("a,b\nx,1\n\"y,2\nz,3\n".repeat(2), "every quote closed");
    }

    @Test
    @DisplayName("NULLs, if it is told so")
    void nulls() {
      refused(
          Setting.of(file("m.csv", Tables.MIXED)).nulls(Nulls.REFUSE),
          "column 'price' is NULL in 1 rows, first in row 4",
          "column 'size' is NULL in 1 rows, first in row 2",
          "column 'colour' is NULL in 1 rows, first in row 3");
    }

    @Test
    @DisplayName("columns that are not there")
    void unknownColumns() {
      refused(
          Setting.of(file("x.csv", "a,b\n1,2\n3,4\n")).columns("a", "c"),
          "there is no column 'c'; did you mean 'a' or 'b'? Accepted: a, b");
    }

    @Test
    @DisplayName("what is no table")
    void strange() throws IOException {
      refused(
          Setting.of(file("x.txt", "a,b\n1,2\n")),
          "neither its content nor its name says what it is");
      refused(Setting.of(Files.createDirectory(folder.resolve("d.csv"))), "is a folder");
      refused(Setting.of(file("x.json", "[{\"a\": 1,")), "Malformed JSON");
      byte[] cut = Arrays.copyOf("PAR1 and nothing more".getBytes(StandardCharsets.US_ASCII), 40);
      refused(Setting.of(Files.write(folder.resolve("x.parquet"), cut)), "x.parquet");
    }
  }

  @Nested
  @DisplayName("lets a query")
  class Sandbox {
    private Path path() {
      return file("data.csv", "a,b\n1.5,2\n3,4\n");
    }

    private void refused(String sql, String reason) {
      assertThatThrownBy(() -> Setting.of(path()).sql(sql).open())
          .isInstanceOf(DataException.class)
          .hasMessageContaining("data.csv: ")
          .hasMessageContaining(reason);
    }

    @Test
    @DisplayName("read nothing but the named files")
    void reading() {
      Path other = file("other.csv", "a,b\n1.5,2\n3,4\n");
      refused("SELECT * FROM '" + other + "'", "disabled by configuration");
      refused("SELECT content FROM read_text('" + other + "')", "disabled by configuration");
      refused("SELECT * FROM read_csv('https://localhost/a.csv')", "disabled by configuration");
      refused("SELECT * FROM glob('" + folder + "/*')", "disabled by configuration");
    }

    @Test
    @DisplayName("be one SELECT, and neither write nor change settings")
    void writing() {
      refused("COPY (SELECT 1) TO '" + path() + "'", "sql must be one SELECT");
      refused("SELECT 1; SELECT 2", "sql must be one SELECT, found 2 statements");
      refused("SET enable_external_access = true", "sql must be one SELECT");
      refused("SELECT 1) TO '" + path() + "'; --", "sql must be one SELECT");
      refused("ATTACH '" + folder.resolve("x.db") + "'", "sql must be one SELECT");
      assertThat(folder.resolve("data.csv")).hasContent("a,b\n1.5,2\n3,4\n");
    }

    @Test
    @DisplayName("say what is wrong with it")
    void mistakes() {
      refused("SELEC a FROM data", "syntax error");
      refused("SELECT c FROM data", "\"c\" not found");
      refused("SELECT * FROM dat", "dat does not exist");
    }
  }

  @Test
  @DisplayName("is found for Parquet and JSON, and for CSV that is not all numbers")
  void detected() {
    TableDetector detector = new TableDetector();
    Path parquet = file("anything", "PAR1");
    assertThat(detector.detect(parquet).map(Detection::reader)).contains(TableReader.of(parquet));
    assertThat(detector.detect(file("a.csv", "a\n1\n"))).isPresent();
    assertThat(detector.detect(file("a.png", "no table"))).isEmpty();
    assertThat(detector.detect(folder)).isEmpty();
  }
}
