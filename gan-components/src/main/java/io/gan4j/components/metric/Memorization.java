package io.gan4j.components.metric;

import io.gan4j.api.GanException;
import io.gan4j.api.metric.Conditions;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.Samples;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the generator gives back training samples. Each generated sample's distance to its
 * nearest training sample is held against those of real samples that were not trained on: the share
 * of generated samples nearer than all but a few of those, and the ratio of the medians. A
 * generator that has learnt the distribution has about that few as its share and a ratio of 1. The
 * training samples pass by in blocks; generated and held-out ones stay in memory.
 */
@Doc("Distance to the nearest training sample, against that of held-out samples")
public record Memorization(
    @Doc("Share of held-out samples that lie nearer than the limit for a copy") @Default("0.01")
        double quantile)
    implements Metric {
  public Memorization {
    Check.rule(quantile > 0 && quantile < 1, "quantile", "must be in (0, 1)", quantile);
  }

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.HELD_OUT, MetricNeed.TRAINING);
  }

  @Override
  public Optional<String> problem(Conditions conditions) {
    return quantile * conditions.heldOut() < 1
        ? Optional.of(tooFew(conditions.heldOut()))
        : Optional.empty();
  }

  private String tooFew(int heldOut) {
    return String.format(
        Locale.ROOT,
        "with quantile %s needs %.0f samples that were not trained on, there are %d: hold out more,"
            + " or set the quantile higher",
        quantile,
        Math.ceil(1 / quantile),
        heldOut);
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    Samples training = evaluation.training();
    int held = evaluation.heldOut().count();
    if (quantile * held < 1) {
      throw new GanException("memorisation " + tooFew(held));
    }
    double[] heldOut =
        evaluation
            .heldOut()
            .summary("nearest of " + training.identity(), samples -> nearest(samples, training));
    if (heldOut[heldOut.length / 2] == 0) {
      throw new GanException(
          "memorisation compares with samples that were not trained on, but these were: name others"
              + " under evaluation.data, or set data.holdOut");
    }
    double[] generated = nearest(evaluation.generated(), training);
    double limit = heldOut[(int) (quantile * heldOut.length)];
    double copied = Arrays.stream(generated).filter(d -> d < limit).count();
    double share = copied / generated.length;
    return List.of(
        new MetricValue(
            "copied-share",
            share,
            MetricValue.Better.LOWER,
            Statistics.ofShare(share, generated.length, "generated samples")),
        MetricValue.fact(
            "nearest-ratio", generated[generated.length / 2] / heldOut[heldOut.length / 2]));
  }

  /** Distances of all samples to their nearest training sample, sorted. */
  private static double[] nearest(Samples samples, Samples training) {
    NearestNeighbours neighbours = NearestNeighbours.of(samples.values(), training.values(), 1);
    double[] nearest = new double[samples.count()];
    for (int i = 0; i < nearest.length; i++) {
      nearest[i] = neighbours.distance(i, 0);
    }
    Arrays.sort(nearest);
    return nearest;
  }
}
