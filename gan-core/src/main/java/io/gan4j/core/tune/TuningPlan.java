package io.gan4j.core.tune;

import io.gan4j.api.spec.Check;
import java.util.List;

/**
 * What is tried, and for how long.
 *
 * @param steps training steps that a trial's run plans: its schedules end there
 * @param trials all trials, in the order of their numbers
 * @param rungs the points of choice, the last at the end
 */
public record TuningPlan(long steps, List<Trial> trials, List<Rung> rungs) {
  public TuningPlan {
    trials = List.copyOf(Check.notEmpty("trials", trials));
    rungs = List.copyOf(Check.notEmpty("rungs", rungs));
  }
}
