package io.gan4j.core.run;

import io.gan4j.api.augmentation.AdaptiveProbability;
import io.gan4j.api.augmentation.Augmentations;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * The probability of augmentations that held-out samples steer. The loop moves it between steps and
 * keeps it in checkpoints; within a step it is a number that is fed like a schedule's.
 */
final class HeldOutProbability implements Schedule {
  private final AdaptiveProbability adapt;
  private double value;

  private HeldOutProbability(AdaptiveProbability adapt) {
    this.adapt = adapt;
  }

  /** Augmentations as a provider gets them: with a probability of this kind if they are so. */
  static @Nullable Augmentations fed(@Nullable Augmentations configured) {
    if (configured == null || !isHeldOut(configured)) {
      return configured;
    }
    AdaptiveProbability adapt = configured.adapt();
    return adapt == null
        ? configured
        : new Augmentations(configured.transforms(), new HeldOutProbability(adapt), null);
  }

  /** Whether held-out samples steer the probability. */
  static boolean isHeldOut(Augmentations augmentations) {
    AdaptiveProbability adapt = augmentations.adapt();
    return adapt != null && adapt.by() == AdaptiveProbability.By.HELD_OUT;
  }

  @Override
  public double valueAt(Progress progress) {
    return value;
  }

  double value() {
    return value;
  }

  void set(double probability) {
    value = probability;
  }

  /**
   * Moves it by what has been measured.
   *
   * @param gap 0 for held-out samples that are scored as training samples are, 1 for those that are
   *     scored as fakes are
   * @param images since it was moved last
   */
  void move(double gap, long images) {
    double step = Math.signum(gap - adapt.target()) * images / adapt.images();
    value = Math.min(adapt.most(), Math.max(0, value + step));
  }
}
