package io.gan4j.api.optimizer;

/**
 * An average of a player over training, which samples and exports use in place of the player: a ←
 * d·a + (1−d)·w after every update, for every weight w and every statistic w, because statistics
 * belong to the weights they were taken with.
 */
public interface Average {

  /** The decay d for the update that comes next, in [0, 1). */
  double decay(Progress progress);
}
