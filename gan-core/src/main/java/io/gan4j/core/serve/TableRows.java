package io.gan4j.core.serve;

import io.gan4j.api.GanException;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.RowCompleter;
import io.gan4j.api.data.RowCompleters;
import io.gan4j.api.internal.Quantities;
import io.gan4j.api.provider.GeneratorModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whole rows of a table, with their values in Java: the same, for a seed, as {@code gan sample}
 * writes. Columns that follow from others are there, and all rows hold the table's rules. Safe for
 * use by several threads. Who opens closes.
 */
public final class TableRows implements AutoCloseable {
  /** So many rows of which none holds are the end. */
  private static final long MOST_IN_VAIN = 250L * RowBlocks.SIZE;

  private final RowBlocks blocks;
  private final RowValues values;
  private final @Nullable RowCompleter completer;

  private TableRows(RowBlocks blocks) {
    this.blocks = blocks;
    this.values = new RowValues(blocks.columns());
    this.completer = completer(blocks.columns());
  }

  /**
   * Those of a generator, which stays the caller's to close.
   *
   * @throws GanException if its samples are no rows of a table, its metadata is damaged, or the
   *     table has rules or added columns and gan-tabular is not on the class path
   */
  public static TableRows of(GeneratorModel model) {
    return new TableRows(RowBlocks.of(model));
  }

  /** Those of a service's generator, which wait for their turn. */
  static TableRows of(GeneratorService service) {
    return new TableRows(RowBlocks.of(service));
  }

  private static @Nullable RowCompleter completer(Columns columns) {
    return columns.completed()
        ? RowCompleters.installed()
            .orElseThrow(
                () ->
                    new GanException(
                        "this table has rules or columns that follow from others: its rows need"
                            + " io.gan4j:gan-tabular on the class path"))
            .open(columns)
        : null;
  }

  /** The columns of whole rows, in their order. */
  public List<RowColumn> columns() {
    return values.columns();
  }

  /**
   * The rows of a seed, from the first on.
   *
   * @param label of all rows; null: the classes in turn, if there are any
   */
  public Rows rows(long seed, @Nullable Integer label) {
    return new Rows(seed, label);
  }

  /** Rows one after the other. For one thread. */
  public final class Rows {
    private final long seed;
    private final @Nullable Integer label;
    private final boolean asked = !blocks.columns().rules().isEmpty();
    private long block;
    private long given;

    private Rows(long seed, @Nullable Integer label) {
      this.seed = seed;
      this.label = label;
    }

    /**
     * The next rows: one at least, {@value RowBlocks#SIZE} at most.
     *
     * @param most how many more are wanted, above 0; those behind them in a block are left out
     * @return values of each row in the order of the columns: see {@link RowColumn.Kind}
     * @throws BusyException if too many samples are waited for; the next call goes on
     * @throws GanException if hardly any row holds the table's rules
     */
    public List<@Nullable Object[]> next(long most) {
      for (long vain = 0; vain < MOST_IN_VAIN; vain += RowBlocks.SIZE) {
        // Without rules no row is drawn in vain.
        int size = asked ? RowBlocks.SIZE : (int) Math.min(RowBlocks.SIZE, most);
        List<@Nullable Object[]> rows = whole(blocks.block(seed, block, size, label));
        block++;
        if (!rows.isEmpty()) {
          given += rows.size();
          return rows.size() > most ? rows.subList(0, (int) most) : rows;
        }
      }
      throw new GanException(
          "none of "
              + Quantities.count(MOST_IN_VAIN)
              + " rows holds the table's rules: this generator makes hardly any such rows");
    }

    private List<@Nullable Object[]> whole(float[] made) {
      return completer == null
          ? values.learnt(made)
          : completer.complete(made, seed, given).stream().map(values::of).toList();
    }
  }

  @Override
  public void close() {
    if (completer != null) {
      completer.close();
    }
  }
}
