package io.gan4j.datasets.array;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an array holds samples. The defaults fit what NumPy users write. */
@Doc("How an array holds samples")
public record ArrayLayout(
    @Doc("The axis that counts the samples: first or last") @Default("first") Axis samples,
    @Doc(
            "Shape of one sample, [height, width] or [height, width, channels], of an array that keeps"
                + " each sample flat; empty: as the array has it")
        @Default("[]")
        List<Integer> shape,
    @Doc("How pictures lie: rows (row by row) or columns (column by column, as MATLAB has them)")
        @Default("rows")
        Order order,
    @Doc("The channels' place in a sample's shape: first or last; absent: where 1, 3 or 4 are")
        @Nullable Axis channels) {

  /** Samples first, everything as the array has it. */
  public static final ArrayLayout PLAIN = new ArrayLayout(Axis.FIRST, List.of(), Order.ROWS, null);

  /** An end of a shape. */
  public enum Axis {
    /** The first axis. */
    FIRST,
    /** The last axis. */
    LAST
  }

  /** Which of a picture's axes is walked along first. */
  public enum Order {
    /** Row by row. */
    ROWS,
    /** Column by column. */
    COLUMNS
  }

  public ArrayLayout {
    shape = List.copyOf(shape);
    Check.rule(
        shape.stream().allMatch(size -> size > 0), "shape", "must have sizes > 0 only", shape);
    Check.rule(shape.size() <= 3, "shape", "must have at most 3 axes", shape);
  }

  /** Samples first, each kept flat, of this shape. */
  public static ArrayLayout flat(Integer... shape) {
    return new ArrayLayout(Axis.FIRST, List.of(shape), Order.ROWS, null);
  }
}
