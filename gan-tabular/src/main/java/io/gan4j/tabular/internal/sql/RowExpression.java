package io.gan4j.tabular.internal.sql;

import io.gan4j.api.GanException;
import io.gan4j.api.spec.Excerpt;
import io.gan4j.api.spec.Suggestions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An expression of SQL over one row: comparisons, arithmetic, and functions that look at nothing
 * but their arguments and make nothing large. It may come from anybody, in a model's metadata: what
 * SQL's own parser finds in it is looked through before it is part of a statement.
 */
public final class RowExpression {
  private static final int LONGEST = 10_000;

  private static final Set<String> CLASSES =
      Set.of(
          "BETWEEN CASE CAST COLUMN_REF COMPARISON CONJUNCTION CONSTANT FUNCTION OPERATOR TYPE"
              .split(" "));

  private static final Set<String> FUNCTIONS =
      Set.of(
          ("+ - * / // % ** ^ || ~~ !~~ ~~* !~~* abs ceil ceiling concat contains date_add date_diff"
                  + " date_part date_trunc datediff datepart datetrunc day dayofweek dayofyear"
                  + " ends_with epoch exp floor greatest hour isfinite isnan last_day least left"
                  + " length ln log log10 lower ltrim make_date minute mod month nullif pow power"
                  + " prefix quarter regexp_full_match regexp_matches replace reverse right round"
                  + " row rtrim second sign sqrt starts_with strftime strlen strpos substr substring"
                  + " suffix to_days to_hours to_minutes to_months to_seconds to_weeks to_years trim"
                  + " trunc upper week weekday year")
              .split(" "));

  /** A column and a sign of equality, at the beginning. */
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "\\s*(?:\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_]*)\\s*==?\\s*(.+)", Pattern.DOTALL);

  private final String text;
  private final Set<String> columns;
  private final @Nullable String assigned;

  private RowExpression(String text, Set<String> columns, @Nullable String assigned) {
    this.text = text;
    this.columns = columns;
    this.assigned = assigned;
  }

  /**
   * Looks through an expression.
   *
   * @throws GanException if it is none, or has parts that are not allowed
   */
  public static RowExpression of(DuckDb duck, String text) throws SQLException {
    if (text.length() > LONGEST || text.indexOf('\0') >= 0) {
      throw refusal(text, "is longer than " + LONGEST + " characters, or has one that is none");
    }
    List<@Nullable String> frame = new ArrayList<>();
    duck.query(
        Sql.frame(text),
        row -> {
          for (int i = 0; i < 4; i++) {
            frame.add(row.text(i));
          }
        });
    String error = frame.get(0);
    if (error != null) {
      throw refusal(text, "is no expression of SQL: " + error.lines().findFirst().orElse(""));
    }
    if (!"true".equals(frame.get(1))) {
      throw refusal(text, "must be one expression over a row, and nothing else");
    }
    Set<String> columns = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    duck.query(
        Sql.parts(text),
        row -> {
          String name = String.valueOf(row.text(1));
          switch (String.valueOf(row.text(0))) {
            case "class" -> require(text, CLASSES, name, "a part of the kind ");
            case "function_name" -> require(text, FUNCTIONS, name, "the function ");
            default -> columns.add(name);
          }
        });
    return new RowExpression(text, columns, "true".equals(frame.get(2)) ? frame.get(3) : null);
  }

  private static void require(String text, Set<String> allowed, String name, String what) {
    if (!allowed.contains(name)) {
      throw refusal(text, "has " + what + Excerpt.quoted(name) + ", which is not for rows");
    }
  }

  private static GanException refusal(String text, String why) {
    return new GanException(Excerpt.quoted(text) + " " + why);
  }

  /** As it was written. */
  String text() {
    return text;
  }

  /** The columns that it names, whatever their case. */
  public Set<String> columns() {
    return columns;
  }

  /**
   * Refuses it if it names others than these columns.
   *
   * @param why what is said of another one
   */
  public void requireColumns(List<String> known, String why) {
    for (String column : columns) {
      if (known.stream().noneMatch(column::equalsIgnoreCase)) {
        throw refusal(
            text,
            "names "
                + Excerpt.quoted(column)
                + ", "
                + why
                + Suggestions.ending(Suggestions.near(column, known), known));
      }
    }
  }

  /** The column that it says is equal to something which does not name it, if it says that. */
  public Optional<String> assigned(DuckDb duck) throws SQLException {
    Optional<RowExpression> value = value(duck);
    return value.isPresent() ? Optional.ofNullable(assigned) : Optional.empty();
  }

  /** What that column is equal to. */
  public Optional<RowExpression> value(DuckDb duck) throws SQLException {
    Matcher parts = ASSIGNED.matcher(text);
    String column = assigned;
    if (column == null || !parts.matches()) {
      return Optional.empty();
    }
    RowExpression value = of(duck, parts.group(1));
    return value.columns.isEmpty() || value.columns.contains(column)
        ? Optional.empty()
        : Optional.of(value);
  }

  @Override
  public String toString() {
    return text;
  }
}
