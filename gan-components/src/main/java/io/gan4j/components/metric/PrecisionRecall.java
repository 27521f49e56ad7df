package io.gan4j.components.metric;

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

/**
 * Precision: the share of generated samples that lie within reach of a real sample's k nearest
 * neighbours. Recall: the share of real samples within reach of a generated one's. Both sides are
 * held in memory, and time grows with the product of their sizes.
 */
@Doc(
    value = "Precision and recall by nearest neighbours among features",
    paper = "Kynkäänniemi, Karras, Laine, Lehtinen and Aila 2019")
public record PrecisionRecall(@Doc("k: neighbours within reach") @Default("3") int neighbours)
    implements Metric {

  public PrecisionRecall {
    Check.positive("neighbours", neighbours);
  }

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.REAL, MetricNeed.FEATURES);
  }

  @Override
  public Optional<String> problem(Conditions conditions) {
    return Manifold.problem(neighbours, Math.min(conditions.real(), conditions.generated()));
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    Rows real = evaluation.real().features();
    Rows generated = evaluation.generated().features();
    return List.of(
        inside("precision", new Manifold(real, neighbours), generated, "generated samples"),
        inside("recall", new Manifold(generated, neighbours), real, "real samples"));
  }

  /** The share of points that lie in a manifold; its spread is that of the points alone. */
  private static MetricValue inside(String name, Manifold manifold, Rows points, String of) {
    double share = manifold.with(points).pointsInside();
    return new MetricValue(
        name, share, MetricValue.Better.HIGHER, Statistics.ofShare(share, points.count(), of));
  }
}
