package io.gan4j.bench.reproduction;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.bench.ComparedSamples;
import io.gan4j.components.metric.ParzenLogLikelihood;
import java.util.List;

/**
 * The Parzen-window log-likelihood of images that are at hand, by the procedure of Goodfellow et
 * al. 2014: ten widths from 0.1 to 1.
 */
final class Parzen {
  private final SampleSpace space;

  Parzen(SampleSpace space) {
    this.space = space;
  }

  /**
   * An estimate, in nats.
   *
   * @param logLikelihood mean over the test images
   * @param standardError of that mean
   * @param sigma the width under which the validation images are likeliest
   */
  record Estimate(double logLikelihood, double standardError, double sigma) {}

  /** Measures generated images, with pixels in [0, 1]. */
  Estimate of(float[] generated, float[] validation, float[] test) {
    List<MetricValue> values =
        new ParzenLogLikelihood(0.1, 1, 10)
            .measure(ComparedSamples.of(space, generated, test, validation));
    MetricValue.Spread spread = values.get(0).spread();
    return new Estimate(
        values.get(0).value(),
        spread == null ? Double.NaN : spread.standardError(),
        values.get(1).value());
  }
}
