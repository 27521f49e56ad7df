package io.gan4j.components.metric;

import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.MetricValue.Spread;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.spec.Doc;
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
    return Set.of(MetricNeed.REAL, MetricNeed.SCORES, MetricNeed.LOGITS);
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    double[] real = softplus(evaluation.real().scores(), -1);
    double[] generated = softplus(evaluation.generated().scores(), 1);
    double value = -Statistics.mean(real) - Statistics.mean(generated);
    Spread spread = Statistics.ofBoth(real, generated, "samples of each side");
    return List.of(
        new MetricValue(
            "jensen-shannon-bound",
            value / 2 + Math.log(2),
            MetricValue.Better.LOWER,
            spread == null
                ? null
                : new Spread(spread.standardError() / 2, spread.over(), spread.method())),
        new MetricValue("value-of-the-game", value, MetricValue.Better.NEITHER, spread));
  }

  private static double[] softplus(Rows scores, int sign) {
    double[] values = Blocks.all(scores).data;
    for (int i = 0; i < values.length; i++) {
      double x = sign * values[i];
      values[i] = Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
    return values;
  }
}
