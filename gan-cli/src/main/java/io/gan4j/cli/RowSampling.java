package io.gan4j.cli;

import io.gan4j.api.GanException;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.RowFilter;
import io.gan4j.api.data.RowWriter;
import io.gan4j.api.internal.Quantities;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.core.serve.RowBlocks;
import io.gan4j.core.serve.StratumDraw;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes generated rows, block after block, so that memory does not grow with them. Rows that do
 * not hold what they have to are drawn again, and counted.
 */
final class RowSampling {
  /** Rows that are drawn at once. */
  static final int BLOCK = RowBlocks.SIZE;

  /** So many rows in a row of which none holds are the end. */
  private static final int MOST_IN_VAIN = 250 * BLOCK;

  /** Strata are drawn by themselves if at most this share of all rows is of them. */
  private static final double WORTH_IT = 0.5;

  private final Columns columns;
  private final @Nullable RowFilter filter;
  private long drawn;

  /**
   * @param filter of the rows; null: all hold
   */
  RowSampling(Columns columns, @Nullable RowFilter filter) {
    this.columns = columns;
    this.filter = filter;
  }

  /**
   * The rows to choose from: of the strata that can hold, where others would be most of the rows.
   *
   * @param filter of the rows; null: all hold
   */
  static RowBlocks blocks(GeneratorModel model, @Nullable RowFilter filter) {
    RowBlocks all = RowBlocks.of(model);
    if (filter == null || all.columns().strata().isEmpty()) {
      return all;
    }
    boolean[] possible = filter.possibleStrata();
    if (possible.length == 0) {
      return all;
    }
    double share = StratumDraw.share(all.columns(), possible);
    return share > 0 && share <= WORTH_IT && model.latents(0, 1).isPresent()
        ? RowBlocks.within(model, possible)
        : all;
  }

  /**
   * Writes rows, the first that hold.
   *
   * @param block the rows from a place on, as many as are in a block or fewer
   * @throws GanException if hardly any row holds
   */
  void write(RowWriter writer, int count, Blocks block) {
    int written = 0;
    int inVain = 0;
    for (int first = 0; written < count; first += BLOCK) {
      // Without a filter no row is drawn in vain.
      int size = filter == null ? Math.min(BLOCK, count - first) : BLOCK;
      float[] rows = block.rows(first, size);
      drawn += size;
      float[] held = filter == null ? rows : held(rows, filter.holds(rows), count - written);
      int more = held.length / columns.width();
      writer.write(held);
      written += more;
      inVain = more == 0 ? inVain + size : 0;
      if (inVain >= MOST_IN_VAIN || first > Integer.MAX_VALUE - 2 * BLOCK) {
        throw new GanException(
            String.format(
                Locale.ROOT,
                "of %,d rows that were drawn %,d hold what they have to, and none of the last %,d:"
                    + " this generator makes hardly any such rows, ask for fewer or for others",
                drawn,
                written,
                inVain));
      }
    }
  }

  /** Makes rows. */
  interface Blocks {
    /** So many rows from a place on. */
    float[] rows(int first, int count);
  }

  /** The rows that hold, up to a number of them; what comes behind the last counts as not drawn. */
  private float[] held(float[] rows, boolean[] holds, int most) {
    int width = columns.width();
    float[] held = new float[rows.length];
    int count = 0;
    for (int row = 0; row < holds.length; row++) {
      if (holds[row]) {
        System.arraycopy(rows, row * width, held, count++ * width, width);
        if (count == most) {
          drawn -= holds.length - row - 1L;
          break;
        }
      }
    }
    return Arrays.copyOf(held, count * width);
  }

  /** What is told of rows that were drawn again; empty if none were. */
  String told(int count) {
    return drawn <= count
        ? ""
        : String.format(
            Locale.ROOT,
            ", of %s that were drawn: %.1f %% did not hold what they have to",
            Quantities.count(drawn),
            100.0 * (drawn - count) / drawn);
  }
}
