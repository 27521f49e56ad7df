package io.gan4j.api;

/**
 * One of the two networks of the game (Goodfellow et al. 2014): what a phase moves and who pays a
 * term.
 */
public enum Player {
  /** G: maps latents to samples. */
  GENERATOR,
  /** D: maps samples to raw scores, real = high (an energy is the exception: real = low). */
  DISCRIMINATOR;

  /** The other player. */
  public Player opponent() {
    return this == GENERATOR ? DISCRIMINATOR : GENERATOR;
  }

  /**
   * The name used in run files, reports and variable names: {@code generator} or {@code
   * discriminator}.
   */
  public String key() {
    return this == GENERATOR ? "generator" : "discriminator";
  }
}
