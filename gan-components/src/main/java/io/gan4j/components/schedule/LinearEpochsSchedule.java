package io.gan4j.components.schedule;

import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Doc;

/**
 * A straight line over epochs: {@code from} in the first, {@code to} in the epoch of number {@code
 * epochs} and after, constant within an epoch. pylearn2 moves its momentum so.
 */
@Doc(
    value = "A straight line over epochs, then constant",
    paper = "Goodfellow et al. 2014, code (pylearn2: MomentumAdjustor)")
public record LinearEpochsSchedule(
    @Doc("Value in the first epoch, >= 0") double from,
    @Doc("Value from the last epoch of the line on, >= 0") double to,
    @Doc("Number of that epoch, counted from 1, >= 2") int epochs)
    implements Schedule {
  public LinearEpochsSchedule {
    Check.notNegative("from", from);
    Check.notNegative("to", to);
    Check.rule(epochs >= 2, "epochs", "must be >= 2", epochs);
  }

  @Override
  public double valueAt(Progress progress) {
    double done = Math.min(1, progress.epoch() / (epochs - 1.0));
    return from + (to - from) * done;
  }
}
