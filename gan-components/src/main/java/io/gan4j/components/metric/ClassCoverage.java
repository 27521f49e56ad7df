package io.gan4j.components.metric;

import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.spec.Doc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which classes the generated samples are of, by a classifier: the number of classes hit, the
 * Kullback–Leibler divergence of their shares from those of the real samples (in nats), and the
 * share of each class where there are at most 20. A generator that has collapsed onto one digit is
 * seen at a glance. The divergence is infinite if there are samples of a class that no real one is
 * of, so there should be many more real samples than classes. With the 1000 classes of stacked
 * digits these are its modes.
 */
@Doc(
    value = "Classes hit by generated samples, and divergence of their shares from the data's",
    paper = "Metz, Poole, Pfau and Sohl-Dickstein 2017; Lin, Khetan, Fanti and Oh 2018")
public record ClassCoverage() implements Metric {
  /** Of more classes, shares would be a list that nobody reads. */
  private static final int MOST_SHARES = 20;

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.REAL, MetricNeed.CLASSES);
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    int count = evaluation.generated().probabilities().width();
    double[] generated = Classes.shares(Classes.of(evaluation.generated().probabilities()), count);
    double[] real = Classes.shares(Classes.of(evaluation.real().probabilities()), count);
    List<MetricValue> shares = new ArrayList<>();
    for (int c = 0; c < count && count <= MOST_SHARES; c++) {
      shares.add(
          new MetricValue(
              String.format(Locale.ROOT, "class-share-%d", c),
              generated[c],
              MetricValue.Better.NEITHER,
              Statistics.ofShare(
                  generated[c], evaluation.generated().count(), "generated samples")));
    }
    List<MetricValue> values = new ArrayList<>();
    values.add(MetricValue.low("class-divergence", Divergences.kullbackLeibler(generated, real)));
    values.add(MetricValue.high("classes-hit", hit(generated)));
    values.add(MetricValue.fact("classes-hit-of-data", hit(real)));
    values.addAll(shares);
    return values;
  }

  private static double hit(double[] shares) {
    return Arrays.stream(shares).filter(share -> share > 0).count();
  }
}
