package io.gan4j.components.metric;

import io.gan4j.api.GanException;
import io.gan4j.api.metric.Conditions;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_MT_DDRM;

/**
 * Kernel distance: the unbiased squared maximum mean discrepancy between features with the kernel
 * {@code (xᵀy/d + 1)³}, the mean over disjoint blocks of both sides. With Inception's features this
 * is the KID. Unlike the Fréchet distance it has no bias in the number of samples, and can be
 * slightly negative.
 */
@Doc(
    value = "Kernel distance (KID) between the features of real and generated samples",
    paper = "Bińkowski, Sutherland, Arbel and Gretton 2018")
public record KernelDistance(
    @Doc("Samples of each side in a block; what is left over is not used") @Default("1000")
        int blockSize)
    implements Metric {

  public KernelDistance {
    Check.rule(blockSize > 1, "blockSize", "must be above 1", blockSize);
  }

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.REAL, MetricNeed.FEATURES);
  }

  @Override
  public Optional<String> problem(Conditions conditions) {
    return Math.min(conditions.real(), conditions.generated()) < blockSize
        ? Optional.of(tooFew(conditions.real(), conditions.generated()))
        : Optional.empty();
  }

  private String tooFew(int real, int generated) {
    return "with blocks of "
        + blockSize
        + " needs as many samples of each side; there are "
        + real
        + " real and "
        + generated
        + " generated ones: set blockSize lower, or take more samples";
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    Rows real = evaluation.real().features();
    Rows generated = evaluation.generated().features();
    int blocks = Math.min(real.count(), generated.count()) / blockSize;
    if (blocks == 0) {
      throw new GanException("kernel-distance " + tooFew(real.count(), generated.count()));
    }
    double[] distances = new double[blocks];
    for (int block = 0; block < blocks; block++) {
      distances[block] =
          discrepancy(
              Blocks.some(real, block * blockSize, blockSize),
              Blocks.some(generated, block * blockSize, blockSize));
    }
    return List.of(
        new MetricValue(
            "kernel-distance",
            Statistics.mean(distances),
            MetricValue.Better.LOWER,
            Statistics.ofMean(distances, "disjoint blocks of " + blockSize)));
  }

  private static double discrepancy(DMatrixRMaj x, DMatrixRMaj y) {
    double n = x.numRows;
    double own = (kernelSum(x, x, true) + kernelSum(y, y, true)) / (n * (n - 1));
    return own - 2 * kernelSum(x, y, false) / (n * n);
  }

  /** The kernel summed over all pairs, or over those of different samples. */
  private static double kernelSum(DMatrixRMaj x, DMatrixRMaj y, boolean withoutDiagonal) {
    DMatrixRMaj products = new DMatrixRMaj(x.numRows, y.numRows);
    CommonOps_MT_DDRM.multTransB(x, y, products);
    double total = 0;
    for (int row = 0; row < x.numRows; row++) {
      double sum = 0;
      for (int column = 0; column < y.numRows; column++) {
        if (!withoutDiagonal || row != column) {
          double base = products.data[row * y.numRows + column] / x.numCols + 1;
          sum += base * base * base;
        }
      }
      total += sum;
    }
    return total;
  }
}
