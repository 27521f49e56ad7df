package io.gan4j.api.game;

import io.gan4j.api.spec.Check;

/**
 * One of the networks of a game: what a phase moves. Two players are the same if their names are.
 *
 * @param key its name in run files, reports and the names of its variables: letters, digits, {@code
 *     '-'} and {@code '_'}
 */
public record Player(String key) implements Comparable<Player> {

  /** The generator of the standard game: maps latents to samples. */
  public static final Player GENERATOR = new Player("generator");

  /** The discriminator of the standard game: maps samples to raw scores. */
  public static final Player DISCRIMINATOR = new Player("discriminator");

  public Player {
    Check.rule(
        key.matches("[A-Za-z][A-Za-z0-9_-]{0,63}"),
        "player",
        "must be letters, digits, '-' or '_' (at most 64), a letter first",
        "'" + key + "'");
  }

  @Override
  public int compareTo(Player other) {
    return key.compareTo(other.key);
  }

  @Override
  public String toString() {
    return key;
  }
}
