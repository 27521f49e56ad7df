package io.gan4j.core.metric;

import io.gan4j.api.config.Doc;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.MetricValue.Better;
import java.util.List;
import java.util.Set;

/**
 * Share of generated samples that the classifier takes for the class they were asked for, and the
 * same for real samples, which is what the classifier allows at best.
 */
@Doc("Share of generated samples that are of the class asked for, by a classifier")
public record ClassAccuracy() implements Metric {

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.REAL, MetricNeed.CLASSES, MetricNeed.LABELS);
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    double[] generated =
        right(Classes.of(evaluation.generated().probabilities()), evaluation.generated().labels());
    double[] real =
        right(Classes.of(evaluation.real().probabilities()), evaluation.real().labels());
    return List.of(
        new MetricValue(
            "class-accuracy",
            Statistics.mean(generated),
            Better.HIGHER,
            Statistics.ofMean(generated, "generated samples")),
        new MetricValue(
            "class-accuracy-of-data",
            Statistics.mean(real),
            Better.NEITHER,
            Statistics.ofMean(real, "real samples")));
  }

  private static double[] right(int[] found, int[] asked) {
    double[] right = new double[found.length];
    for (int i = 0; i < found.length; i++) {
      right[i] = found[i] == asked[i] ? 1 : 0;
    }
    return right;
  }
}
