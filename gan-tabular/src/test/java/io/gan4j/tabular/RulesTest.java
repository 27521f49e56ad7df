package io.gan4j.tabular;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.data.AddedColumn;
import io.gan4j.api.data.AddedColumn.Computed;
import io.gan4j.api.data.AddedColumn.Function;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.RowFilter;
import io.gan4j.api.data.RowWriter;
import io.gan4j.tabular.internal.SqlRowFilters;
import io.gan4j.tabular.options.Limits;
import io.gan4j.tabular.options.Nulls;
import io.gan4j.tabular.options.Numbers;
import io.gan4j.tabular.options.Separator;
import io.gan4j.tabular.options.Ties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What is known of a table's rows")
class RulesTest {
  private static final int ROWS = 400;
  private static final List<String> KEYS = List.of("order");

  @TempDir private Path folder;
  private Path orders;

  @BeforeEach
  void write() {
    StringBuilder text =
        new StringBuilder("order,country,code,signed_up,last_order,price,quantity,total\n");
    for (int i = 0; i < ROWS; i++) {
      int country = i * 7 % 5;
      long price = 100 + i * 37L % 900;
      long quantity = 1 + i * 13L % 17;
      text.append(String.format("ORD-%04d,", i))
          .append("country ")
          .append((char) ('A' + country))
          .append(',')
          .append(49 + country * 3)
          .append(String.format(",2020-01-%02d,2020-%02d-15,", 1 + i % 28, 1 + i * 5 % 12))
          .append(String.format("%d.%02d,%d,", price / 100, price % 100, quantity))
          .append(String.format("%d.%02d%n", price * quantity / 100, price * quantity % 100));
    }
    orders = Tables.write(folder.resolve("orders.csv"), text.toString());
  }

  private Dataset open(List<String> rules, Map<String, String> functions, List<String> keys) {
    return new TableReader(
            orders,
            null,
            Map.of(),
            List.of(),
            List.of(),
            10,
            100,
            Numbers.STANDARD,
            Nulls.LEARN,
            true,
            Separator.COMMA,
            List.of(""),
            Limits.STANDARD,
            Map.of(),
            null,
            Ties.MIDDLE,
            0,
            rules,
            functions,
            keys,
            0,
            Map.of())
        .open();
  }

  private Dataset all() {
    return open(
        List.of("last_order >= signed_up OR month(last_order) = 1", "total = price * quantity"),
        Map.of("code", "country"),
        List.of("order"));
  }

  private static Columns columns(Dataset dataset) {
    return requireNonNull(dataset.space().columns());
  }

  @Test
  @DisplayName("takes what follows from other columns out of those that are learnt")
  void taken() {
    try (Dataset dataset = all()) {
      Columns columns = columns(dataset);
      assertThat(columns.columns())
          .extracting(Column::name)
          .containsExactly("country", "signed_up", "last_order", "price", "quantity");
      assertThat(columns.added())
          .containsExactly(
              new AddedColumn(
                  "order", "VARCHAR", 0, null, new AddedColumn.Key("\\O\\R\\D\\-0000", 0, false)),
              new AddedColumn(
                  "code",
                  "BIGINT",
                  2,
                  null,
                  new Function(
                      "country",
                      Map.of(
                          "country A",
                          "49",
                          "country B",
                          "52",
                          "country C",
                          "55",
                          "country D",
                          "58",
                          "country E",
                          "61"),
                      null)),
              new AddedColumn(
                  "total",
                  columns.added().get(2).type(),
                  7,
                  columns.added().get(2).format(),
                  new Computed("price * quantity", 2)));
      assertThat(columns.rules())
          .containsExactly("last_order >= signed_up OR month(last_order) = 1");
    }
  }

  /** Rows that no source has: whatever numbers. */
  private static float[] rows(Columns columns, int count) {
    float[] rows = new float[columns.width() * count];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) Math.sin(i * 12.9898) * 2;
    }
    return rows;
  }

  @Test
  @DisplayName("holds in every row that is written, in the source's order of columns")
  void holds() throws IOException {
    try (Dataset dataset = all()) {
      Columns columns = columns(dataset);
      float[] rows = rows(columns, 3000);
      boolean[] holds;
      try (RowFilter filter = new SqlRowFilters().open(columns, "quantity > 9")) {
        holds = filter.holds(rows);
      }
      Path file = folder.resolve("made.csv");
      try (RowWriter writer = Written.formatOf(file).open(file, columns, 5)) {
        writer.write(rows);
        writer.finish();
      }
      List<String> lines = Files.readAllLines(file);
      assertThat(lines.get(0))
          .isEqualTo("order,country,code,signed_up,last_order,price,quantity,total");
      assertThat(lines).hasSize(3001);
      HashSet<String> keys = new HashSet<>();
      int held = 0;
      for (int i = 0; i < 3000; i++) {
        String[] row = lines.get(1 + i).split(",", -1);
        assertThat(row[0]).matches("ORD-\\d{4}");
        assertThat(keys.add(row[0])).isTrue();
        assertThat(Integer.parseInt(row[2])).isEqualTo(49 + 3 * (row[1].charAt(8) - 'A'));
        assertThat(Math.round(100 * Double.parseDouble(row[7])))
            .isEqualTo(Math.round(100 * Double.parseDouble(row[5])) * Long.parseLong(row[6]));
        boolean expected =
            (row[4].compareTo(row[3]) >= 0 || row[4].startsWith("2020-01"))
                && Long.parseLong(row[6]) > 9;
        assertThat(holds[i]).as(lines.get(1 + i)).isEqualTo(expected);
        held += expected ? 1 : 0;
      }
      assertThat(held).isBetween(300, 2700);
    }
  }

  @Test
  @DisplayName("makes the same keys for a seed, others for another one, and never one twice")
  void keys() throws IOException {
    try (Dataset dataset = all()) {
      Columns columns = columns(dataset);
      float[] rows = rows(columns, 100);
      List<List<String>> made =
          IntStream.of(5, 5, 6).mapToObj(seed -> written(rows, columns, seed)).toList();
      assertThat(made.get(0)).isEqualTo(made.get(1));
      assertThat(made.get(0).get(1).substring(0, 8))
          .isNotEqualTo(made.get(2).get(1).substring(0, 8));
      assertThatThrownBy(() -> written(rows(columns, 10_001), columns, 5))
          .isInstanceOf(GanException.class)
          .hasMessageContaining("there are only 10000 different keys");
    }
  }

  private List<String> written(float[] rows, Columns columns, long seed) {
    Path file = folder.resolve("seed.csv");
    try (RowWriter writer = Written.formatOf(file).open(file, columns, seed)) {
      writer.write(rows);
      writer.finish();
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("is refused where the source itself does not hold it, with how often and where")
  void broken() {
    assertThatThrownBy(() -> open(List.of("last_order >= signed_up"), Map.of(), KEYS))
        .isInstanceOf(DataException.class)
        .hasMessageMatching(
            "\\Q"
                + orders
                + "\\E: rule 'last_order >= signed_up' does not hold in \\d+ of 400 rows,"
                + " first in row \\d+");
    assertThatThrownBy(() -> open(List.of("total = price + quantity"), Map.of(), KEYS))
        .hasMessageContaining("rule 'total = price + quantity' does not hold in ");
    assertThatThrownBy(() -> open(List.of(), Map.of("quantity", "country"), KEYS))
        .hasMessageContaining("column 'quantity' is no function of 'country': with 'country ");
    assertThatThrownBy(() -> open(List.of(), Map.of("code", "price"), KEYS))
        .hasMessageContaining("cannot be a function of 'price', no category");
    assertThatThrownBy(() -> open(List.of(), Map.of(), List.of("country")))
        .hasMessageContaining("column 'country' is no key");
    assertThatThrownBy(() -> open(List.of(), Map.of(), List.of("ordre")))
        .hasMessageContaining("keys names 'ordre', which is no column; did you mean 'order'?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "price > (SELECT 1)",
        "1) FROM range(3) WHERE (1 = 1",
        "1 = 1), (2 = 2",
        "price > 1; DROP TABLE learnt_rows",
        "sum(price) > 2",
        "row_number() OVER () > 2",
        "price > random()",
        "length(repeat('x', 1000000000)) > 1",
        "read_text('/etc/passwd') = ''",
        "getenv('HOME') = ''",
        "price > ?",
        "prcie > 2",
        "rowid > 2",
        "price >",
        "*",
        "current_setting('threads') = '1'",
      })
  @DisplayName("is nothing but an expression over the columns of one row")
  void strange(String rule) {
    assertThatThrownBy(() -> open(List.of(rule), Map.of(), KEYS))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("rules: ");
    try (Dataset dataset = open(List.of(), Map.of(), KEYS)) {
      assertThatThrownBy(() -> new SqlRowFilters().open(columns(dataset), rule))
          .isInstanceOf(GanException.class);
    }
  }

  @Test
  @DisplayName("is refused in metadata that somebody made up")
  void hostile() {
    CategoryColumn k = new CategoryColumn("k", "VARCHAR", false, List.of("a", "b"));
    for (AddedColumn added :
        List.of(
            new AddedColumn("x", "DOUBLE", 0, null, new Computed("y + 1", 2)),
            new AddedColumn("x", "DOUBLE", 0, null, new Computed("x + 1", 2)),
            new AddedColumn("x", "DOUBLE", 0, null, new Computed("(SELECT 1)", 2)),
            new AddedColumn("x", "EVIL", 0, null, new Computed("1", 2)),
            new AddedColumn("x", "DOUBLE", 0, null, new Function("k", Map.of("a", "one"), null)),
            new AddedColumn("x", "DOUBLE", 0, null, new Function("j", Map.of(), null)),
            new AddedColumn("x", "DOUBLE", 0, null, new AddedColumn.Key("00#", 0, true)),
            new AddedColumn("x", "VARCHAR", 0, null, new AddedColumn.Key("\\A", 0, true)),
            new AddedColumn("x", "VARCHAR", 0, null, new AddedColumn.Key("?", 0, true)))) {
      Columns columns = new Columns(List.of(k), List.of(added), List.of());
      assertThatThrownBy(() -> Written.rows(new float[] {1, 0}, columns, folder.resolve("h.csv")))
          .as(added.toString())
          .isInstanceOf(GanException.class);
      assertThat(folder.resolve("h.csv")).doesNotExist();
    }
  }

  @Test
  @DisplayName("is found, and offered")
  void found() {
    try (Dataset dataset = open(List.of(), Map.of(), List.of("order"))) {
      assertThat(dataset.findings())
          .contains(
              "'code' follows from 'country': --set 'data.reader.functions={\"code\":"
                  + " \"country\"}'",
              "total = price * quantity in all rows: data.reader.rules: ['total = price *"
                  + " quantity']");
    }
    try (Dataset dataset = all()) {
      assertThat(dataset.findings()).isEmpty();
    }
  }
}
