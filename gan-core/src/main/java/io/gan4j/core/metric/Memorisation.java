package io.gan4j.core.metric;

import io.gan4j.api.GanException;
import io.gan4j.api.config.Check;
import io.gan4j.api.config.Default;
import io.gan4j.api.config.Doc;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Whether the generator gives back training samples. Each generated sample's distance to its
 * nearest training sample is held against those of real samples that were not trained on: the share
 * of generated samples nearer than all but a few of those, and the ratio of the medians. A
 * generator that has learnt the distribution has about that few as its share and a ratio of 1. The
 * training samples pass by in blocks; generated and held-out ones stay in memory.
 */
@Doc("Distance to the nearest training sample, against that of held-out samples")
public record Memorisation(
    @Doc("Share of held-out samples that lie nearer than the limit for a copy") @Default("0.01")
        double quantile)
    implements Metric {
  private static final int BLOCK = 64;

  public Memorisation {
    Check.rule(quantile > 0 && quantile < 1, "quantile", "must be in (0, 1)", quantile);
  }

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.REAL, MetricNeed.TRAINING);
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    Rows training = evaluation.training().values();
    double[] heldOut = nearest(evaluation.real().values(), training);
    double[] generated = nearest(evaluation.generated().values(), training);
    if (heldOut[heldOut.length / 2] == 0) {
      throw new GanException(
          "memorisation compares with samples that were not trained on, but these were: name others"
              + " under evaluation.data");
    }
    double limit = heldOut[(int) (quantile * heldOut.length)];
    double copied = Arrays.stream(generated).filter(d -> d < limit).count();
    return List.of(
        MetricValue.low("copied-share", copied / generated.length),
        MetricValue.fact(
            "nearest-ratio", generated[generated.length / 2] / heldOut[heldOut.length / 2]));
  }

  /** Distances of all samples to their nearest training sample, sorted. */
  private static double[] nearest(Rows samples, Rows training) {
    SquaredDistances centres = new SquaredDistances(samples);
    double[] nearest = new double[samples.count()];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    ReentrantLock lock = new ReentrantLock();
    int blocks = (training.count() + BLOCK - 1) / BLOCK;
    IntStream.range(0, blocks)
        .parallel()
        .forEach(
            block -> {
              int first = block * BLOCK;
              int count = Math.min(BLOCK, training.count() - first);
              double[] squared = centres.to(Blocks.some(training, first, count));
              double[] least = Arrays.copyOf(squared, nearest.length);
              for (int i = nearest.length; i < squared.length; i++) {
                least[i % nearest.length] = Math.min(least[i % nearest.length], squared[i]);
              }
              lock.lock();
              try {
                for (int i = 0; i < nearest.length; i++) {
                  nearest[i] = Math.min(nearest[i], least[i]);
                }
              } finally {
                lock.unlock();
              }
            });
    for (int i = 0; i < nearest.length; i++) {
      nearest[i] = Math.sqrt(nearest[i]);
    }
    Arrays.sort(nearest);
    return nearest;
  }
}
