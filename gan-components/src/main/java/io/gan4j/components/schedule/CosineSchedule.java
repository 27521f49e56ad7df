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
    @Doc("Training steps from one to the other; the whole run if all three are absent")
        @Nullable Long steps,
    @Doc("The same in epochs, in place of steps") @Nullable Long epochs,
    @Doc("The same in images, in place of steps: training steps times the batch")
        @Nullable Long images)
    implements Schedule {
  public CosineSchedule {
    Check.notNegative("from", from);
    Check.notNegative("to", to);
    Fraction.check(steps, epochs, images);
  }

  /** Over training steps; over the whole run if steps is null. */
  public CosineSchedule(double from, double to, @Nullable Long steps) {
    this(from, to, steps, null, null);
  }

  @Override
  public double valueAt(Progress progress) {
    double wave = (1 + Math.cos(Math.PI * Fraction.done(progress, steps, epochs, images))) / 2;
    return to + (from - to) * wave;
  }
}
