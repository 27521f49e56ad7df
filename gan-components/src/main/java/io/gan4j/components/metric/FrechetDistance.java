package io.gan4j.components.metric;

import io.gan4j.api.GanException;
import io.gan4j.api.metric.Conditions;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.metric.Samples;
import io.gan4j.api.spec.Doc;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.CommonOps_MT_DDRM;
import org.ejml.dense.row.SingularOps_DDRM;

/**
 * Fréchet distance between the normal distributions with the features' means and unbiased
 * covariances: {@code ‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2(Σ₁Σ₂)^½)}. With Inception's features this is the
 * FID. It falls with the number of samples, so numbers of different counts say nothing about each
 * other.
 *
 * <p>The trace of the root is that of {@code (FᵀΣ₂F)^½} with {@code Σ₁ = FFᵀ}, which is symmetric:
 * its eigenvalues are real, and singular covariances need no offset. Where samples are fewer than
 * the features' dimensions, the centred samples themselves are the factor, {@code [width, count]},
 * and no covariance is made: of two such factors the trace is the sum of the singular values of
 * {@code FᵀG}. That is exact, for no more dimensions vary than there are samples.
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
  public Optional<String> problem(Conditions conditions) {
    return Math.min(conditions.real(), conditions.generated()) < 2
        ? Optional.of("a covariance needs at least 2 samples, found 1")
        : Optional.empty();
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    Side real = Side.unpacked(evaluation.real().summary("frechet-factor", FrechetDistance::packed));
    Rows made = evaluation.generated().features();
    if (made.width() != real.mean.length) {
      throw new GanException(
          "features of different width: " + made.width() + " against " + real.mean.length);
    }
    double distance;
    if (made.count() < made.width()) {
      Side generated = Side.ofFew(made);
      distance = real.meansApart(generated.mean);
      distance += real.trace() + generated.trace() - 2 * real.rootTrace(generated);
    } else {
      Moments generated = Moments.of(made);
      distance = real.meansApart(generated.mean());
      distance +=
          real.trace()
              + CommonOps_DDRM.trace(generated.covariance())
              - 2 * real.rootTrace(generated);
    }
    return List.of(MetricValue.low("frechet-distance", Math.max(0, distance)));
  }

  /**
   * One side: its mean and a factor of its covariance, {@code Σ = FFᵀ}.
   *
   * @param factor {@code [width, rank]}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Side(double[] mean, DMatrixRMaj factor) {

    static Side of(Rows rows) {
      return rows.count() < rows.width() ? ofFew(rows) : of(Moments.of(rows));
    }

    /** The centred samples, divided so that their squares sum up to the covariance. */
    static Side ofFew(Rows rows) {
      if (rows.count() < 2) {
        throw new GanException("a covariance needs at least 2 samples, found " + rows.count());
      }
      int width = rows.width();
      double[] values = new double[rows.count() * width];
      rows.read(0, rows.count(), values);
      double[] mean = new double[width];
      for (int i = 0; i < values.length; i++) {
        mean[i % width] += values[i] / rows.count();
      }
      double root = Math.sqrt(rows.count() - 1.0);
      DMatrixRMaj factor = new DMatrixRMaj(width, rows.count());
      for (int i = 0; i < values.length; i++) {
        factor.set(i % width, i / width, (values[i] - mean[i % width]) / root);
      }
      return new Side(mean, factor);
    }

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

    double meansApart(double[] other) {
      double squares = 0;
      for (int i = 0; i < mean.length; i++) {
        squares += (mean[i] - other[i]) * (mean[i] - other[i]);
      }
      return squares;
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
      DMatrixRMaj product = new DMatrixRMaj(mean.length, factor.numCols);
      DMatrixRMaj sandwich = new DMatrixRMaj(factor.numCols, factor.numCols);
      CommonOps_MT_DDRM.mult(other.covariance(), factor, product);
      CommonOps_MT_DDRM.multTransA(factor, product, sandwich);
      double sum = 0;
      for (double value : SymmetricEigen.of(symmetric(sandwich), false).values()) {
        sum += Math.sqrt(Math.max(0, value));
      }
      return sum;
    }

    /** The same of a factor: the sum of the singular values of {@code FᵀG}. */
    double rootTrace(Side other) {
      DMatrixRMaj product = new DMatrixRMaj(factor.numCols, other.factor.numCols);
      CommonOps_MT_DDRM.multTransA(factor, other.factor, product);
      double sum = 0;
      for (double value : SingularOps_DDRM.singularValues(product)) {
        sum += value;
      }
      return sum;
    }

    /** The width, the mean, the factor. */
    double[] packed() {
      double[] packed = new double[1 + mean.length + factor.data.length];
      packed[0] = mean.length;
      System.arraycopy(mean, 0, packed, 1, mean.length);
      System.arraycopy(factor.data, 0, packed, 1 + mean.length, factor.data.length);
      return packed;
    }

    static Side unpacked(double[] packed) {
      int width = (int) packed[0];
      double[] mean = new double[width];
      DMatrixRMaj factor = new DMatrixRMaj(width, packed.length / width - 1);
      System.arraycopy(packed, 1, mean, 0, width);
      System.arraycopy(packed, 1 + width, factor.data, 0, factor.data.length);
      return new Side(mean, factor);
    }
  }

  private static double[] packed(Samples samples) {
    return Side.of(samples.features()).packed();
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
