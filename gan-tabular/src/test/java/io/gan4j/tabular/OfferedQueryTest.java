package io.gan4j.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Dataset;
import io.gan4j.tabular.Tables.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The query that is offered for a table")
class OfferedQueryTest {
  private static final Pattern OFFER = Pattern.compile("add: --set 'data\\.reader\\.sql=(.*)'");

  @TempDir Path folder;

  private Path table(String column, List<String> values) {
    return Tables.write(
        folder.resolve("table.tsv"),
        IntStream.range(0, values.size())
            .mapToObj(i -> values.get(i) + "\t" + (i % 2 == 0 ? "a" : "b"))
            .collect(Collectors.joining("\n", column + "\tkind\n", "\n")));
  }

  private static String offered(String words) {
    Matcher offer = OFFER.matcher(words);
    assertThat(offer.find()).as(words).isTrue();
    return offer.group(1).replace("'\\''", "'");
  }

  private static double[] numbers(Dataset dataset) {
    Columns columns = Objects.requireNonNull(dataset.space().columns());
    float[] rows = Tables.rows(dataset);
    double[] row = new double[columns.columns().size()];
    return IntStream.range(0, rows.length / columns.width())
        .mapToDouble(
            i -> {
              columns.decode(rows, i, row);
              return row[0];
            })
        .toArray();
  }

  private static Dataset open(Path file, String sql) {
    Setting setting = Setting.of(file);
    return (sql.isEmpty() ? setting : setting.sql(sql)).open();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1.461,47 €;12,00 €;-7 €          | 1461.47, 12, -7",
        "1 461,47;0,5;12                  | 1461.47, 0.5, 12",
        "12,5 %;100 %;0,1 %               | 12.5, 100, 0.1",
        "CHF 1'200.50;CHF 3.-;CHF -0.05   | 1200.5, 3, -0.05",
        "$1,461.47;-$0.99;$3              | 1461.47, -0.99, 3",
        "(1,461.47);12.50;0.25            | -1461.47, 12.5, 0.25",
        "Fr. 12.50;Fr. 1’000.00;Fr. 7.–   | 12.5, 1000, 7",
        "−12.5 kr;3 kr;4.5 kr             | -12.5, 3, 4.5",
        "3.5;n/a;4.5                      | 3.5, NaN, 4.5"
      })
  @DisplayName("reads numbers as they are meant:")
  void numbers(String texts, String expected) {
    List<String> values = List.of(texts.strip().split(";"));
    Path file = table("the amount", values);
    String query;
    try (Dataset words = open(file, "")) {
      assertThat(words.notes().get(0))
          .startsWith("column 'the amount' holds numbers that are written ");
      query = offered(String.join("\n", words.notes()));
    }
    double[] numbers =
        IntStream.range(0, 3)
            .mapToDouble(i -> Double.parseDouble(expected.split(",", -1)[i]))
            .toArray();
    try (Dataset read = open(file, query)) {
      assertThat(numbers(read)).containsExactly(numbers, within(1e-3));
      assertThat(read.notes()).noneMatch(note -> note.contains("sql="));
    }
  }

  @Test
  @DisplayName("leaves out what cannot be learnt, and is told where the table is refused")
  void refused() {
    String rows =
        IntStream.range(0, 150)
            .mapToObj(i -> String.format("%d,\"%d.%03d,5\",it's text %d,%d", i, i + 1, i, i, i % 3))
            .collect(Collectors.joining("\n", "id,price,note's,few\n", "\n"));
    Path file = Tables.write(folder.resolve("shop.csv"), rows);
    assertThatThrownBy(() -> open(file, ""))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column 'price' holds numbers that are written '1.000,5'")
        .hasMessageContaining("--set data.reader.mostCategories=150")
        .hasMessageContaining("to read numbers in 'price' and leave out 'id', 'note's', add: ")
        .satisfies(
            e -> {
              try (Dataset read = open(file, offered(String.valueOf(e.getMessage())))) {
                assertThat(Objects.requireNonNull(read.space().columns()).columns())
                    .extracting(Column::name)
                    .containsExactly("price", "few");
                assertThat(numbers(read)[1]).isCloseTo(2001.5, within(0.01));
              }
            });
  }

  @Test
  @DisplayName("goes around a query of the user's own")
  void around() {
    Path file = table("v", List.of("1,5 €", "2,5 €", "3,5 €"));
    try (Dataset words = open(file, "SELECT * FROM data WHERE kind = 'a'")) {
      try (Dataset read = open(file, offered(String.join("\n", words.notes())))) {
        assertThat(numbers(read)).containsExactly(new double[] {1.5, 3.5}, within(1e-4));
      }
    }
  }
}
