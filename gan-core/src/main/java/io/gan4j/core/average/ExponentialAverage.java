package io.gan4j.core.average;

import io.gan4j.api.config.Check;
import io.gan4j.api.config.Default;
import io.gan4j.api.config.Doc;
import io.gan4j.api.optimizer.Average;
import io.gan4j.api.optimizer.Progress;

/**
 * The exponential moving average a ← d·a + (1 − d)·w, which remembers about 1/(1 − d) updates and
 * evens out the players' oscillation. In a run of fewer updates than that it still holds much of
 * the initial weights.
 */
@Doc(value = "Exponential moving average of the weights", paper = "Yazici et al. 2019")
public record ExponentialAverage(@Doc("Decay d, in [0, 1)") @Default("0.999") double decay)
    implements Average {

  public ExponentialAverage {
    Check.inHalfOpen("decay", decay, 0, 1);
  }

  @Override
  public double decay(Progress progress) {
    return decay;
  }
}
