package io.gan4j.api.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Excerpt;
import io.gan4j.api.spec.InvalidValueException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the numbers of a row mean: a table's columns, one after the other.
 *
 * @param columns the columns that are learnt, first to last, each of another name
 * @param added columns that are made beside them, by their places among all
 * @param rules what holds in every row: expressions of SQL over the names of all columns
 * @param strata rare categories of learnt columns, the rarest first: a row is of the first that it
 *     has. Where there are any, a generator's latents begin with a row's stratum, as {@link
 *     StratifiedLatents} have it
 */
public record Columns(
    List<Column> columns,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<AddedColumn> added,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> rules,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Stratum> strata) {

  /** How far shares may add up to more than 1 by rounding. */
  private static final double ROUNDING = 1e-9;

  public Columns {
    columns = Check.notEmpty("columns", Check.listGiven("columns", columns));
    // What was written before there were such has none.
    added = added == null ? List.of() : Check.listGiven("added", added);
    rules = rules == null ? List.of() : Check.listGiven("rules", rules);
    strata = strata == null ? List.of() : Check.listGiven("strata", strata);
    Set<String> names = new HashSet<>();
    for (AddedColumn column : added) {
      Check.rule(
          names.add(column.name()),
          "added",
          "must not have one name twice",
          Excerpt.quoted(column.name()));
    }
    long width = 0;
    for (Column column : columns) {
      Check.rule(
          names.add(column.name()),
          "columns",
          "must not have one name twice",
          Excerpt.quoted(column.name()));
      width += column.width();
    }
    Check.rule(
        width <= Integer.MAX_VALUE, "columns", "must be no wider than an array can be", width);
    List<Integer> places = new ArrayList<>();
    double shares = 0;
    for (Stratum stratum : strata) {
      places.add(place(columns, stratum));
      shares += stratum.share();
    }
    Check.rule(
        places.stream().distinct().count() == places.size(),
        "strata",
        "must not have one twice",
        strata);
    Check.rule(shares <= 1 + ROUNDING, "strata", "must have shares of at most 1 in all", shares);
  }

  /** Columns that are all learnt. */
  public Columns(List<Column> columns) {
    this(columns, List.of(), List.of());
  }

  /**
   * The columns of whole rows, first to last: for each its place among the learnt ones, or −1 −
   * that among the added.
   */
  public List<Integer> order() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      order.add(i);
    }
    List<AddedColumn> byPlace = new ArrayList<>(added);
    byPlace.sort(Comparator.comparingInt(AddedColumn::place));
    for (AddedColumn column : byPlace) {
      order.add(Math.min(column.place(), order.size()), -1 - added.indexOf(column));
    }
    return order;
  }

  /** Whether whole rows are more than the learnt columns: some are added, or rules hold. */
  public boolean completed() {
    return !added.isEmpty() || !rules.isEmpty();
  }

  /** Columns without strata. */
  public Columns(List<Column> columns, List<AddedColumn> added, List<String> rules) {
    this(columns, added, rules, List.of());
  }

  /** Where in a row the category of each stratum is: 1 there says that the row has it. */
  public List<Integer> placesOfStrata() {
    return strata.stream().map(stratum -> place(columns, stratum)).toList();
  }

  private static int place(List<Column> columns, Stratum stratum) {
    int at = 0;
    for (Column column : columns) {
      if (column.name().equals(stratum.column()) && column instanceof CategoryColumn category) {
        int value = category.values().indexOf(stratum.value());
        if (value >= 0) {
          return at + value;
        }
      }
      at += column.width();
    }
    throw new InvalidValueException(
        "strata", "must be categories of columns, found " + Excerpt.quoted(stratum.value()));
  }

  /** Numbers in a row. */
  public int width() {
    return columns.stream().mapToInt(Column::width).sum();
  }

  /** The scale of each column, if all are numbers of a mean and a deviation, without NULL. */
  public Optional<List<Scale.Standard>> standard() {
    List<Scale.Standard> scales = new ArrayList<>();
    for (Column column : columns) {
      if (column instanceof NumberColumn number
          && !number.nulls()
          && number.scale() instanceof Scale.Standard scale) {
        scales.add(scale);
      }
    }
    return scales.size() == columns.size() ? Optional.of(scales) : Optional.empty();
  }

  /**
   * The values of a row, one per column.
   *
   * @param rows numbers of rows, one after the other
   * @param row which of them, from 0
   * @param into one value per column; NaN is NULL
   */
  public void decode(float[] rows, int row, double[] into) {
    int at = row * width();
    for (int i = 0; i < columns.size(); i++) {
      into[i] = columns.get(i).decode(rows, at);
      at += columns.get(i).width();
    }
  }
}
