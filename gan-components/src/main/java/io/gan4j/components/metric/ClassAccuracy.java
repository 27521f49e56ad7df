package io.gan4j.components.metric;

import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.MetricValue.Better;
import io.gan4j.api.metric.Samples;
import io.gan4j.api.spec.Doc;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Share of generated samples that the classifier takes for the class they were asked for, and the
 * same for real samples, which is what the classifier allows at best.
 */
@Doc("Share of generated samples that a classifier assigns to the requested class")
public record ClassAccuracy() implements Metric {

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.REAL, MetricNeed.CLASSES, MetricNeed.LABELS);
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    Samples generated = evaluation.generated();
    Samples real = evaluation.real();
    return List.of(
        accuracy("class-accuracy", generated, Better.HIGHER, "generated samples"),
        accuracy("class-accuracy-of-data", real, Better.NEITHER, "real samples"));
  }

  private static MetricValue accuracy(String name, Samples samples, Better better, String of) {
    int[] found = Classes.of(samples.probabilities());
    int[] asked = samples.labels();
    double right = IntStream.range(0, found.length).filter(i -> found[i] == asked[i]).count();
    double share = right / found.length;
    return new MetricValue(name, share, better, Statistics.ofShare(share, found.length, of));
  }
}
