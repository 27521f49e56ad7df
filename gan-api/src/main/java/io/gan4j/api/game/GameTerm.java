package io.gan4j.api.game;

import io.gan4j.api.term.Need;
import io.gan4j.api.term.StateSpec;
import io.gan4j.api.term.TermValue;
import java.util.List;
import java.util.Set;

/**
 * What players of a game pay, seeing all of it: a cycle, a reconstruction, mutual information. What
 * is written for one pairing is a {@link io.gan4j.api.term.Term}, and becomes one of these as a
 * {@link PairingTerm}.
 */
public interface GameTerm {

  /** Who pays, and thus whose weights its gradient moves. */
  Set<Player> paidBy();

  /** Sides of the data whose samples or labels it reads. */
  default Set<String> sides() {
    return Set.of();
  }

  /** What it uses of its context. */
  default Set<Need> needs() {
    return Set.of();
  }

  /** The state it carries from step to step. */
  default List<StateSpec> state() {
    return List.of();
  }

  /** As {@link io.gan4j.api.term.Term#isMeanOverSamples}. */
  default boolean isMeanOverSamples() {
    return false;
  }

  /** As {@link io.gan4j.api.term.Term#mixesByMeans}. */
  default boolean mixesByMeans() {
    return false;
  }

  /** The value, as a scalar to be minimised, and the next state. */
  <T> TermValue<T> apply(GameContext<T> context);
}
