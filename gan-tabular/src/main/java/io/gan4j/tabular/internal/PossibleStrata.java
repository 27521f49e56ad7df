package io.gan4j.tabular.internal;

import io.gan4j.api.data.AddedColumn;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which strata can have rows that hold a condition. The condition is asked of rows of which but one
 * category is known and the rest is NULL: where SQL then says that it is false, it is false of all
 * rows with this category.
 */
final class PossibleStrata {

  /** What can tell NULL from a value, so that NULL no longer stands for whatever it may be. */
  private static final Pattern TELLS_NULL =
      Pattern.compile(
          "\\b(is|case|coalesce|nullif|ifnull|distinct|concat|greatest|least|isfinite|isnan)\\b",
          Pattern.CASE_INSENSITIVE);

  private final Columns columns;
  private final List<Integer> rare;

  private PossibleStrata(Columns columns) {
    this.columns = columns;
    this.rare = columns.placesOfStrata();
  }

  /**
   * One for each of the columns' strata, and a last one for rows of none.
   *
   * @param where the condition; null: none
   */
  static boolean[] of(Columns columns, @Nullable String where) {
    boolean[] possible = new boolean[columns.strata().size() + 1];
    Arrays.fill(possible, true);
    if (where != null && !columns.strata().isEmpty() && tells(columns, where)) {
      new PossibleStrata(columns).leaveOut(possible, where);
    }
    return possible;
  }

  /** Whether a condition is of learnt columns alone, and NULL in it stands for any value. */
  private static boolean tells(Columns columns, String where) {
    return !TELLS_NULL.matcher(where).find()
        && columns.added().stream().noneMatch(added -> names(where, added));
  }

  private static boolean names(String where, AddedColumn added) {
    return where.toLowerCase(Locale.ROOT).contains(added.name().toLowerCase(Locale.ROOT));
  }

  private void leaveOut(boolean[] possible, String where) {
    Columns asked = new Columns(columns.columns(), columns.added(), List.of(where));
    try (RowCompletion condition = new RowCompletion(asked, true, null)) {
      int at = 0;
      for (int i = 0; i < columns.columns().size(); i++) {
        Column column = columns.columns().get(i);
        if (column instanceof CategoryColumn category) {
          leaveOut(possible, at, category, allowed(condition, i, category));
        }
        at += column.width();
      }
    }
  }

  /** Whether a row can hold that has each of the categories, NULL last. */
  private boolean[] allowed(RowCompletion condition, int place, CategoryColumn category) {
    int count = category.values().size();
    double[][] rows = new double[count][columns.columns().size()];
    for (int value = 0; value < count; value++) {
      Arrays.fill(rows[value], Double.NaN);
      rows[value][place] = value;
    }
    boolean[] holds = condition.complete(rows).holds();
    boolean[] allowed = Arrays.copyOf(holds, category.width());
    if (category.nulls()) {
      // What is true of NULL is true of every value.
      boolean all = true;
      for (boolean held : holds) {
        all &= held;
      }
      allowed[count] = all;
    }
    return allowed;
  }

  /**
   * Leaves out strata whose rows cannot have an allowed category: their own, or one that is not of
   * a rarer stratum.
   *
   * @param at where the category's numbers are in a row
   */
  private void leaveOut(boolean[] possible, int at, CategoryColumn category, boolean[] allowed) {
    List<Integer> open = new ArrayList<>();
    for (int value = 0; value < allowed.length; value++) {
      if (allowed[value]) {
        open.add(at + value);
      }
    }
    for (int stratum = 0; stratum < possible.length; stratum++) {
      Integer own = stratum < rare.size() ? rare.get(stratum) : Integer.valueOf(-1);
      List<Integer> rarer = rare.subList(0, stratum);
      possible[stratum] &=
          (own >= at && own < at + category.width())
              ? open.contains(own)
              : !rarer.containsAll(open);
    }
  }
}
