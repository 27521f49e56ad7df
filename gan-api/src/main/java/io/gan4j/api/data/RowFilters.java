package io.gan4j.api.data;

import org.jspecify.annotations.Nullable;

/** Makes filters of generated rows. */
public interface RowFilters {

  /**
   * A filter by the columns' rules, and by a condition.
   *
   * @param where an expression of SQL over the names of the columns that is to be true; null: none
   * @throws io.gan4j.api.GanException if it is no such expression
   */
  RowFilter open(Columns columns, @Nullable String where);
}
