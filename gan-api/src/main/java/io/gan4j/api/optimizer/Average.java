package io.gan4j.api.optimizer;

/**
 * An average of a player's weights over training, which samples and exports use in place of the
 * weights: a ← d·a + (1−d)·w after every update.
 */
public interface Average {

  /** The decay d for the update that comes next, in [0, 1). */
  double decay(Progress progress);
}
