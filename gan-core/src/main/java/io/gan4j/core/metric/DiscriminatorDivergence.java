package io.gan4j.core.metric;

import io.gan4j.api.config.Doc;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.Rows;
import java.util.List;
import java.util.Set;

/**
 * What the discriminator says of the Jensen–Shannon divergence: {@code ½(V + 2 log 2)} with {@code
 * V = E log D(x) + E log(1 − D(G(z)))}. For the best discriminator it is the divergence, for any
 * other a lower bound, up to the noise of the samples; a discriminator that overfits breaks it on
 * its training data. Only for scores that are logits.
 */
@Doc(
    value = "Lower bound of the Jensen–Shannon divergence from the discriminator's logits",
    paper = "Goodfellow et al. 2014, theorem 1")
public record DiscriminatorDivergence() implements Metric {

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.REAL, MetricNeed.SCORES);
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    double value =
        -meanSoftplus(evaluation.real().scores(), -1)
            - meanSoftplus(evaluation.generated().scores(), 1);
    return List.of(
        MetricValue.low("jensen-shannon-bound", value / 2 + Math.log(2)),
        MetricValue.fact("value-of-the-game", value));
  }

  private static double meanSoftplus(Rows scores, int sign) {
    double[] sum = new double[1];
    Blocks.forEach(
        scores,
        (block, first) -> {
          for (int i = 0; i < block.numRows; i++) {
            double x = sign * block.data[i];
            sum[0] += Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
          }
        });
    return sum[0] / scores.count();
  }
}
