package io.gan4j.tabular.internal;

import io.gan4j.api.data.Columns;
import io.gan4j.api.data.RowFilter;
import io.gan4j.api.data.RowFilters;
import org.jspecify.annotations.Nullable;

/** Filters whose conditions are expressions of SQL. */
public final class SqlRowFilters implements RowFilters {

  @Override
  public RowFilter open(Columns columns, @Nullable String where) {
    return new Filter(new RowCompletion(columns, true, where), PossibleStrata.of(columns, where));
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Filter(RowCompletion completion, boolean[] possibleStrata) implements RowFilter {

    @Override
    public boolean[] holds(float[] rows) {
      return completion.complete(rows).holds();
    }

    @Override
    public void close() {
      completion.close();
    }
  }
}
