package io.gan4j.api.term;

/** What a discriminator's raw score means under a loss. */
public enum ScoreKind {
  /** A logit: σ(score) is the probability that a sample is real. */
  LOGIT,
  /** A critic's value: real = high, without a scale. */
  CRITIC,
  /** An energy or reconstruction error: real = low. */
  ENERGY
}
