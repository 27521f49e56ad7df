package io.gan4j.api.training;

/** Where a phase's real samples, or its noise, come from. */
public sealed interface Draw {

  /** Drawn anew at every repeat of every step. */
  record Fresh() implements Draw {}

  /**
   * The same as in an earlier phase of the step, repeats counted from the end: the last shares the
   * last.
   *
   * @param phase name of the earlier phase
   */
  record SameAs(String phase) implements Draw {}

  Draw FRESH = new Fresh();
}
