package io.gan4j.api.term;

import io.gan4j.api.PlayerRole;
import java.util.List;
import java.util.Set;

/**
 * Something a player pays: half of an adversarial loss, a penalty, an auxiliary loss. A record: its
 * components are its configuration. When and how heavily it is paid is no matter of its own: see
 * {@link io.gan4j.api.training.WeightedTerm}.
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

  /**
   * Whether all that it takes of other samples, for its value and for its next state, are means by
   * {@link io.gan4j.api.tensor.TensorOps#meanOfBatch} and {@code meanOverBatch}, and the rest is a
   * mean over samples. Then several workers can share a batch.
   */
  default boolean mixesByMeans() {
    return false;
  }

  /** The value, as a scalar to be minimised, and the next state. */
  <T> TermValue<T> apply(TermContext<T> context);
}
