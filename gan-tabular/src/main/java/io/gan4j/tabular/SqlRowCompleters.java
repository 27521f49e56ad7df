package io.gan4j.tabular;

import io.gan4j.api.data.Columns;
import io.gan4j.api.data.RowCompleter;
import io.gan4j.api.data.RowCompleters;
import io.gan4j.tabular.internal.WholeRows;

/** Whole rows of tables whose rules and computed columns are expressions of SQL. */
public final class SqlRowCompleters implements RowCompleters {

  @Override
  public RowCompleter open(Columns columns) {
    return new WholeRows(columns);
  }
}
