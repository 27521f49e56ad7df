package io.gan4j.components.schedule;

import io.gan4j.api.optimizer.Progress;

/** What a schedule counts in. */
public enum Unit {
  /** Training steps. */
  STEPS,
  /** Whole passes over the training data; generated data has none. */
  EPOCHS,
  /** Samples: training steps times the batch. */
  IMAGES;

  /** How many are done. */
  double done(Progress progress) {
    return switch (this) {
      case STEPS -> progress.step();
      case EPOCHS -> progress.epoch();
      case IMAGES -> progress.images();
    };
  }
}
