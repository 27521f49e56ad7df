package io.gan4j.components.schedule;

import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.Set;

/**
 * Divided by a factor after every update of the player, down to a floor: max(floor, initial /
 * factorᵘ) after u updates.
 */
@Doc(
    value = "Divided by factor after every update, down to a floor",
    paper = "Goodfellow et al. 2014, code (factor 1.000004, floor 1e-6)")
public record ExponentialSchedule(
    @Doc("Value for the first update, >= 0") double initial,
    @Doc("Divisor per update, >= 1") double factor,
    @Doc("Least value, >= 0") @Default("0") double floor)
    implements Schedule {
  public ExponentialSchedule {
    Check.notNegative("initial", initial);
    Check.finite("factor", factor);
    Check.rule(factor >= 1, "factor", "must be >= 1", factor);
    Check.notNegative("floor", floor);
    Check.relation(
        floor <= initial,
        "floor",
        Set.of("initial"),
        "must be <= initial (" + initial + ")",
        floor);
  }

  @Override
  public double valueAt(Progress progress) {
    return Math.max(floor, initial / Math.pow(factor, (double) progress.updates()));
  }
}
