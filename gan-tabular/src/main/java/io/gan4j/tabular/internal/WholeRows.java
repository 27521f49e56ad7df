package io.gan4j.tabular.internal;

import io.gan4j.api.GanException;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.RowCompleter;
import io.gan4j.tabular.internal.sql.Failures;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whole rows in memory, as files have them. */
public final class WholeRows implements RowCompleter {
  private final OutputRows output;

  /**
   * Those of a table.
   *
   * @throws GanException if there are rules or added columns that cannot be
   */
  public WholeRows(Columns columns) {
    this.output = new OutputRows(columns, true);
  }

  @Override
  public synchronized List<@Nullable Object[]> complete(float[] rows, long seed, long first) {
    List<@Nullable Object[]> whole = new ArrayList<>();
    try {
      int unused = output.forEach(rows, seed, first, values -> whole.add(values.clone()));
    } catch (SQLException e) {
      throw new GanException("rows cannot be told: " + Failures.inOneLine(e), e);
    } catch (GanException e) {
      if (whole.isEmpty()) { // else the next call begins with the row that cannot be
        throw e;
      }
    }
    return whole;
  }

  @Override
  public synchronized void close() {
    output.close();
  }
}
