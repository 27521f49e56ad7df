package io.gan4j.tabular.internal;

import io.gan4j.api.GanException;
import io.gan4j.api.data.AddedColumn;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.NumberColumn.Limits;
import io.gan4j.api.data.Scale;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Excerpt;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.tabular.internal.RowCompletion.Completed;
import io.gan4j.tabular.internal.sql.SqlType;
import io.gan4j.tabular.internal.sql.SqlType.Meaning;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows as files and tables have them: the learnt columns and the added ones, in the order of the
 * source. Who opens closes.
 */
final class OutputRows implements AutoCloseable {
  private final Columns columns;
  private final @Nullable RowCompletion completion;
  private final Map<Integer, KeyPattern> keys = new LinkedHashMap<>();
  private final Map<Integer, PersonalTexts> personal = new LinkedHashMap<>();
  private final RandomKey seed;

  /**
   * For each column of the output its place among the learnt ones, or −1 − that among the added.
   */
  private final List<Integer> order = new ArrayList<>();

  private long next;

  /** Takes a row. */
  interface Visitor {

    /**
     * Takes one.
     *
     * @param values a text, a double, or null for NULL, for each column; overwritten after the call
     */
    void row(@Nullable Object[] values) throws SQLException;
  }

  /**
   * @param seed of the rows
   * @throws GanException if there are added columns that cannot be
   */
  OutputRows(Columns columns, long seed) {
    this.columns = columns;
    this.seed = RandomKey.of(seed).split("keys");
    for (int i = 0; i < columns.columns().size(); i++) {
      order.add(i);
    }
    List<AddedColumn> added = new ArrayList<>(columns.added());
    added.sort(Comparator.comparingInt(AddedColumn::place));
    for (AddedColumn column : added) {
      int place = columns.added().indexOf(column);
      order.add(Math.min(column.place(), order.size()), -1 - place);
      if (column.source() instanceof AddedColumn.Key key) {
        keys.put(place, new KeyPattern(key));
      } else if (column.source() instanceof AddedColumn.MadeUp madeUp) {
        personal.put(place, PersonalTexts.of(column.name(), madeUp));
      }
    }
    this.completion =
        added.size() == keys.size() + personal.size()
            ? null
            : new RowCompletion(columns, false, null);
  }

  /** All columns, as if they were learnt: what is not has any values. */
  Columns all() {
    return new Columns(
        order.stream()
            .map(
                place ->
                    place >= 0
                        ? columns.columns().get(place)
                        : like(columns.added().get(-1 - place)))
            .toList());
  }

  private static Column like(AddedColumn added) {
    return isText(added)
        ? new CategoryColumn(added.name(), added.type(), true, List.of())
        : new NumberColumn(
            added.name(),
            added.type(),
            true,
            new Scale.Standard(0, 1),
            new Limits(-Double.MAX_VALUE, Double.MAX_VALUE, -1),
            added.format());
  }

  /** Whether a column's values are texts rather than numbers. */
  static boolean isText(AddedColumn added) {
    return SqlType.of(added.type())
        .map(type -> type.meaning() == Meaning.CATEGORY)
        .orElseThrow(
            () -> new GanException("rows cannot be written: " + added.name() + " has no type"));
  }

  /**
   * Goes through rows.
   *
   * @param rows as the networks make them, one after the other
   */
  void forEach(float[] rows, Visitor visitor) throws SQLException {
    Completed completed = completion == null ? null : completion.complete(rows);
    int count = rows.length / columns.width();
    double[] decoded = new double[columns.columns().size()];
    @Nullable Object[] values = new @Nullable Object[order.size()];
    for (int row = 0; row < count; row++) {
      columns.decode(rows, row, decoded);
      for (int i = 0; i < values.length; i++) {
        int place = order.get(i);
        values[i] =
            place >= 0
                ? value(columns.columns().get(place), decoded[place])
                : added(-1 - place, completed == null ? null : completed.added()[row]);
      }
      visitor.row(values);
      next++;
    }
  }

  private @Nullable Object added(int place, @Nullable Object @Nullable [] completed) {
    KeyPattern key = keys.get(place);
    if (key != null) {
      AddedColumn column = columns.added().get(place);
      return value(column, key.text(seed.split(column.name()), next));
    }
    PersonalTexts texts = personal.get(place);
    if (texts != null) {
      return texts.text(seed, next);
    }
    return completed == null ? null : completed[place];
  }

  /**
   * A value of an added column: the text itself, or the number that it is.
   *
   * @throws GanException if it has to be one and is none
   */
  static @Nullable Object value(AddedColumn column, @Nullable String text) {
    if (text == null || isText(column)) {
      return text;
    }
    try {
      double number = Double.parseDouble(text);
      Check.finite(column.name(), number);
      return number;
    } catch (NumberFormatException | InvalidValueException e) {
      throw new GanException(
          "rows cannot be written: column "
              + Excerpt.quoted(column.name())
              + " has "
              + Excerpt.quoted(text)
              + ", which is no number",
          e);
    }
  }

  /** A value of a learnt column. */
  static @Nullable Object value(Column column, double decoded) {
    if (Double.isNaN(decoded)) {
      return null;
    }
    return column instanceof CategoryColumn category
        ? category.values().get((int) decoded)
        : (Object) decoded;
  }

  @Override
  public void close() {
    if (completion != null) {
      completion.close();
    }
  }
}
