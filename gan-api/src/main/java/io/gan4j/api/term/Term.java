package io.gan4j.api.term;

import io.gan4j.api.PlayerRole;
import java.util.List;
import java.util.Set;

/**
 * Something a player pays: half of an adversarial loss, a penalty, an auxiliary loss. A record: its
 * components are its configuration.
 */
public interface Term {

  /** Who pays, and thus whose weights its gradient moves. */
  Set<PlayerRole> paidBy();

  /** What it uses of its context. */
  default Set<Need> needs() {
    return Set.of();
  }

  /** The state it carries from step to step. */
  default List<StateSpec> state() {
    return List.of();
  }

  /**
   * Training steps between two payments. A term with n above 1 is paid at steps 0, n, 2n, … in an
   * update of its own, scaled by n, so that it weighs on average what it weighs at every step.
   */
  default int every() {
    return 1;
  }

  /**
   * Why the term cannot work in a run, one sentence fragment per reason that names what stands
   * against it and what would do; empty if it can. Asked before anything is built.
   */
  default List<String> conflicts(RunTraits traits) {
    return List.of();
  }

  /**
   * Whether it carries no state, and its value for a batch is the mean of its values for parts of
   * equal size, as long as no network mixes samples. Then a batch can pass in parts.
   */
  default boolean isMeanOverSamples() {
    return false;
  }

  /** The value, as a scalar to be minimised, and the next state. */
  <T> TermValue<T> apply(TermContext<T> context);
}
