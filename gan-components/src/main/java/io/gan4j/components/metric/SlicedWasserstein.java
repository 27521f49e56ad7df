package io.gan4j.components.metric;

import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Mean Wasserstein-1 distance between features projected onto random directions, each exactly. At
 * most 32 MB of projections per side are held at once, if the samples are fewer than 4 million.
 */
@Doc(
    value = "Sliced Wasserstein distance between the features of real and generated samples",
    paper = "Rabin, Peyré, Delon and Bernot 2011")
public record SlicedWasserstein(@Doc("Random directions") @Default("128") int directions)
    implements Metric {
  /** Projections of each side that are held at once: 32 MB. */
  private static final int SLICES = 1 << 22;

  public SlicedWasserstein {
    Check.positive("directions", directions);
  }

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.REAL, MetricNeed.FEATURES);
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    double[] distances =
        distances(
            evaluation.real().features(),
            evaluation.generated().features(),
            directions,
            evaluation.random().split("directions"));
    return List.of(
        new MetricValue(
            "sliced-wasserstein",
            Statistics.mean(distances),
            MetricValue.Better.LOWER,
            Statistics.ofMean(distances, "directions")));
  }

  /** The exact distance along each of some random directions. */
  static double[] distances(Rows real, Rows generated, int directions, RandomKey random) {
    double[] distances = new double[directions];
    int group = Math.max(1, SLICES / Math.max(real.count(), generated.count()));
    for (int first = 0; first < directions; first += group) {
      int count = Math.min(group, directions - first);
      DMatrixRMaj onto = directions(real.width(), first, count, random);
      double[][] realSlices = slices(real, onto);
      double[][] generatedSlices = slices(generated, onto);
      for (int i = 0; i < count; i++) {
        distances[first + i] = Wasserstein1d.distance(realSlices[i], generatedSlices[i]);
      }
    }
    return distances;
  }

  /** Columns of length 1, {@code [width, count]}, from the first of these on. */
  private static DMatrixRMaj directions(int width, int first, int count, RandomKey random) {
    DMatrixRMaj onto = new DMatrixRMaj(width, count);
    for (int direction = 0; direction < count; direction++) {
      double squares = 0;
      for (int i = 0; i < width; i++) {
        double value = random.normal((long) (first + direction) * width + i);
        onto.set(i, direction, value);
        squares += value * value;
      }
      for (int i = 0; i < width; i++) {
        onto.set(i, direction, onto.get(i, direction) / Math.sqrt(squares));
      }
    }
    return onto;
  }

  private static double[][] slices(Rows rows, DMatrixRMaj onto) {
    int directions = onto.numCols;
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
