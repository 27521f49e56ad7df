package io.gan4j.tabular.internal;

import io.gan4j.api.GanException;
import io.gan4j.api.data.AddedColumn;
import io.gan4j.api.data.AddedColumn.Computed;
import io.gan4j.api.data.AddedColumn.Function;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.spec.Excerpt;
import io.gan4j.tabular.internal.sql.ComputedColumn;
import io.gan4j.tabular.internal.sql.DuckDb;
import io.gan4j.tabular.internal.sql.Failures;
import io.gan4j.tabular.internal.sql.RowAppender;
import io.gan4j.tabular.internal.sql.RowExpression;
import io.gan4j.tabular.internal.sql.Sql;
import io.gan4j.tabular.internal.sql.SqlType;
import io.gan4j.tabular.internal.sql.SqlType.Meaning;
import io.gan4j.tabular.internal.sql.TypedColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows from generated rows: the values of added columns that are functions or computed, and
 * whether the columns' rules and a condition hold. Expressions run in a database of their own that
 * reaches no file. Who opens closes.
 */
final class RowCompletion implements AutoCloseable {
  private final Columns columns;
  private final List<Lookup> functions = new ArrayList<>();
  private final List<TypedColumn> typed = new ArrayList<>();
  private final List<ComputedColumn> computed = new ArrayList<>();
  private final List<RowExpression> rules = new ArrayList<>();
  private final List<RowExpression> wheres = new ArrayList<>();
  private final DuckDb duck;
  private final Sql complete;
  private final boolean asks;

  /**
   * What follows from a block of rows.
   *
   * @param added for each row the values of the added columns: texts, numbers, null for NULL and
   *     for those that are made otherwise
   * @param holds whether each row holds
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Completed(@Nullable Object[][] added, boolean[] holds) {}

  /**
   * A function that is looked up.
   *
   * @param place among the added columns
   * @param column among the learnt ones
   * @param values texts or numbers for each of its categories, and for NULL
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Lookup(int place, int column, @Nullable Object[] values) {

    @Nullable Object value(double[] row) {
      return values[Double.isNaN(row[column]) ? values.length - 1 : (int) row[column]];
    }
  }

  /**
   * Looks through all expressions.
   *
   * @param asksRules whether the columns' rules are asked
   * @param where a condition that has to be true; null: none
   * @throws GanException if there are expressions or columns that cannot be
   */
  RowCompletion(Columns columns, boolean asksRules, @Nullable String where) {
    this.columns = columns;
    List<WrittenColumn> learnt =
        WrittenColumns.of(new Columns(columns.columns()), spelling -> false);
    learnt.forEach(column -> typed.add(column.typed()));
    for (AddedColumn added : columns.added()) {
      if (added.source() instanceof Function function) {
        functions.add(lookup(added, function));
        typed.add(new TypedColumn(added.name(), type(added), OutputRows.isText(added)));
      }
    }
    this.duck = DuckDb.open(null, List.of());
    try {
      WrittenColumns.requireCategories(duck, new Columns(columns.columns()));
      compute();
      if (asksRules) {
        for (String rule : columns.rules()) {
          rules.add(expression(rule));
        }
      }
      if (where != null) {
        wheres.add(expression(where));
      }
      this.asks = !computed.isEmpty() || !rules.isEmpty() || !wheres.isEmpty();
      this.complete = Sql.complete(typed, computed, rules, wheres);
      duck.execute(Sql.createGenerated(typed));
      if (asks) {
        duck.query(complete, row -> {}); // of no rows, so that types that do not fit are told now
      }
    } catch (SQLException e) {
      GanException failure = failure(e);
      duck.closeAfter(failure);
      throw failure;
    } catch (GanException e) {
      duck.closeAfter(e);
      throw e;
    }
  }

  private Lookup lookup(AddedColumn added, Function function) {
    List<Column> all = columns.columns();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).name().equals(function.of()) && all.get(i) instanceof CategoryColumn of) {
        @Nullable Object[] values = new @Nullable Object[of.values().size() + 1];
        for (int j = 0; j < of.values().size(); j++) {
          values[j] = OutputRows.value(added, function.values().get(of.values().get(j)));
        }
        values[of.values().size()] = OutputRows.value(added, function.ofNull());
        return new Lookup(columns.added().indexOf(added), i, values);
      }
    }
    throw refusal(added, "is a function of " + Excerpt.quoted(function.of()) + ", no category");
  }

  private static SqlType type(AddedColumn added) {
    return SqlType.of(added.type())
        .orElseThrow(() -> refusal(added, "has the unknown type " + Excerpt.quoted(added.type())));
  }

  private static GanException refusal(AddedColumn added, String why) {
    return new GanException(
        "rows cannot be written: column " + Excerpt.quoted(added.name()) + " " + why);
  }

  /** Puts the computed columns in an order in which each names only those before it. */
  private void compute() throws SQLException {
    List<AddedColumn> left = new ArrayList<>();
    for (AddedColumn added : columns.added()) {
      if (added.source() instanceof Computed) {
        left.add(added);
      }
    }
    while (!left.isEmpty()) {
      boolean any = false;
      for (AddedColumn added : List.copyOf(left)) {
        Computed source = (Computed) added.source();
        RowExpression expression = RowExpression.of(duck, source.expression());
        boolean waits =
            left.stream().anyMatch(other -> expression.columns().contains(other.name()));
        if (!waits) {
          expression.requireColumns(known(), "which is no column that can be computed with");
          computed.add(
              new ComputedColumn(added.name(), type(added), expression, source.decimals()));
          left.remove(added);
          any = true;
        }
      }
      if (!any) {
        throw refusal(left.get(0), "is computed of columns that are computed of it");
      }
    }
  }

  private List<String> known() {
    List<String> known = new ArrayList<>();
    typed.forEach(column -> known.add(column.name()));
    computed.forEach(column -> known.add(column.name()));
    return known;
  }

  private RowExpression expression(String text) throws SQLException {
    RowExpression expression = RowExpression.of(duck, text);
    expression.requireColumns(known(), "which is no column that rows can be told by");
    return expression;
  }

  /**
   * Completes rows.
   *
   * @param rows as the networks make them, one after the other
   */
  Completed complete(float[] rows) {
    double[][] values = new double[rows.length / columns.width()][columns.columns().size()];
    for (int row = 0; row < values.length; row++) {
      columns.decode(rows, row, values[row]);
    }
    return complete(values);
  }

  /**
   * Completes rows.
   *
   * @param rows a value per column, as {@link Columns#decode} has them
   */
  Completed complete(double[][] rows) {
    @Nullable Object[][] added = new @Nullable Object[rows.length][columns.added().size()];
    boolean[] holds = new boolean[rows.length];
    Arrays.fill(holds, true);
    try {
      if (asks) {
        duck.execute(Sql.clearGenerated());
      }
      lookUp(rows, added);
      if (asks) {
        ask(added, holds);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
    return new Completed(added, holds);
  }

  private void lookUp(double[][] rows, @Nullable Object[][] added) throws SQLException {
    try (RowAppender appender = duck.appender()) {
      for (int row = 0; row < added.length; row++) {
        double[] values = rows[row];
        for (Lookup function : functions) {
          added[row][function.place] = function.value(values);
        }
        if (asks) {
          appender.beginRow();
          for (int i = 0; i < values.length; i++) {
            append(appender, OutputRows.value(columns.columns().get(i), values[i]));
          }
          for (Lookup function : functions) {
            append(appender, function.value(values));
          }
          appender.endRow();
        }
      }
    }
  }

  private static void append(RowAppender appender, @Nullable Object value) throws SQLException {
    if (value == null) {
      appender.addNull();
    } else if (value instanceof String text) {
      appender.add(text);
    } else {
      appender.add((double) value);
    }
  }

  private int place(String name) {
    for (int i = 0; i < columns.added().size(); i++) {
      if (columns.added().get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalStateException(name);
  }

  private void ask(@Nullable Object[][] added, boolean[] holds) throws SQLException {
    int[] places = computed.stream().mapToInt(column -> place(column.name())).toArray();
    int[] next = {0};
    duck.query(
        complete,
        row -> {
          int at = next[0]++;
          for (int i = 0; i < places.length; i++) {
            double number = 0;
            String text = null;
            if (computed.get(i).type().meaning() == Meaning.CATEGORY) {
              text = row.text(i);
            } else {
              number = row.number(i);
            }
            added[at][places[i]] =
                text != null ? text : isNull(computed.get(i), number) ? null : (Object) number;
          }
          for (int i = 0; i < rules.size() + wheres.size(); i++) {
            holds[at] &= row.number(places.length + i) != 0;
          }
        });
    if (next[0] != holds.length) {
      throw new IllegalStateException(next[0] + " rows of " + holds.length);
    }
  }

  private static boolean isNull(ComputedColumn column, double number) {
    return column.type().meaning() == Meaning.CATEGORY || Double.isNaN(number);
  }

  private static GanException failure(SQLException e) {
    return new GanException("rows cannot be told: " + Failures.inOneLine(e), e);
  }

  @Override
  public void close() {
    duck.close();
  }
}
