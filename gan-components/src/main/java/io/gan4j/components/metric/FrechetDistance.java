package io.gan4j.components.metric;

import io.gan4j.api.GanException;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.Samples;
import io.gan4j.api.spec.Doc;
import java.util.List;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.CommonOps_MT_DDRM;

/**
 * Fréchet distance between the normal distributions with the features' means and unbiased
 * covariances: {@code ‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2(Σ₁Σ₂)^½)}. With Inception's features this is the
 * FID. It falls with the number of samples, so numbers of different counts say nothing about each
 * other.
 *
 * <p>The trace of the root is that of {@code (FᵀΣ₂F)^½} with {@code Σ₁ = FFᵀ}, which is symmetric:
 * its eigenvalues are real, and singular covariances need no offset.
 */
@Doc(
    value = "Fréchet distance between the features of real and generated samples",
    paper = "Heusel, Ramsauer, Unterthiner, Nessler and Hochreiter 2017")
public record FrechetDistance() implements Metric {

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.REAL, MetricNeed.FEATURES);
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    Side real = Side.unpacked(evaluation.real().summary("frechet", FrechetDistance::packed));
    Moments generated = Moments.of(evaluation.generated().features());
    if (generated.mean().length != real.mean.length) {
      throw new GanException(
          "features of different width: "
              + generated.mean().length
              + " against "
              + real.mean.length);
    }
    double distance = 0;
    for (int i = 0; i < real.mean.length; i++) {
      double difference = real.mean[i] - generated.mean()[i];
      distance += difference * difference;
    }
    distance +=
        real.trace() + CommonOps_DDRM.trace(generated.covariance()) - 2 * real.rootTrace(generated);
    return List.of(MetricValue.low("frechet-distance", Math.max(0, distance)));
  }

  /** The real side: its mean and a root of its covariance, {@code Σ = FFᵀ}. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Side(double[] mean, DMatrixRMaj factor) {

    static Side of(Moments moments) {
      SymmetricEigen eigen = SymmetricEigen.of(moments.covariance(), true);
      DMatrixRMaj factor = eigen.vectors();
      for (int column = 0; column < factor.numCols; column++) {
        double root = Math.sqrt(Math.max(0, eigen.values()[column]));
        for (int row = 0; row < factor.numRows; row++) {
          factor.data[row * factor.numCols + column] *= root;
        }
      }
      return new Side(moments.mean(), factor);
    }

    double trace() {
      double sum = 0;
      for (double value : factor.data) {
        sum += value * value;
      }
      return sum;
    }

    /** {@code tr (FᵀΣF)^½}. */
    double rootTrace(Moments other) {
      int width = mean.length;
      DMatrixRMaj product = new DMatrixRMaj(width, width);
      DMatrixRMaj sandwich = new DMatrixRMaj(width, width);
      CommonOps_MT_DDRM.mult(other.covariance(), factor, product);
      CommonOps_MT_DDRM.multTransA(factor, product, sandwich);
      double sum = 0;
      for (double value : SymmetricEigen.of(symmetric(sandwich), false).values()) {
        sum += Math.sqrt(Math.max(0, value));
      }
      return sum;
    }

    double[] packed() {
      double[] packed = new double[mean.length + factor.data.length];
      System.arraycopy(mean, 0, packed, 0, mean.length);
      System.arraycopy(factor.data, 0, packed, mean.length, factor.data.length);
      return packed;
    }

    static Side unpacked(double[] packed) {
      // packed is width + width² long
      int width = (int) Math.round((Math.sqrt(1 + 4.0 * packed.length) - 1) / 2);
      double[] mean = new double[width];
      DMatrixRMaj factor = new DMatrixRMaj(width, width);
      System.arraycopy(packed, 0, mean, 0, width);
      System.arraycopy(packed, width, factor.data, 0, factor.data.length);
      return new Side(mean, factor);
    }
  }

  private static double[] packed(Samples samples) {
    return Side.of(Moments.of(samples.features())).packed();
  }

  /** Rounding leaves a product that is symmetric on paper slightly askew. */
  private static DMatrixRMaj symmetric(DMatrixRMaj matrix) {
    int width = matrix.numCols;
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < i; j++) {
        double mean = (matrix.data[i * width + j] + matrix.data[j * width + i]) / 2;
        matrix.data[i * width + j] = mean;
        matrix.data[j * width + i] = mean;
      }
    }
    return matrix;
  }
}
