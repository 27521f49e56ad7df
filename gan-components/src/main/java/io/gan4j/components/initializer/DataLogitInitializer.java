package io.gan4j.components.initializer;

import io.gan4j.api.data.DataStatistics;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Doc;
import java.util.function.LongToDoubleFunction;

/**
 * The logit of the data's mean sample: a bias with which an untrained sigmoid output already has
 * the data's mean. Value i is log(m/(1 − m)) with m the mean of value i over the training data,
 * clipped to [1e-7, 1 − 1e-7]. For the bias of a generator's last layer, one unit per value of a
 * sample, in the sample's row-major order, and for data in [0, 1] only: a mean outside is refused.
 */
@Doc(
    value = "Logit of the data's mean sample, for the bias before a sigmoid output",
    paper = "Goodfellow et al. 2014, code (pylearn2: init_bias_target_marginals)")
public record DataLogitInitializer() implements Initializer {
  private static final double MARGIN = 1e-7;

  @Override
  public LongToDoubleFunction values(
      ParameterSpec parameter, RandomKey random, DataStatistics data) {
    double[] mean = data.mean();
    Check.rule(
        parameter.shape().size() == mean.length,
        "",
        "data-logit needs one value per value of a sample (" + mean.length + ")",
        parameter.name() + " " + parameter.shape());
    double[] logits = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      Check.rule(
          mean[i] >= 0 && mean[i] <= 1,
          "",
          "data-logit needs data in [0, 1]",
          "a mean of " + mean[i]);
      double clipped = Math.max(MARGIN, Math.min(1 - MARGIN, mean[i]));
      logits[i] = Math.log(clipped) - Math.log1p(-clipped);
    }
    return index -> logits[Math.toIntExact(index)];
  }
}
