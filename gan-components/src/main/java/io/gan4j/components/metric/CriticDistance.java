package io.gan4j.components.metric;

import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.spec.Doc;
import java.util.List;
import java.util.Set;

/**
 * The critic's estimate of the Wasserstein-1 distance: mean score of real samples less that of
 * generated ones. A lower bound where the critic's slope is at most 1, up to a factor where it is
 * held elsewhere. Only for critics.
 */
@Doc(
    value = "Wasserstein distance as the critic estimates it",
    paper = "Arjovsky, Chintala and Bottou 2017")
public record CriticDistance() implements Metric {

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.REAL, MetricNeed.SCORES, MetricNeed.CRITIC);
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    double[] real = Blocks.all(evaluation.real().scores()).data;
    double[] generated = Blocks.all(evaluation.generated().scores()).data;
    return List.of(
        new MetricValue(
            "critic-distance",
            Statistics.mean(real) - Statistics.mean(generated),
            MetricValue.Better.LOWER,
            Statistics.ofBoth(real, generated, "samples of each side")));
  }
}
