package io.gan4j.api.term;

/**
 * What a term uses beyond constants, so that a session prepares it, and refuses a combination that
 * cannot work before training.
 */
public enum Need {
  /** Real samples. */
  REAL,
  /** Scores of the real samples. */
  REAL_SCORES,
  /** Scores of the generator's samples. */
  FAKE_SCORES,
  /** Labels of the real samples. */
  LABELS,
  /** Labels of the generator's samples. */
  FAKE_LABELS,
  /** Gradients of something with respect to samples: second-order gradients when trained. */
  INPUT_GRADIENTS,
  /** The discriminator's features. */
  FEATURES,
  /** A player's kernels. */
  KERNELS
}
