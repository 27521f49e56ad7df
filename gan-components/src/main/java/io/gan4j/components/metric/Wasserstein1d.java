package io.gan4j.components.metric;

import io.gan4j.api.GanException;
import io.gan4j.api.metric.Conditions;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.spec.Doc;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Wasserstein-1 distance between real and generated samples of one dimension, exactly: the area
 * between the two empirical distribution functions, in the samples' unit. Both sides are sorted in
 * memory.
 */
@Doc(
    value = "Exact Wasserstein-1 distance of one-dimensional samples",
    paper = "Vallender 1974; Arjovsky, Chintala and Bottou 2017")
public record Wasserstein1d() implements Metric {

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.REAL);
  }

  @Override
  public Optional<String> problem(Conditions conditions) {
    long width = conditions.samples().valuesPerSample();
    return width == 1
        ? Optional.empty()
        : Optional.of(
            "measures samples of one value, these have "
                + width
                + "; for more there is sliced-wasserstein");
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    Rows real = evaluation.real().values();
    if (real.width() != 1) {
      throw new GanException(
          "wasserstein-1d measures samples of one value, these have "
              + real.width()
              + "; for more there is sliced-wasserstein");
    }
    return List.of(
        MetricValue.low(
            "wasserstein-1", distance(sorted(real), sorted(evaluation.generated().values()))));
  }

  private static double[] sorted(Rows rows) {
    double[] values = Blocks.all(rows).data;
    Arrays.sort(values);
    return values;
  }

  /** The area between the distribution functions of two sorted lists, of any lengths. */
  static double distance(double[] a, double[] b) {
    double area = 0;
    int i = 0;
    int j = 0;
    double at = Math.min(a[0], b[0]);
    while (i < a.length || j < b.length) {
      double next;
      if (j == b.length || (i < a.length && a[i] <= b[j])) {
        next = a[i];
        area += (next - at) * Math.abs((double) i / a.length - (double) j / b.length);
        i++;
      } else {
        next = b[j];
        area += (next - at) * Math.abs((double) i / a.length - (double) j / b.length);
        j++;
      }
      at = next;
    }
    return area;
  }
}
