package io.gan4j.api.optimizer;

/**
 * How far a run has come, as one player sees it.
 *
 * @param step training steps done
 * @param totalSteps training steps planned
 * @param updates updates this player has had
 * @param epoch epochs done: whole passes over the training data, 0 in the first one; 0 for
 *     generated data
 * @param batchSize samples per training step
 */
public record Progress(long step, long totalSteps, long updates, long epoch, int batchSize) {
  /** The very start of a run of one step. */
  public static final Progress START = new Progress(0, 1, 0, 0);

  /** Beyond the end of any run. */
  static final Progress END = new Progress(1L << 40, 1L << 40, 1L << 40, 1L << 40);

  /** With batches of one sample. */
  public Progress(long step, long totalSteps, long updates, long epoch) {
    this(step, totalSteps, updates, epoch, 1);
  }

  /** The same for something with another count of updates. */
  public Progress withUpdates(long own) {
    return new Progress(step, totalSteps, own, epoch, batchSize);
  }

  /** Images done, the unit in which papers count: training steps times samples per step. */
  public double images() {
    return (double) step * batchSize;
  }
}
