package io.gan4j.components.metric;

import io.gan4j.api.GanException;
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
 * {@code exp(E KL(p(y|x) ‖ p(y)))} over generated samples, the mean over parts of them: between 1
 * and the number of classes. With Inception this is the Inception score. It never looks at real
 * samples, so a generator of one perfect picture per class has the best score.
 */
@Doc(
    value = "Classifier score (Inception score) of generated samples",
    paper = "Salimans, Goodfellow, Zaremba, Cheung, Radford and Chen 2016")
public record ClassifierScore(@Doc("Parts that are scored separately") @Default("10") int parts)
    implements Metric {

  public ClassifierScore {
    Check.positive("parts", parts);
  }

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.CLASSES);
  }

  @Override
  public Optional<String> problem(Conditions conditions) {
    return conditions.generated() < parts
        ? Optional.of(
            "of " + parts + " parts needs as many samples, there are " + conditions.generated())
        : Optional.empty();
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    Rows probabilities = evaluation.generated().probabilities();
    int size = probabilities.count() / parts;
    if (size == 0) {
      throw new GanException(
          "classifier-score of "
              + parts
              + " parts needs as many samples, there are "
              + probabilities.count());
    }
    double[] scores = new double[parts];
    double[] row = new double[probabilities.width()];
    for (int part = 0; part < parts; part++) {
      double[] mean = new double[row.length];
      double negativeEntropy = 0;
      for (int i = 0; i < size; i++) {
        probabilities.read(part * size + i, 1, row);
        for (int c = 0; c < row.length; c++) {
          mean[c] += row[c] / size;
          negativeEntropy += row[c] > 0 ? row[c] * Math.log(row[c]) / size : 0;
        }
      }
      double marginalEntropy = 0;
      for (double p : mean) {
        marginalEntropy -= p > 0 ? p * Math.log(p) : 0;
      }
      scores[part] = Math.exp(negativeEntropy + marginalEntropy);
    }
    return List.of(
        new MetricValue(
            "classifier-score",
            Statistics.mean(scores),
            MetricValue.Better.HIGHER,
            Statistics.ofMean(scores, "parts of " + size)));
  }
}
