package io.gan4j.api.game;

import java.util.Optional;

/** What an input of a player takes, or an output gives. */
public sealed interface Port {

  /**
   * Samples: of the side's shape; what gives them gives them in its range.
   *
   * @param side of the data
   */
  record Samples(String side) implements Port {}

  /**
   * Latents: of their shape.
   *
   * @param latents their name in the game
   */
  record Latents(String latents) implements Port {}

  /** Raw scores: of shape {@code [1]}, or a map of patch scores; unbounded. Outputs only. */
  record Scores() implements Port {}

  /**
   * A score for each class: unbounded, {@code [classes]}. Outputs only.
   *
   * @param side of the data whose classes they are
   */
  record ClassScores(String side) implements Port {}

  /**
   * Numbers of the game's own, such as estimates of a code: unbounded, {@code [size]}. Outputs
   * only.
   *
   * @param size how many
   */
  record Values(int size) implements Port {}

  /** The side of the data that it belongs to; empty if to none. */
  default Optional<String> ofSide() {
    if (this instanceof Samples samples) {
      return Optional.of(samples.side());
    }
    return this instanceof ClassScores classes ? Optional.of(classes.side()) : Optional.empty();
  }
}
