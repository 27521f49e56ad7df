package io.gan4j.api.data;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.gan4j.api.spec.Check;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column that no network learns: it is made beside a generated row, of the row or of its number.
 *
 * @param name its name
 * @param type its SQL type
 * @param place of it among all columns of the source, from 0
 * @param format how files of text write it; null: as they do by themselves
 * @param source what it is made of
 */
public record AddedColumn(
    String name, String type, int place, @Nullable String format, Source source) {

  public AddedColumn {
    Check.textGiven("name", name);
    Check.textGiven("type", type);
    Check.notNegative("place", place);
    Check.given("source", source);
  }

  /** What a column is made of. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Function.class, name = "function"),
    @JsonSubTypes.Type(value = Computed.class, name = "computed"),
    @JsonSubTypes.Type(value = Key.class, name = "key"),
    @JsonSubTypes.Type(value = MadeUp.class, name = "made-up")
  })
  public sealed interface Source {}

  /**
   * The one value that goes with another column's category.
   *
   * @param of the other column
   * @param values for each of its categories, as text; one that is missing is NULL
   * @param ofNull for a NULL of the other column; null: NULL
   */
  public record Function(String of, Map<String, String> values, @Nullable String ofNull)
      implements Source {
    public Function {
      Check.textGiven("of", of);
      values = Map.copyOf(Check.given("values", values));
    }
  }

  /**
   * What an expression of SQL makes of the row.
   *
   * @param expression over the names of other columns
   * @param decimals it is rounded to so many; negative: not at all
   */
  public record Computed(String expression, int decimals) implements Source {
    public Computed {
      Check.textGiven("expression", expression);
      Check.rule(
          decimals <= NumberColumn.Limits.MOST_DECIMALS,
          "decimals",
          "must be <= " + NumberColumn.Limits.MOST_DECIMALS,
          decimals);
    }
  }

  /**
   * A text that no other row has: its letters and digits count the rows, in an order that the seed
   * mixes unless they ascend.
   *
   * @param pattern what each character can be: A a capital letter, a a small one, 0 a digit, and
   *     what stands behind a backslash itself
   * @param first the number of the first row, in the order of the pattern
   * @param ascending whether the rows have ascending keys
   */
  public record Key(String pattern, long first, boolean ascending) implements Source {
    public Key {
      Check.textGiven("pattern", pattern);
      Check.notNegative("first", first);
    }
  }

  /**
   * A text of the kind that the source has, made up of the row's number and the seed.
   *
   * @param what kind of text: full-name, email and so on
   * @param locale whose names and forms it has, as a language tag
   * @param person which of a row's people it belongs to, from 0: texts of one person fit together
   * @param nulls the share of rows that are NULL, in [0, 1]
   */
  public record MadeUp(String what, String locale, int person, double nulls) implements Source {
    public MadeUp {
      Check.textGiven("what", what);
      Check.textGiven("locale", locale);
      Check.notNegative("person", person);
      Check.inClosed("nulls", nulls, 0, 1);
    }
  }
}
