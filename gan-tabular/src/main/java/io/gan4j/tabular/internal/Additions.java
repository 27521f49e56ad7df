package io.gan4j.tabular.internal;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.data.AddedColumn;
import io.gan4j.api.data.AddedColumn.Computed;
import io.gan4j.api.data.AddedColumn.Function;
import io.gan4j.api.data.AddedColumn.Source;
import io.gan4j.api.data.NumberColumn.Limits;
import io.gan4j.api.spec.Excerpt;
import io.gan4j.api.spec.Suggestions;
import io.gan4j.tabular.internal.sql.ComputedColumn;
import io.gan4j.tabular.internal.sql.DuckDb;
import io.gan4j.tabular.internal.sql.RowExpression;
import io.gan4j.tabular.internal.sql.Sql;
import io.gan4j.tabular.internal.sql.Sql.Condition;
import io.gan4j.tabular.internal.sql.SqlType;
import io.gan4j.tabular.internal.sql.TypedColumn;
import io.gan4j.tabular.internal.text.Spelling;
import io.gan4j.tabular.options.TableOptions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run file says of a table's rows beyond its columns, checked on the rows: rules, columns
 * that are functions of others or computed of them, and keys. Such columns are not learnt.
 */
final class Additions {
  /** Keys that a pattern is told by. */
  private static final long MOST_KEYS = 1_000_000;

  private final DuckDb duck;
  private final TableOptions options;

  /** All columns, in the order of the source. */
  private final List<String> names;

  private final List<AddedColumn> added = new ArrayList<>();
  private final List<String> rules = new ArrayList<>();

  Additions(DuckDb duck, TableOptions options) throws SQLException {
    this.duck = duck;
    this.options = options;
    this.names = duck.texts(Sql.describeRows());
    requireNames("keys", options.keys());
    requireNames("personal", options.personal().keySet());
    requireNames("functions", options.functions().keySet());
    requireNames("functions", options.functions().values());
  }

  private void requireNames(String option, Iterable<String> asked) {
    for (String name : asked) {
      if (!names.contains(name)) {
        throw new DataException(
            option
                + " names "
                + Excerpt.quoted(name)
                + ", which is no column"
                + Suggestions.ending(Suggestions.near(name, names), names));
      }
    }
  }

  /** Takes the keys and the personal texts out of the rows. */
  void takeKeys() throws SQLException {
    Map<String, SqlType> types = new HashMap<>();
    duck.query(
        Sql.describeRows(),
        row ->
            types.put(
                String.valueOf(row.text(0)),
                SqlType.ofSource(String.valueOf(row.text(1))).orElse(SqlType.VARCHAR)));
    long rows = duck.whole(Sql.countRows());
    for (String name : options.keys()) {
      takeKey(name, Objects.requireNonNull(types.get(name)), rows);
    }
    Map<PersonalText.Kind, Integer> people = new HashMap<>();
    for (String name : names) {
      String asked = options.personal().get(name);
      if (asked != null) {
        if (options.keys().contains(name)) {
          throw refusal(name, "is a key, and personal: it can be one of them");
        }
        takePersonal(name, PersonalText.parse(name, asked), people, rows);
      }
    }
    List<String> left = new ArrayList<>(names);
    left.removeAll(options.keys());
    left.removeAll(options.personal().keySet());
    if (left.isEmpty()) {
      throw new DataException("every column is a key or personal: there is nothing to learn");
    }
    if (left.size() < names.size()) {
      duck.execute(Sql.keepColumns(left));
    }
  }

  private void takeKey(String name, SqlType type, long rows) throws SQLException {
    if (duck.whole(Sql.countDifferent(name)) != rows) {
      throw refusal(name, "is no key: two rows have the same, or one has none");
    }
    AddedColumn.Key key =
        KeyPattern.of(duck.texts(Sql.differentValues(name, MOST_KEYS)))
            .orElseThrow(
                () ->
                    refusal(name, "has no pattern by which new keys could be made: leave it out"));
    if (key.ascending()) { // numbers, of which the largest is not the last as text
      key = new AddedColumn.Key(key.pattern(), Math.max(key.first(), rows + 1), true);
    }
    add(name, type, null, key);
  }

  /**
   * @param people how many columns of a kind there are so far: the second name is another person's
   */
  private void takePersonal(
      String name, PersonalText text, Map<PersonalText.Kind, Integer> people, long rows)
      throws SQLException {
    int person = people.merge(text.kind(), 1, Integer::sum) - 1;
    double nulls = (double) duck.whole(Sql.countRows(Condition.isNull(name))) / rows;
    AddedColumn.MadeUp source =
        new AddedColumn.MadeUp(text.kind().word(), text.locale().toLanguageTag(), person, nulls);
    try {
      PersonalTexts.requireMade(name, source);
    } catch (GanException e) {
      throw new DataException(String.valueOf(e.getMessage()), e);
    }
    add(name, SqlType.VARCHAR, null, source);
  }

  /**
   * Checks the rules and the functions, and takes the columns that follow from others.
   *
   * @param columns that are left of the rows
   * @return those that are learnt
   */
  List<RawColumn> take(List<RawColumn> columns) throws SQLException {
    Set<String> taken = new HashSet<>();
    for (Map.Entry<String, String> function : new TreeMap<>(options.functions()).entrySet()) {
      RawColumn column = column(columns, function.getKey());
      if (taken.contains(function.getValue()) || !taken.add(function.getKey())) {
        throw refusal(function.getValue(), "is a function itself");
      }
      add(column, function(column, column(columns, function.getValue())));
    }
    for (String text : options.rules()) {
      rule(columns, text, taken);
    }
    List<RawColumn> left =
        columns.stream().filter(column -> !taken.contains(column.name())).toList();
    if (left.isEmpty()) {
      throw new DataException("every column follows from others: there is nothing to learn");
    }
    return left;
  }

  private RawColumn column(List<RawColumn> columns, String name) {
    return columns.stream()
        .filter(column -> column.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> refusal(name, "is a key, of which nothing follows"));
  }

  private void rule(List<RawColumn> columns, String text, Set<String> taken) throws SQLException {
    try {
      RowExpression rule = RowExpression.of(duck, text);
      rule.requireColumns(columns.stream().map(RawColumn::name).toList(), "which is no column");
      Optional<String> assigned = rule.assigned(duck);
      if (assigned.isPresent()) {
        RawColumn column = column(columns, assigned.get());
        RowExpression value = rule.value(duck).orElseThrow();
        ComputedColumn computed =
            new ComputedColumn(column.name(), column.type(), value, decimals(column));
        requireNone(text, Condition.differs(computed));
        if (taken.add(column.name())) {
          add(column, new Computed(value.toString(), decimals(column)));
          return;
        }
      } else {
        requireNone(text, Condition.isFalse(rule));
      }
      rules.add(text);
    } catch (GanException e) {
      String message = String.valueOf(e.getMessage());
      throw new DataException(message.startsWith("rule") ? message : "rules: " + message, e);
    }
  }

  private static int decimals(RawColumn column) {
    return Math.min(column.decimals(), Limits.MOST_DECIMALS);
  }

  private void requireNone(String rule, Condition broken) throws SQLException {
    long count = duck.whole(Sql.countRows(broken));
    if (count > 0) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "rule %s does not hold in %,d of %,d rows, first in row %,d",
              Excerpt.quoted(rule),
              count,
              duck.whole(Sql.countRows()),
              duck.whole(Sql.firstRow(broken))));
    }
  }

  private Function function(RawColumn column, RawColumn of) throws SQLException {
    List<String> categories = of.withSpelledCategories().categories();
    if (categories == null) {
      throw refusal(column.name(), "cannot be a function of '" + of.name() + "', no category");
    }
    Map<String, Integer> places = new HashMap<>();
    for (String category : Objects.requireNonNull(of.categories())) {
      places.put(category, places.size());
    }
    boolean text = column.categories() != null;
    List<String> own = column.withSpelledCategories().categories();
    Map<String, String> values = new TreeMap<>();
    Map<@Nullable String, @Nullable String> seen = new HashMap<>();
    duck.query(
        Sql.differentPairs(
            new TypedColumn(of.name(), of.type(), true),
            new TypedColumn(column.name(), column.type(), text)),
        row -> {
          String category = row.text(0);
          String key = category == null ? null : categories.get(places.getOrDefault(category, 0));
          String value = value(row.text(1), column, own);
          if (seen.containsKey(key) && !Objects.equals(seen.get(key), value)) {
            throw refusal(
                column.name(),
                "is no function of "
                    + Excerpt.quoted(of.name())
                    + ": with "
                    + (key == null ? "NULL" : Excerpt.quoted(key))
                    + " go "
                    + seen.get(key)
                    + " and "
                    + value);
          }
          seen.put(key, value);
          if (key != null && value != null) {
            values.put(key, value);
          }
        });
    return new Function(of.name(), values, seen.get(null));
  }

  /** A value as rows are written with: a text as it is spelt, a number as its digits. */
  private static @Nullable String value(
      @Nullable String read, RawColumn column, @Nullable List<String> spelt) {
    List<String> categories = column.categories();
    return read == null || categories == null || spelt == null
        ? read
        : spelt.get(categories.indexOf(read));
  }

  private void add(RawColumn column, Source source) {
    RawColumn written = column.withSpelledCategories();
    add(written.name(), written.type(), written.spelling(), source);
  }

  private void add(String name, SqlType type, @Nullable Spelling spelling, Source source) {
    added.add(
        new AddedColumn(
            name,
            type.name(),
            names.indexOf(name),
            spelling == null ? null : spelling.pattern(),
            source));
  }

  private static DataException refusal(String column, String why) {
    return new DataException("column " + Excerpt.quoted(column) + " " + why);
  }

  /** The columns that are made beside the learnt ones. */
  List<AddedColumn> added() {
    return List.copyOf(added);
  }

  /** What has to hold in every row, beyond what is computed. */
  List<String> rules() {
    return List.copyOf(rules);
  }
}
