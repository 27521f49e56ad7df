package io.gan4j.components.schedule;

import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import org.jspecify.annotations.Nullable;

/**
 * A straight line over training steps: {@code from} at step 0, {@code to} at step {@code steps} and
 * after. It may begin flat. The last step of a run that is as long as the line still uses a little
 * more than {@code to}.
 */
@Doc("A straight line over training steps, then constant")
public record LinearSchedule(
    @Doc("Value at step 0, >= 0") double from,
    @Doc("Value at the end and after, >= 0") @Default("0") double to,
    @Doc("Training steps from one to the other; the whole run if all three are absent")
        @Nullable Long steps,
    @Doc("The same in epochs, in place of steps") @Nullable Long epochs,
    @Doc("The same in images, in place of steps: training steps times the batch")
        @Nullable Long images,
    @Doc("Share of its length that it stays at its first value before it moves, in [0, 1)")
        @Default("0")
        double hold)
    implements Schedule {
  public LinearSchedule {
    Check.notNegative("from", from);
    Check.notNegative("to", to);
    Fraction.check(steps, epochs, images);
    Check.inHalfOpen("hold", hold, 0, 1);
  }

  /** Without a flat beginning. */
  public LinearSchedule(
      double from, double to, @Nullable Long steps, @Nullable Long epochs, @Nullable Long images) {
    this(from, to, steps, epochs, images, 0);
  }

  /** Over training steps; over the whole run if steps is null. */
  public LinearSchedule(double from, double to, @Nullable Long steps) {
    this(from, to, steps, null, null);
  }

  @Override
  public double valueAt(Progress progress) {
    double done = Fraction.done(progress, steps, epochs, images);
    return from + (to - from) * (hold == 0 ? done : Math.max(0, done - hold) / (1 - hold));
  }
}
