package io.gan4j.components.metric;

import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.MetricValue.Spread;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.List;
import java.util.Set;

/**
 * Parzen-window log-likelihood, the procedure of the first paper on GANs: a Gaussian of width σ
 * around every generated sample, σ the one of {@code logspace(lowest, highest)} under which the
 * validation samples are likeliest, and the mean log density of the real samples in nats. The paper
 * takes 10,000 generated samples, the first 1,000 validation images and all test images, with
 * pixels in [0, 1].
 *
 * <p>It favours samples that look like blurred data, and in many dimensions it ranks models other
 * than the likelihood does (Theis, van den Oord and Bethge 2016): for comparison with that paper.
 */
@Doc(
    value = "Parzen-window log-likelihood of real samples under generated ones",
    paper = "Goodfellow et al. 2014, section 5; Breuleux, Bengio and Vincent 2009")
public record ParzenLogLikelihood(
    @Doc("Smallest window width tried") @Default("0.1") double lowest,
    @Doc("Largest window width tried") @Default("1") double highest,
    @Doc("How many widths, equally spaced in their logarithm") @Default("10") int widths)
    implements Metric {

  public ParzenLogLikelihood {
    Check.positive("lowest", lowest);
    Check.relation(
        highest >= lowest,
        "highest",
        Set.of("lowest"),
        "must be >= lowest (" + lowest + ")",
        highest);
    Check.positive("widths", widths);
  }

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.REAL, MetricNeed.VALIDATION);
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    ParzenWindow window = new ParzenWindow(evaluation.generated().values());
    double sigma = likeliest(window, evaluation.validation().values());
    double[] test = window.logDensities(evaluation.real().values(), sigma)[0];
    MetricValue mean =
        new MetricValue(
            "parzen-log-likelihood", Statistics.mean(test), MetricValue.Better.HIGHER, null);
    Spread spread = Statistics.ofMean(test, "real samples");
    return List.of(
        spread == null ? mean : mean.with(spread), MetricValue.fact("parzen-sigma", sigma));
  }

  private double likeliest(ParzenWindow window, Rows validation) {
    double[] sigmas = sigmas();
    double[][] densities = window.logDensities(validation, sigmas);
    int best = 0;
    for (int i = 1; i < sigmas.length; i++) {
      if (Statistics.mean(densities[i]) > Statistics.mean(densities[best])) {
        best = i;
      }
    }
    return sigmas[best];
  }

  private double[] sigmas() {
    double[] sigmas = new double[widths];
    for (int i = 0; i < widths; i++) {
      double share = widths == 1 ? 0 : i / (widths - 1.0);
      sigmas[i] = lowest * Math.pow(highest / lowest, share);
    }
    return sigmas;
  }
}
