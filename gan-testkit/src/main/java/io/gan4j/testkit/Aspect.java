package io.gan4j.testkit;

/**
 * What a promise is about. One mistake breaks several promises about one thing: a wrong gradient is
 * wrong for both players and under every penalty. What is computed at all comes before everything
 * else, for whoever gives NaN or throws can keep no other promise.
 */
public enum Aspect {
  /** That there is a value: finite, of the right shape, and nothing thrown. */
  VALUE,
  /** That it is a mean over the batch. */
  MEAN,
  /** That players are led the right way. */
  DIRECTION,
  /** The generators that an architecture lays out. */
  GENERATOR,
  /** The discriminators that an architecture lays out. */
  DISCRIMINATOR,
  /** That gradients are those of the value. */
  GRADIENT,
  /** That equal seeds, draws and states give equal values. */
  REPETITION,
  /** That an exported model makes what the trained one does. */
  EXPORT,
  /** Anything else: each promise for itself. */
  OWN
}
