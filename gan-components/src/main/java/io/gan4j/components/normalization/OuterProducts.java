package io.gan4j.components.normalization;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * The sum of r rᵀ over many rows r. Rows are gathered into blocks, so that the sum passes through
 * memory once for many of them; all cores share a block.
 */
final class OuterProducts {
  private static final int BLOCK = 64;
  private static final int STRIPE = 16;

  private final int width;

  /** Its part above the diagonal, and the diagonal. */
  private final double[] sum;

  private final double[][] rows;
  private int filled;

  OuterProducts(int width) {
    this.width = width;
    this.sum = new double[Math.multiplyExact(width, width)];
    this.rows = new double[BLOCK][width];
  }

  /** Where the next row is to be written, whole. */
  double[] row() {
    return rows[filled];
  }

  /** Adds what was written to {@link #row}. */
  void add() {
    if (++filled == BLOCK) {
      flush();
    }
  }

  private void flush() {
    for (int r = filled; r < BLOCK; r++) {
      Arrays.fill(rows[r], 0);
    }
    int stripes = (width + STRIPE - 1) / STRIPE;
    IntStream.range(0, stripes)
        .parallel()
        .forEach(
            stripe -> {
              int end = Math.min(width, (stripe + 1) * STRIPE);
              for (int i = stripe * STRIPE; i < end; i++) {
                for (int r = 0; r < filled; r += 4) {
                  four(i, r);
                }
              }
            });
    filled = 0;
  }

  /** Adds what four rows bring to a row of the sum. */
  private void four(int i, int first) {
    double[] a = rows[first];
    double[] b = rows[first + 1];
    double[] c = rows[first + 2];
    double[] d = rows[first + 3];
    double ai = a[i];
    double bi = b[i];
    double ci = c[i];
    double di = d[i];
    int offset = i * width;
    for (int j = i; j < width; j++) {
      sum[offset + j] += ai * a[j] + bi * b[j] + ci * c[j] + di * d[j];
    }
  }

  /** The sum. Nothing can be added any more. */
  DMatrixRMaj symmetric() {
    flush();
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < i; j++) {
        sum[i * width + j] = sum[j * width + i];
      }
    }
    return DMatrixRMaj.wrap(width, width, sum);
  }
}
