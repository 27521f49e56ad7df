package io.gan4j.components.schedule;

import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import org.jspecify.annotations.Nullable;

/**
 * Half a cosine wave over training steps, without restarts: to + (from − to) · ½(1 + cos(π ·
 * step/steps)), then constant.
 */
@Doc(
    value = "Half a cosine wave over training steps, then constant",
    paper = "Loshchilov and Hutter 2017, eq. 5")
public record CosineSchedule(
    @Doc("Value at step 0, >= 0") double from,
    @Doc("Value at the end and after, >= 0") @Default("0") double to,
    @Doc("Training steps from one to the other; the whole run if absent") @Nullable Long steps)
    implements Schedule {
  public CosineSchedule {
    Check.notNegative("from", from);
    Check.notNegative("to", to);
    Fraction.check(steps);
  }

  @Override
  public double valueAt(Progress progress) {
    double wave = (1 + Math.cos(Math.PI * Fraction.done(progress, steps))) / 2;
    return to + (from - to) * wave;
  }
}
