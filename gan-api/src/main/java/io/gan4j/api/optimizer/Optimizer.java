package io.gan4j.api.optimizer;

/**
 * What moves a player's weights along its gradients. A record; providers compile it from a table
 * class → builder, and refuse what they don't know.
 */
public interface Optimizer {

  /** The learning rate. */
  Schedule learningRate();

  /** Values kept per trained value, beside the value itself: 2 for Adam. For planning memory. */
  int slots();
}
