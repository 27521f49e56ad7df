package io.gan4j.api.optimizer;

/**
 * How far a run has come, as one player sees it.
 *
 * @param step training steps done
 * @param totalSteps training steps planned
 * @param updates updates this player has had
 * @param epoch epochs done: whole passes over the training data, 0 in the first one; 0 for
 *     generated data
 */
public record Progress(long step, long totalSteps, long updates, long epoch) {
  /** The very start of a run of one step. */
  public static final Progress START = new Progress(0, 1, 0, 0);
}
