package io.gan4j.components.metric;

import io.gan4j.api.metric.Rows;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;

/** Goes through rows a block at a time, so that only one block is in memory. */
final class Blocks {
  /** Values in a block: 8 MiB of them. */
  private static final int VALUES = 1 << 20;

  private Blocks() {}

  /** Takes a block. */
  interface Visitor {
    /**
     * Takes the next block.
     *
     * @param block {@code [rows, width]}; overwritten after the call
     * @param first number of its first row
     */
    void visit(DMatrixRMaj block, int first);
  }

  /** Rows in a block of the usual size. */
  static int rows(int width) {
    return Math.max(1, VALUES / width);
  }

  static void forEach(Rows rows, Visitor visitor) {
    forEach(rows, rows(rows.width()), visitor);
  }

  static void forEach(Rows rows, int blockRows, Visitor visitor) {
    int width = rows.width();
    DMatrixRMaj block = new DMatrixRMaj(Math.min(blockRows, Math.max(1, rows.count())), width);
    for (int first = 0; first < rows.count(); first += blockRows) {
      int count = Math.min(blockRows, rows.count() - first);
      block.reshape(count, width);
      rows.read(first, count, block.data);
      visitor.visit(block, first);
    }
  }

  /** All rows at once, for what cannot do without. */
  static DMatrixRMaj all(Rows rows) {
    return some(rows, 0, rows.count());
  }

  /** Some rows at once. */
  static DMatrixRMaj some(Rows rows, int first, int count) {
    DMatrixRMaj all = new DMatrixRMaj(count, rows.width());
    rows.read(first, count, all.data);
    return all;
  }

  /** Some rows as rows of their own. */
  static Rows slice(Rows rows, int first, int count) {
    return new Rows() {
      @Override
      public int count() {
        return count;
      }

      @Override
      public int width() {
        return rows.width();
      }

      @Override
      public void read(int from, int many, double[] into) {
        Objects.checkFromIndexSize(from, many, count);
        rows.read(first + from, many, into);
      }
    };
  }
}
