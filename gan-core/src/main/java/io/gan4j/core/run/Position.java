package io.gan4j.core.run;

/**
 * How far a run has come.
 *
 * @param step training steps done
 * @param imagesSeen real samples of all batches that were drawn
 * @param epoch passes over the data that are done
 */
record Position(long step, long imagesSeen, long epoch) {}
