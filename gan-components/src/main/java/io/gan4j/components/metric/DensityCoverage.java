package io.gan4j.components.metric;

import io.gan4j.api.metric.Conditions;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Density: in how many real samples' neighbourhoods a generated sample lies, over k; 1 is what real
 * samples would have, and it can be more. Coverage: the share of real samples that have a generated
 * one in their neighbourhood. Unlike precision and recall both are measured around real samples
 * alone, so that outliers of the generator do not count for it.
 */
@Doc(
    value = "Density and coverage by nearest neighbours among features",
    paper = "Naeem, Oh, Uh, Choi and Yoo 2020")
public record DensityCoverage(@Doc("k: neighbours within reach") @Default("5") int neighbours)
    implements Metric {

  public DensityCoverage {
    Check.positive("neighbours", neighbours);
  }

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.REAL, MetricNeed.FEATURES);
  }

  @Override
  public Optional<String> problem(Conditions conditions) {
    return Manifold.problem(neighbours, conditions.real());
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    Manifold.Overlap overlap =
        new Manifold(evaluation.real().features(), neighbours)
            .with(evaluation.generated().features());
    double[] densities =
        IntStream.of(overlap.balls()).mapToDouble(balls -> balls / (double) neighbours).toArray();
    return List.of(
        new MetricValue(
            "coverage",
            overlap.ballsHit(),
            MetricValue.Better.HIGHER,
            Statistics.ofShare(overlap.ballsHit(), overlap.hit().length, "real samples")),
        new MetricValue(
            "density",
            Statistics.mean(densities),
            MetricValue.Better.HIGHER,
            Statistics.ofMean(densities, "generated samples")));
  }
}
