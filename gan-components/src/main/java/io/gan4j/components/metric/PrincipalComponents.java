package io.gan4j.components.metric;

import io.gan4j.api.metric.Rows;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/** The directions in which rows spread most, and their coordinates along them (Pearson 1901). */
public final class PrincipalComponents {
  private final double[] mean;
  private final double[][] axes;
  private final double[] shares;

  private PrincipalComponents(double[] mean, double[][] axes, double[] shares) {
    this.mean = mean;
    this.axes = axes;
    this.shares = shares;
  }

  /**
   * Of rows. An axis points to where its largest value is positive, so that equal rows give equal
   * axes.
   *
   * @param count how many; at most the rows' width
   */
  public static PrincipalComponents of(Rows rows, int count) {
    Moments moments = Moments.of(rows);
    SymmetricEigen eigen = SymmetricEigen.of(moments.covariance(), true);
    int[] largestFirst =
        IntStream.range(0, eigen.values().length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -eigen.values()[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double total = IntStream.of(largestFirst).mapToDouble(i -> eigen.values()[i]).sum();
    double[][] axes = new double[count][];
    double[] shares = new double[count];
    for (int i = 0; i < count; i++) {
      axes[i] = axis(eigen.vectors(), largestFirst[i]);
      shares[i] = total > 0 ? eigen.values()[largestFirst[i]] / total : 0;
    }
    return new PrincipalComponents(moments.mean(), axes, shares);
  }

  private static double[] axis(DMatrixRMaj vectors, int column) {
    double[] axis = new double[vectors.numRows];
    int largest = 0;
    for (int i = 0; i < axis.length; i++) {
      axis[i] = vectors.get(i, column);
      largest = Math.abs(axis[i]) > Math.abs(axis[largest]) + 1e-12 ? i : largest;
    }
    double sign = axis[largest] < 0 ? -1 : 1;
    for (int i = 0; i < axis.length; i++) {
      axis[i] *= sign;
    }
    return axis;
  }

  /** The share of all variance that lies along an axis, 0 for the first. */
  public double share(int axis) {
    return shares[axis];
  }

  /** Coordinates of rows along an axis. */
  public double[] along(int axis, Rows rows) {
    double[] along = new double[rows.count()];
    Blocks.forEach(
        rows,
        (block, first) -> {
          for (int row = 0; row < block.numRows; row++) {
            double sum = 0;
            for (int i = 0; i < mean.length; i++) {
              sum += (block.data[row * mean.length + i] - mean[i]) * axes[axis][i];
            }
            along[first + row] = sum;
          }
        });
    return along;
  }
}
