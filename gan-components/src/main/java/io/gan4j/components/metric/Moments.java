package io.gan4j.components.metric;

import io.gan4j.api.GanException;
import io.gan4j.api.metric.Rows;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.CommonOps_MT_DDRM;

/**
 * Mean and covariance of rows, in one pass. Blocks are centred on their own mean before their
 * products are summed, and joined by the formula of Chan, Golub and LeVeque (1979), so that a mean
 * far from 0 costs no digits.
 *
 * @param mean {@code [width]}
 * @param covariance unbiased, {@code [width, width]}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Moments(double[] mean, DMatrixRMaj covariance) {

  static Moments of(Rows rows) {
    if (rows.count() < 2) {
      throw new GanException("a covariance needs at least 2 samples, found " + rows.count());
    }
    int width = rows.width();
    double[] mean = new double[width];
    DMatrixRMaj scatter = new DMatrixRMaj(width, width);
    DMatrixRMaj products = new DMatrixRMaj(width, width);
    Blocks.forEach(
        rows,
        Math.max(
            Blocks.rows(width), width), // a product costs width², so that blocks are no thinner
        (block, first) -> {
          double[] own = centre(block);
          CommonOps_MT_DDRM.multInner(block, products);
          CommonOps_DDRM.addEquals(scatter, products);
          join(mean, scatter, first, own, block.numRows);
        });
    CommonOps_DDRM.divide(scatter, rows.count() - 1);
    return new Moments(mean, scatter);
  }

  /** Subtracts the block's mean from every row, and returns it. */
  private static double[] centre(DMatrixRMaj block) {
    int width = block.numCols;
    double[] mean = new double[width];
    for (int row = 0; row < block.numRows; row++) {
      for (int i = 0; i < width; i++) {
        mean[i] += block.data[row * width + i];
      }
    }
    for (int i = 0; i < width; i++) {
      mean[i] /= block.numRows;
    }
    for (int row = 0; row < block.numRows; row++) {
      for (int i = 0; i < width; i++) {
        block.data[row * width + i] -= mean[i];
      }
    }
    return mean;
  }

  private static void join(double[] mean, DMatrixRMaj scatter, int seen, double[] other, int more) {
    int width = mean.length;
    double total = (double) seen + more;
    double[] delta = new double[width];
    for (int i = 0; i < width; i++) {
      delta[i] = other[i] - mean[i];
    }
    if (seen > 0) {
      double weight = seen * (double) more / total;
      for (int i = 0; i < width; i++) {
        for (int j = 0; j < width; j++) {
          scatter.data[i * width + j] += weight * delta[i] * delta[j];
        }
      }
    }
    for (int i = 0; i < width; i++) {
      mean[i] += delta[i] * more / total;
    }
  }
}
