package io.gan4j.components.schedule;

import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.spec.Check;
import org.jspecify.annotations.Nullable;

/** What schedules over training steps have in common. */
final class Fraction {
  private Fraction() {}

  /** Refuses lengths below 1. */
  static void check(@Nullable Long steps) {
    if (steps != null) {
      Check.positive("steps", steps.longValue());
    }
  }

  /** How much of the way is done, in [0, 1]; the way is the whole run if steps is null. */
  static double done(Progress progress, @Nullable Long steps) {
    double all = steps == null ? progress.totalSteps() : steps;
    return Math.min(1, progress.step() / all);
  }
}
