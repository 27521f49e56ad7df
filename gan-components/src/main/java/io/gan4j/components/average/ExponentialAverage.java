package io.gan4j.components.average;

import io.gan4j.api.optimizer.Average;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.PlainNumber;

/**
 * The exponential moving average a ← d·a + (1 − d)·w, which remembers about 1/(1 − d) updates and
 * evens out the players' oscillation.
 *
 * <p>A fixed d would hold on to the initial weights: after 1/(1 − d) updates they still make up 37
 * % of the average. Warming up, it starts short and grows with the run: the decay of update u is
 * min(d, (1 + u)/(10 + u)), so that the average always covers about the last tenth of a young run.
 */
@Doc(value = "Exponential moving average of the weights", paper = "Yazici et al. 2019")
public record ExponentialAverage(
    @Doc("Decay d, in [0, 1)") @Default("0.999") @PlainNumber Schedule decay,
    @Doc("Whether early steps average over fewer updates, so that the initial weights fade")
        @Default("true")
        boolean warmUp)
    implements Average {

  public ExponentialAverage {
    Schedule.decay("decay", decay);
  }

  /** With a decay that stays. */
  public ExponentialAverage(double decay, boolean warmUp) {
    this(Schedule.constant(Check.inHalfOpen("decay", decay, 0, 1)), warmUp);
  }

  @Override
  public double decay(Progress progress) {
    double most = decay.valueAt(progress);
    return warmUp ? Math.min(most, (1.0 + progress.updates()) / (10.0 + progress.updates())) : most;
  }
}
