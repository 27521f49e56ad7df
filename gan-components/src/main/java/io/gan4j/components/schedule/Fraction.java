package io.gan4j.components.schedule;

import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.spec.Check;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way of a schedule from its first value to its last: so many steps, epochs or images, or the
 * whole run if none of them is given.
 */
final class Fraction {
  private Fraction() {}

  /** Refuses lengths below 1, and more than one of them. */
  static void check(@Nullable Long steps, @Nullable Long epochs, @Nullable Long images) {
    positive("steps", steps);
    positive("epochs", epochs);
    positive("images", images);
    int given = (steps == null ? 0 : 1) + (epochs == null ? 0 : 1) + (images == null ? 0 : 1);
    Check.relation(
        given <= 1,
        images == null ? "epochs" : "images",
        Set.of("steps", "epochs"),
        "must be the only one of steps, epochs and images",
        given + " of them");
  }

  private static void positive(String parameter, @Nullable Long length) {
    if (length != null) {
      Check.positive(parameter, length.longValue());
    }
  }

  /** How much of the way is done, in [0, 1]. */
  static double done(
      Progress progress, @Nullable Long steps, @Nullable Long epochs, @Nullable Long images) {
    if (epochs != null) {
      return Math.min(1, Unit.EPOCHS.done(progress) / epochs);
    }
    if (images != null) {
      return Math.min(1, Unit.IMAGES.done(progress) / images);
    }
    double all = steps == null ? progress.totalSteps() : steps;
    return Math.min(1, progress.step() / all);
  }
}
