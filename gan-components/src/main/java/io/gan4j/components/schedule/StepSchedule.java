package io.gan4j.components.schedule;

import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;

/** Multiplied by a factor at every n-th training step: initial · factor^⌊step/every⌋. */
@Doc("Multiplied by factor at every n-th training step")
public record StepSchedule(
    @Doc("Value at step 0, >= 0") double initial,
    @Doc("Multiplier, in (0, 1]") @Default("0.1") double factor,
    @Doc("Training steps between two changes, > 0") long every,
    @Doc("Unit of every: steps, epochs or images") @Default("steps") Unit unit)
    implements Schedule {
  public StepSchedule {
    Check.notNegative("initial", initial);
    Check.rule(factor > 0 && factor <= 1, "factor", "must be in (0, 1]", factor);
    Check.positive("every", every);
  }

  /** Counted in training steps. */
  public StepSchedule(double initial, double factor, long every) {
    this(initial, factor, every, Unit.STEPS);
  }

  @Override
  public double valueAt(Progress progress) {
    return initial * Math.pow(factor, Math.floor(unit.done(progress) / every));
  }
}
