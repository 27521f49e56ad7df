package io.gan4j.core.metric;

import io.gan4j.api.config.Check;
import io.gan4j.api.config.Default;
import io.gan4j.api.config.Doc;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Mean Wasserstein-1 distance between features projected onto random directions, each exactly.
 * Memory grows with samples × directions.
 */
@Doc(
    value = "Sliced Wasserstein distance between the features of real and generated samples",
    paper = "Rabin, Peyré, Delon and Bernot 2011")
public record SlicedWasserstein(@Doc("Random directions") @Default("128") int directions)
    implements Metric {

  public SlicedWasserstein {
    Check.positive("directions", directions);
  }

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.REAL, MetricNeed.FEATURES);
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    Rows real = evaluation.real().features();
    DMatrixRMaj onto = directions(real.width(), evaluation.random().split("directions"));
    double[][] realSlices = slices(real, onto);
    double[][] generatedSlices = slices(evaluation.generated().features(), onto);
    double[] distances = new double[directions];
    for (int i = 0; i < directions; i++) {
      distances[i] = Wasserstein1d.distance(realSlices[i], generatedSlices[i]);
    }
    return List.of(
        new MetricValue(
            "sliced-wasserstein",
            Statistics.mean(distances),
            MetricValue.Better.LOWER,
            Statistics.ofMean(distances, "directions")));
  }

  /** Columns of length 1, {@code [width, directions]}. */
  private DMatrixRMaj directions(int width, RandomKey random) {
    DMatrixRMaj onto = new DMatrixRMaj(width, directions);
    for (int direction = 0; direction < directions; direction++) {
      double squares = 0;
      for (int i = 0; i < width; i++) {
        double value = random.normal((long) direction * width + i);
        onto.set(i, direction, value);
        squares += value * value;
      }
      for (int i = 0; i < width; i++) {
        onto.set(i, direction, onto.get(i, direction) / Math.sqrt(squares));
      }
    }
    return onto;
  }

  private double[][] slices(Rows rows, DMatrixRMaj onto) {
    double[][] slices = new double[directions][rows.count()];
    DMatrixRMaj projected = new DMatrixRMaj(1, directions);
    Blocks.forEach(
        rows,
        (block, first) -> {
          projected.reshape(block.numRows, directions);
          CommonOps_DDRM.mult(block, onto, projected);
          for (int row = 0; row < block.numRows; row++) {
            for (int direction = 0; direction < directions; direction++) {
              slices[direction][first + row] = projected.get(row, direction);
            }
          }
        });
    for (double[] slice : slices) {
      Arrays.sort(slice);
    }
    return slices;
  }
}
