package io.gan4j.tabular.internal;

import io.gan4j.api.DataException;
import io.gan4j.api.spec.Excerpt;
import io.gan4j.tabular.internal.sql.DuckDb;
import io.gan4j.tabular.internal.sql.Sql;
import io.gan4j.tabular.internal.sql.Sql.Condition;
import io.gan4j.tabular.internal.sql.Sql.Unit;
import io.gan4j.tabular.internal.sql.SqlType;
import io.gan4j.tabular.internal.sql.SqlType.Meaning;
import io.gan4j.tabular.internal.text.ColumnTexts.Found;
import io.gan4j.tabular.internal.text.Spelling;
import io.gan4j.tabular.options.Nulls;
import io.gan4j.tabular.options.TableOptions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out what the columns of the rows are, and with which of them nothing can be done. */
final class ColumnProfiler {
  /** So many times are never on whole minutes by chance. */
  private static final int ENOUGH = 20;

  /** What columns are called whose numbers tell rows apart and say nothing else. */
  private static final Pattern ID =
      Pattern.compile("(?i)(.*[_ .-])?(id|nr|no|num|number|nummer|key|index|row)|.*[a-z]I[dD]");

  /** A column of words of which so many are numbers is one of numbers with a mistake in it. */
  private static final double NUMBERS = 0.9;

  private static final int LONGEST_TYPE = 100;

  /** Different values that are read to find out how a column writes numbers. */
  private static final long MOST_READ = 20_000;

  /** Of so many rows, or more, one may have a longer number than the others; of more, so many. */
  private static final long FEW_ROWS = 10;

  private static final long ROWS_PER_LONG = 100;

  /** So large a share of different words are words of single rows. */
  private static final double MOSTLY_OTHERS = 0.9;

  /** Texts that tell what kind they are. */
  private static final int LOOKED_AT = 200;

  private final DuckDb duck;
  private final TableOptions options;
  private final TextTables texts;
  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Readings readings;

  ColumnProfiler(DuckDb duck, TableOptions options, TextTables texts) {
    this.duck = duck;
    this.options = options;
    this.texts = texts;
    this.readings = new Readings(options);
  }

  /** What should be known of the columns, once they are: a line each. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * All columns.
   *
   * @throws DataException with all that is wrong with them
   */
  List<RawColumn> columns() throws SQLException {
    Map<String, String> types = new LinkedHashMap<>();
    duck.query(
        Sql.describeRows(),
        row -> types.put(String.valueOf(row.text(0)), String.valueOf(row.text(1))));
    List<RawColumn> columns = new ArrayList<>();
    for (Map.Entry<String, String> column : types.entrySet()) {
      RawColumn known = profile(column.getKey(), column.getValue());
      if (known != null) {
        columns.add(known);
      }
    }
    if (problems.isEmpty() && columns.stream().noneMatch(ColumnProfiler::differs)) {
      problems.add("every column has the same value in all rows: there is nothing to learn");
    }
    String advice = readings.advice(types.size());
    if (!problems.isEmpty()) {
      if (!advice.isEmpty()) {
        problems.add(advice);
      }
      throw new DataException(String.join("\n  ", problems));
    }
    if (!notes.isEmpty() && !advice.isEmpty()) {
      notes.add(advice);
    }
    return columns;
  }

  /** Whether there are two rows that a column tells apart. */
  private static boolean differs(RawColumn column) {
    List<String> categories = column.categories();
    return categories == null || categories.size() > 1 || (column.nulls() && !categories.isEmpty());
  }

  /** What a column is; null if it cannot be learnt, which is a problem. */
  private @Nullable RawColumn profile(String name, String typeName) throws SQLException {
    SqlType type = SqlType.ofSource(typeName).orElse(null);
    if (type == null) {
      return useless(
          name,
          "is of type "
              + Excerpt.of(typeName, LONGEST_TYPE)
              + ", of which nothing is learnt: leave it out, or take its parts with sql");
    }
    List<Long> counts = new ArrayList<>();
    duck.query(
        Sql.counts(name),
        row -> {
          for (int i = 0; i < 3; i++) {
            counts.add(row.whole(i));
          }
        });
    boolean nulls = counts.get(1) < counts.get(0);
    if (counts.get(1) == 0) {
      return useless(name, "is NULL in all rows");
    }
    if (nulls && options.nulls() == Nulls.REFUSE) {
      return problem(
          name,
          "is NULL in "
              + (counts.get(0) - counts.get(1))
              + " rows, first in row "
              + duck.whole(Sql.firstRow(Condition.isNull(name)))
              + ": nulls can be learnt, or such rows skipped");
    }
    if (!finite(name, type) || !understood(name, type)) {
      return null;
    }
    boolean asked = options.categories().contains(name);
    long different = counts.get(2);
    if (type.meaning() == Meaning.WHOLE
        && !asked
        && ID.matcher(name).matches()
        && duck.whole(Sql.countDifferent(name)) == counts.get(0)) {
      notes.add(column(name) + " has another number in every row: nothing can be learnt of it");
      readings.exclude(name);
    }
    if (type.meaning() == Meaning.CATEGORY || asked) {
      return category(name, type, nulls, asked);
    }
    Spelling spelling = spelling(name, type);
    long few = Math.max(1, type.meaning() == Meaning.WHOLE ? options.fewValues() : 1);
    // The approximation is within a few percent; whether it is really few, counting tells.
    if (different <= 2 * few + 2) {
      List<String> values = duck.texts(Sql.differentValues(name, few + 1));
      if (values.size() <= few) {
        return new RawColumn(name, type, nulls, values, 0, spelling);
      }
    }
    if (spelling == null && type.equals(SqlType.TIMESTAMP) && counts.get(1) >= ENOUGH) {
      spelling = whole(name);
    }
    return exact(name, type)
        ? new RawColumn(name, type, nulls, null, decimals(name, type), spelling)
        : null;
  }

  /** What times are written like that are all on whole days, hours or minutes; null if not. */
  private @Nullable Spelling whole(String name) throws SQLException {
    for (Unit unit : Unit.values()) {
      if (duck.whole(Sql.countWithin(name, unit)) == 0) {
        return Spelling.of(
                switch (unit) {
                  case DAY -> "yyyy-MM-dd 00:00:00";
                  case HOUR -> "yyyy-MM-dd HH:00:00";
                  case MINUTE -> "yyyy-MM-dd HH:mm:00";
                })
            .orElseThrow();
      }
    }
    return null;
  }

  /** Whether it is known what a column's texts say, rather than one of several things. */
  private boolean understood(String name, SqlType type) {
    Optional<Found> known = texts.of(name).filter(found -> found.form().type().equals(type));
    if (known.isEmpty()) {
      return true;
    }
    Found found = known.get();
    if (!found.readings().isEmpty()) {
      problem(
          name,
          "can be read as "
              + String.join(" or as ", found.readings())
              + ": say which, with one of "
              + Stream.concat(found.readings().stream(), Stream.of("text"))
                  .distinct()
                  .map(reading -> "formats: {" + key(name) + ": '" + reading + "'}")
                  .collect(Collectors.joining(" and ")));
      return false;
    }
    if (!found.problem().isEmpty()) {
      problem(name, found.problem());
      return false;
    }
    if (!found.note().isEmpty()) {
      notes.add(column(name) + ": " + found.note());
    }
    return true;
  }

  private static String key(String name) {
    return name.matches("[A-Za-z_]\\w*") ? name : Excerpt.quoted(name);
  }

  /** How a column is written where that is not as files do by themselves. */
  private @Nullable Spelling spelling(String name, SqlType type) {
    return texts
        .of(name)
        .map(Found::form)
        .filter(form -> form.type().equals(type))
        .filter(Spelling.class::isInstance)
        .map(Spelling.class::cast)
        .filter(spelling -> !spelling.usual())
        .orElse(null);
  }

  /** Whether a double holds each of a column's numbers, so that none becomes another in silence. */
  private boolean exact(String name, SqlType type) throws SQLException {
    boolean always =
        switch (type.meaning()) {
          case WHOLE, DECIMAL -> false;
          case FLOATING, DATE, TIMESTAMP, TIME, CATEGORY -> true;
        };
    Condition inexact = Condition.inexact(name, type);
    if (always || duck.whole(Sql.countRows(inexact)) == 0) {
      return true;
    }
    problem(
        name,
        "has numbers of more digits than are learnt, such as "
            + duck.text(Sql.oneText(name, inexact))
            + " in row "
            + duck.whole(Sql.firstRow(inexact))
            + ": leave it out with columns, name it under categories, or make doubles of them with"
            + " sql");
    return false;
  }

  private @Nullable RawColumn category(String name, SqlType type, boolean nulls, boolean asked)
      throws SQLException {
    List<String> values = duck.texts(Sql.differentValues(name, options.mostCategories() + 1L));
    boolean many = values.size() > options.mostCategories();
    if (type.equals(SqlType.VARCHAR) && !asked) {
      List<String> all = many ? duck.texts(Sql.differentValues(name, MOST_READ)) : values;
      NumberNotation notation = NumberNotation.of(all).orElse(null);
      if (notation != null) {
        readings.number(name, notation);
        String written =
            "holds numbers that are written "
                + Excerpt.quoted(notation.example())
                + (notation.blank().isEmpty()
                    ? ""
                    : ", and " + Excerpt.quoted(notation.blank()) + " for nothing");
        if (many) {
          return problem(name, written);
        }
        notes.add(column(name) + " " + written + ": they are read as categories");
        return new RawColumn(name, type, nulls, values, 0, spelling(name, type));
      }
      double numbers = Double.parseDouble(duck.text(Sql.shareOfNumbers(name)));
      if (numbers >= NUMBERS && numbers < 1) {
        return problem(
            name,
            "holds numbers, but "
                + Excerpt.quoted(duck.text(Sql.oneValue(name, Condition.noNumber(name))))
                + " in row "
                + duck.whole(Sql.firstRow(Condition.noNumber(name)))
                + " is none: mend it, add it to nullTexts, or name the column under categories"
                + " (--set 'data.reader.categories=[\""
                + name
                + "\"]')");
      }
    }
    if (many) {
      long different = duck.whole(Sql.countDifferent(name));
      return useless(
          name,
          String.format(
              Locale.ROOT,
              "has %,d different values, more than %,d categories: leave it out, join rare ones or"
                  + " make numbers of them with sql, or --set data.reader.mostCategories=%d%s",
              different,
              options.mostCategories(),
              different,
              madeUp(name, type)));
    }
    long there = duck.whole(Sql.countRows()) - duck.whole(Sql.countRows(Condition.isNull(name)));
    if (type.equals(SqlType.VARCHAR)
        && values.size() > FEW_ROWS
        && values.size() >= MOSTLY_OTHERS * there) {
      notes.add(
          column(name)
              + " has other words in "
              + (values.size() == there ? "every row" : "nearly every row")
              + ": generated rows repeat them word for word. Leave it out with columns, or name it"
              + " under keys"
              + madeUp(name, type));
      readings.exclude(name);
    }
    return new RawColumn(name, type, nulls, values, 0, spelling(name, type));
  }

  /** How texts of a kind that is known are made up rather than repeated; empty for others. */
  private String madeUp(String name, SqlType type) throws SQLException {
    if (!type.equals(SqlType.VARCHAR)) {
      return "";
    }
    return PersonalText.guess(name, duck.texts(Sql.differentValues(name, LOOKED_AT)))
        .map(
            kind ->
                ", or have others made up: --set 'data.reader.personal={\""
                    + name
                    + "\": "
                    + kind.word()
                    + "}'")
        .orElse("");
  }

  private boolean finite(String name, SqlType type) throws SQLException {
    boolean always =
        switch (type.meaning()) {
          case FLOATING, DATE, TIMESTAMP -> false;
          case WHOLE, DECIMAL, TIME, CATEGORY -> true;
        };
    long bad = always ? 0 : duck.whole(Sql.countRows(Condition.notFinite(name)));
    if (bad == 0) {
      return true;
    }
    problem(
        name,
        "is NaN or infinite in "
            + bad
            + " rows, first in row "
            + duck.whole(Sql.firstRow(Condition.notFinite(name)))
            + ": make them NULL or leave them out with sql");
    return false;
  }

  /**
   * Decimals that a column's numbers have at most; −1 if more than are looked for. A few numbers
   * that are longer do not count: they are what is left of a computation, or a slip.
   */
  private int decimals(String name, SqlType type) throws SQLException {
    boolean whole =
        switch (type.meaning()) {
          case FLOATING, DECIMAL, TIMESTAMP, TIME -> false;
          case WHOLE, DATE, CATEGORY -> true;
        };
    if (whole) {
      return 0;
    }
    long rows = duck.whole(Sql.countRows());
    long few = rows < FEW_ROWS ? 0 : Math.max(1, rows / ROWS_PER_LONG);
    int most = -1;
    long longer = 0;
    for (int decimals = 0; decimals <= RawColumn.MOST_DECIMALS; decimals++) {
      long count = duck.whole(Sql.countLonger(name, type, decimals));
      if (count == 0) {
        return decimals;
      }
      if (most < 0 && count <= few) {
        most = decimals;
        longer = count;
      }
    }
    if (most >= 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%s: %,d numbers with more than %d decimals are rounded when they are written",
              column(name),
              longer,
              most));
    }
    return most;
  }

  /** Notes what is wrong with a column, of which nothing is known then. */
  private @Nullable RawColumn problem(String column, String what) {
    problems.add(column(column) + " " + what);
    return null;
  }

  /** The same of a column that the others can do without. */
  private @Nullable RawColumn useless(String column, String what) {
    readings.exclude(column);
    return problem(column, what);
  }

  private static String column(String name) {
    return "column " + Excerpt.quoted(name);
  }
}
