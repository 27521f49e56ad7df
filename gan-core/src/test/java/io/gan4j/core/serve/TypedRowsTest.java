package io.gan4j.core.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.GanException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Rows as records")
class TypedRowsTest {
  /** Two numbers of a row: a whole number, and a day. */
  private static final String COLUMNS =
      """
      {"columns": [
        {"kind": "number", "name": "shoe-size", "type": "BIGINT", "nulls": false,
         "scale": {"kind": "standard", "mean": 40, "deviation": 3},
         "limits": {"low": 30, "high": 50, "decimals": 0}},
        {"kind": "number", "name": "Born", "type": "DATE", "nulls": false,
         "scale": {"kind": "standard", "mean": 9000, "deviation": 3000},
         "limits": {"low": 0, "high": 20000, "decimals": 0}}]}
      """;

  private final HandMadeModel model = new HandMadeModel(0, true, Map.of("columns", COLUMNS));

  record Person(int shoeSize, LocalDate born) {}

  record Shoe(Long shoeSize) {}

  record Wrong(String shoeSize, LocalDate borne, int born) {}

  @Test
  @DisplayName("have the values of the columns that their components name, dates as dates")
  void typed() {
    List<Person> rows =
        TypedRows.of(TableRows.of(model), Person.class).stream(5).limit(5000).toList();
    assertThat(rows).hasSize(5000).allMatch(row -> row.shoeSize() >= 30 && row.shoeSize() <= 50);
    assertThat(rows).anyMatch(row -> row.born().isAfter(LocalDate.of(1970, 1, 1)));
    assertThat(TypedRows.of(TableRows.of(model), Person.class).stream(5).limit(3).toList())
        .isEqualTo(rows.subList(0, 3));
    assertThat(
            TypedRows.of(TableRows.of(model), Shoe.class).stream(5).limit(5000).map(Shoe::shoeSize))
        .containsExactlyElementsOf(rows.stream().map(row -> (long) row.shoeSize()).toList());
    assertThat(TypedRows.of(TableRows.of(model), Person.class).stream(6).limit(3).toList())
        .isNotEqualTo(rows.subList(0, 3));
  }

  @Test
  @DisplayName("are refused when opened if a component meets no column, or is of another type")
  void refused() {
    assertThatThrownBy(() -> TypedRows.of(TableRows.of(model), Wrong.class))
        .isInstanceOf(GanException.class)
        .hasMessageContaining("shoeSize is a String, and the column takes int, long or double")
        .hasMessageContaining("borne meets no column")
        .hasMessageContaining("born is a int, and the column takes LocalDate");
    assertThatThrownBy(() -> TableRows.of(new HandMadeModel(0, true, Map.of())))
        .hasMessageContaining("no rows of a table");
  }

  @Test
  @DisplayName("have boxed components where a column has NULL")
  void nulls() {
    HandMadeModel one = new HandMadeModel(0, true, Map.of("columns", categories("NULL")));
    assertThatThrownBy(() -> TypedRows.of(TableRows.of(one), Primitive.class))
        .hasMessageContaining("take the boxed type");
    assertThat(
            TypedRows.of(TableRows.of(one), Boxed.class).stream(1)
                .limit(100)
                .map(Boxed::alive)
                .distinct())
        .containsExactlyInAnyOrder(true, null);
  }

  record Primitive(boolean alive) {}

  record Boxed(@Nullable Boolean alive) {}

  enum Answer {
    YES,
    NO_THANKS
  }

  record Answered(Answer alive) {}

  private static String categories(String kind) {
    return kind.equals("NULL")
        ? "{\"columns\": [{\"kind\": \"category\", \"name\": \"alive\", \"type\": \"BOOLEAN\","
            + " \"nulls\": true, \"values\": [\"true\"]}]}"
        : "{\"columns\": [{\"kind\": \"category\", \"name\": \"alive\", \"type\": \"VARCHAR\","
            + " \"nulls\": false, \"values\": [\"yes\", \"no thanks\"]}]}";
  }

  @Test
  @DisplayName("have an enum's constants for texts that they are called by")
  void enums() {
    HandMadeModel one = new HandMadeModel(0, true, Map.of("columns", categories("TEXT")));
    assertThat(
            TypedRows.of(TableRows.of(one), Answered.class).stream(1)
                .limit(100)
                .map(Answered::alive))
        .contains(Answer.YES, Answer.NO_THANKS);
    assertThatThrownBy(() -> TypedRows.of(TableRows.of(one), Boxed.class))
        .hasMessageContaining("the column takes String, or an enum");
  }

  @Test
  @DisplayName("are refused of a table with rules, where nothing is there that knows them")
  void incomplete() {
    String ruled = COLUMNS.strip().replaceFirst("}$", ", \"rules\": [\"Born > 0\"]}");
    HandMadeModel one = new HandMadeModel(0, true, Map.of("columns", ruled));
    assertThatThrownBy(() -> TableRows.of(one))
        .isInstanceOf(GanException.class)
        .hasMessageContaining("io.gan4j:gan-tabular");
  }

  @Test
  @DisplayName("are refused of columns that no values are possible of, whoever wrote the metadata")
  void hostile() {
    String far = COLUMNS.replace("20000", "1e300");
    assertThatThrownBy(() -> TableRows.of(new HandMadeModel(0, true, Map.of("columns", far))))
        .isInstanceOf(GanException.class)
        .hasMessageContaining("Born");
  }
}
