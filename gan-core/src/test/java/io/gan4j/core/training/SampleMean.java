package io.gan4j.core.training;

import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.spec.Default;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * The mean of all values that the generator makes.
 *
 * @param lowIsGood whether a smaller one is better
 */
record SampleMean(@Default("true") boolean lowIsGood) implements Metric {
  @Override
  public Set<MetricNeed> needs() {
    return Set.of();
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    Rows rows = evaluation.generated().values();
    double[] values = new double[rows.count() * rows.width()];
    rows.read(0, rows.count(), values);
    double mean = DoubleStream.of(values).average().orElseThrow();
    return List.of(
        lowIsGood ? MetricValue.low("sample-mean", mean) : MetricValue.high("sample-mean", mean));
  }
}
