package io.gan4j.tabular;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.RowFilter;
import io.gan4j.api.data.Stratum;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.tabular.internal.SqlRowFilters;
import io.gan4j.tabular.options.Limits;
import io.gan4j.tabular.options.Nulls;
import io.gan4j.tabular.options.Numbers;
import io.gan4j.tabular.options.Separator;
import io.gan4j.tabular.options.Ties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Rare categories")
class StrataTest {
  @TempDir private Path folder;

  /**
   * 1,000 rows: 5 of town E and work z, 10 of town D, 20 of work y of which 10 in town D, 4 of F.
   */
  private Path file() {
    StringBuilder text = new StringBuilder("town,work,age\n");
    for (int row = 0; row < 1000; row++) {
      String town = row < 5 ? "E" : row < 15 ? "D" : row < 19 ? "F" : row % 10 == 9 ? "" : "A";
      String work = row < 5 ? "z" : row < 25 ? "y" : "x";
      text.append(town).append(',').append(work).append(',').append(20 + row % 50).append('\n');
    }
    return Tables.write(folder.resolve("towns.csv"), text.toString());
  }

  private Dataset open(double rare) {
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
            List.of(),
            rare,
            Map.of())
        .open();
  }

  private static Columns columns(Dataset dataset) {
    return requireNonNull(dataset.space().columns());
  }

  @Test
  @DisplayName("are strata of the rows, the rarest first, those of hardly any row left out")
  void strata() {
    try (Dataset dataset = open(0.05);
        Dataset none = open(0)) {
      assertThat(columns(dataset).strata())
          .containsExactly(
              new Stratum("town", "E", 0.005),
              new Stratum("work", "z", 0), // all of them are in town E
              new Stratum("town", "D", 0.01),
              new Stratum("work", "y", 0.01));
      // town is A, D, E, F and NULL; work x, y, z
      assertThat(columns(dataset).placesOfStrata()).containsExactly(2, 7, 1, 6);
      assertThat(columns(none).strata()).isEmpty();
      assertThat(none.contentHash()).isNotEqualTo(dataset.contentHash());
      // Of training rows alone: town E and work z are no longer among them.
      Columns fewer = columns(dataset.learningFrom(LongStream.range(5, 1000).toArray()));
      assertThat(fewer.strata()).extracting(Stratum::value).containsExactly("D", "y");
    }
  }

  private static List<String> possible(Columns columns, String where) {
    List<String> possible = new ArrayList<>();
    try (RowFilter filter = new SqlRowFilters().open(columns, where)) {
      boolean[] held = filter.possibleStrata();
      assertThat(held).hasSize(columns.strata().size() + 1);
      for (int i = 0; i < held.length; i++) {
        if (held[i]) {
          possible.add(i < held.length - 1 ? columns.strata().get(i).value() : "none");
        }
      }
    }
    return possible;
  }

  @Test
  @DisplayName("that a condition asks for are told from those whose rows cannot hold it")
  void possible() {
    try (Dataset dataset = open(0.05)) {
      Columns columns = columns(dataset);
      assertThat(possible(columns, "town = 'E'")).containsExactly("E");
      assertThat(possible(columns, "town = 'D' AND age > 30")).containsExactly("z", "D");
      assertThat(possible(columns, "work = 'y'")).containsExactly("E", "D", "y");
      assertThat(possible(columns, "town IN ('D', 'E')")).containsExactly("E", "z", "D");
      assertThat(possible(columns, "town <> 'E'")).containsExactly("z", "D", "y", "none");
      assertThat(possible(columns, "town = 'D' AND work = 'x'")).containsExactly("D");
      assertThat(possible(columns, "town = 'Z'")).isEmpty();
      List<String> all = List.of("E", "z", "D", "y", "none");
      for (String where :
          List.of(
              "age > 30",
              "town = 'E' OR age > 30",
              "town IS NULL",
              "coalesce(town, 'E') = 'E'",
              "CASE WHEN age > 30 THEN true ELSE town = 'E' END")) {
        assertThat(possible(columns, where)).as(where).isEqualTo(all);
      }
    }
  }

  @Test
  @DisplayName("are those of columns that there are, each once, of no more than all rows")
  void refusals() {
    CategoryColumn town = new CategoryColumn("town", "VARCHAR", false, List.of("A", "B"));
    for (List<Stratum> strata :
        List.of(
            List.of(new Stratum("town", "C", 0.1)),
            List.of(new Stratum("city", "A", 0.1)),
            List.of(new Stratum("town", "A", 0.1), new Stratum("town", "A", 0.1)),
            List.of(new Stratum("town", "A", 0.9), new Stratum("town", "B", 0.2)))) {
      assertThatThrownBy(() -> new Columns(List.of(town), List.of(), List.of(), strata))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageStartingWith("strata must ");
    }
  }
}
