package io.gan4j.api;

/**
 * What a player is in a pairing (Goodfellow et al. 2014): who pays a term that is written for one.
 */
public enum PlayerRole {
  /** G: makes samples. */
  GENERATOR,
  /** D: maps samples to raw scores, real = high (an energy is the exception: real = low). */
  DISCRIMINATOR;

  /** The word for it in run files: {@code generator} or {@code discriminator}. */
  public String key() {
    return this == GENERATOR ? "generator" : "discriminator";
  }
}
