package io.gan4j.tabular;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.data.AddedColumn;
import io.gan4j.api.data.AddedColumn.MadeUp;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.RowWriter;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.tabular.options.Limits;
import io.gan4j.tabular.options.Nulls;
import io.gan4j.tabular.options.Numbers;
import io.gan4j.tabular.options.Separator;
import io.gan4j.tabular.options.Ties;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Personal texts")
class PersonalTest {
  private static final int ROWS = 300;

  private static final Map<String, String> ASKED =
      Map.of(
          "name", "full-name",
          "mail", "email",
          "account", "iban de",
          "id", "uuid",
          "town", "city de",
          "partner", "full-name",
          "note", "sentence");

  @TempDir private Path folder;

  private Path file() {
    StringBuilder text = new StringBuilder("id,name,age,mail,account,town,partner,note\n");
    for (int i = 0; i < ROWS; i++) {
      char letter = (char) ('a' + i % 26);
      text.append(String.format("%08x-0000-4000-8000-%012x,", i, i))
          .append("Anna")
          .append(letter)
          .append(" Muster")
          .append(i % 7)
          .append('x')
          .append(',')
          .append(20 + i % 50)
          .append(',')
          .append(i % 3 == 0 ? "" : "p" + i + "@real.ch")
          .append(',')
          .append(String.format("CH%020d,", i))
          .append("Ort")
          .append(i)
          .append(",Karl ")
          .append(letter)
          .append(i)
          .append(",told ")
          .append(i)
          .append('\n');
    }
    return Tables.write(folder.resolve("people.csv"), text.toString());
  }

  private TableReader reader(Map<String, String> personal, List<String> keys) {
    return new TableReader(
        file(),
        null,
        Map.of(),
        List.of(),
        List.of(),
        10,
        100,
        Numbers.STANDARD,
        Nulls.LEARN,
        false,
        Separator.COMMA,
        List.of(""),
        Limits.STANDARD,
        Map.of(),
        null,
        Ties.MIDDLE,
        0,
        List.of(),
        Map.of(),
        keys,
        0,
        personal);
  }

  private List<List<String>> written(Columns columns, long seed, int rows) throws IOException {
    Path out = folder.resolve("out.csv");
    try (RowWriter writer = Written.formatOf(out).open(out, columns, seed)) {
      writer.write(new float[rows * columns.width()]);
      writer.finish();
    }
    return Files.readAllLines(out).stream()
        .map(line -> Arrays.asList(line.split(",", -1)))
        .toList();
  }

  /** Whether a number of an account has the check digits of ISO 13616. */
  private static boolean checks(String iban) {
    StringBuilder digits = new StringBuilder();
    (iban.substring(4) + iban.substring(0, 4))
        .chars()
        .forEach(c -> digits.append(Character.digit(c, 36)));
    return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
  }

  @Test
  @DisplayName("are made up by seed and row, in the source's order of columns, none of them real")
  void madeUp() throws IOException {
    Columns columns;
    try (Dataset dataset = reader(ASKED, List.of()).open()) {
      columns = requireNonNull(dataset.space().columns());
    }
    assertThat(columns.columns()).extracting(Column::name).containsExactly("age");
    assertThat(columns.added())
        .contains(
            new AddedColumn("mail", "VARCHAR", 3, null, new MadeUp("email", "en", 0, 1.0 / 3)),
            new AddedColumn("partner", "VARCHAR", 6, null, new MadeUp("full-name", "en", 1, 0)));
    List<List<String>> rows = written(columns, 5, 1000);
    assertThat(rows.get(0))
        .containsExactly("id", "name", "age", "mail", "account", "town", "partner", "note");
    String source = Files.readString(file());
    Set<String> ids = new HashSet<>();
    int nulls = 0;
    for (List<String> row : rows.subList(1, 1001)) {
      assertThat(row.get(0))
          .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
      assertThat(ids.add(row.get(0))).isTrue();
      assertThat(row.get(4)).startsWith("DE");
      assertThat(checks(row.get(4))).isTrue();
      assertThat(row.get(6)).isNotEqualTo(row.get(1));
      for (int place : new int[] {0, 1, 4}) {
        assertThat(source).doesNotContain(row.get(place));
      }
      String mail = row.get(3);
      if (mail.isEmpty()) {
        nulls++;
      } else {
        assertThat(mail).matches("[a-z]+\\.[a-z]+\\d{1,4}@example\\.(com|net|org)");
        // The same person.
        String last = row.get(1).substring(row.get(1).lastIndexOf(' ') + 1);
        assertThat(mail).contains(last.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""));
      }
    }
    assertThat(nulls).isBetween(270, 400); // a third, four standard deviations
    assertThat(written(columns, 5, 1000)).isEqualTo(rows);
    assertThat(written(columns, 5, 7)).isEqualTo(rows.subList(0, 8));
    assertThat(written(columns, 6, 7)).isNotEqualTo(rows.subList(0, 8));
  }

  @Test
  @DisplayName("are offered where a column has other texts in every row")
  void offered() {
    assertThatThrownBy(() -> reader(Map.of(), List.of()).open())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("--set 'data.reader.personal={\"mail\": email}'")
        .hasMessageContaining("--set 'data.reader.personal={\"id\": uuid}'");
  }

  @Test
  @DisplayName("are refused of no kind that there is, of no column, and where all is personal")
  void refusals() {
    assertThatThrownBy(() -> reader(Map.of("name", "surname"), List.of()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith("personal.name must be full-name, first-name,")
        .hasMessageEndingWith("found 'surname'");
    assertThatThrownBy(() -> reader(Map.of("nam", "full-name"), List.of()).open())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("personal names 'nam', which is no column");
    assertThatThrownBy(() -> reader(ASKED, List.of("id")).open())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column 'id' is a key, and personal");
    assertThatThrownBy(() -> reader(Map.of("town", "phone zh"), List.of()).open())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column 'town': Datafaker has no phone for 'zh'");
    assertThatThrownBy(() -> reader(Map.of("account", "iban ja"), List.of()).open())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column 'account': Datafaker has no iban for 'ja'");
    Columns foreign =
        new Columns(
            List.of(new CategoryColumn("a", "VARCHAR", false, List.of("x"))),
            List.of(new AddedColumn("b", "VARCHAR", 1, null, new MadeUp("#{x}", "en", 0, 0))),
            List.of());
    assertThatThrownBy(() -> written(foreign, 1, 1))
        .isInstanceOf(GanException.class)
        .hasMessageContaining("rows cannot be written: personal must be full-name");
  }
}
