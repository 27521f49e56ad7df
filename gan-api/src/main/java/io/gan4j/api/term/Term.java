package io.gan4j.api.term;

import io.gan4j.api.Player;
import java.util.List;
import java.util.Set;

/**
 * Something a player pays: half of an adversarial loss, a penalty, an auxiliary loss. A record: its
 * components are its configuration.
 */
public interface Term {

  /** Who pays, and thus whose weights its gradient moves. */
  Player pays();

  /** What it uses of the play. */
  default Set<Need> needs() {
    return Set.of();
  }

  /** The state it carries from step to step. */
  default List<StateSpec> state() {
    return List.of();
  }

  /** The value, as a scalar to be minimised, and the next state. */
  <T> TermValue<T> apply(Play<T> play);
}
