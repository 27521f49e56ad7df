package io.gan4j.api.provider;

/**
 * One line of a diagnosis.
 *
 * @param level whether it is well
 * @param topic what it is about
 * @param message what was found, and what to do where something is amiss
 */
public record Finding(Level level, String topic, String message) {
  /** How well it is. */
  public enum Level {
    OK,
    NOTE,
    PROBLEM
  }
}
