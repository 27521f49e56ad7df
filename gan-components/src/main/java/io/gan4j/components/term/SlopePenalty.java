package io.gan4j.components.term;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.Set;

/**
 * What the discriminator pays for being steep: a penalty says at which samples its slope is
 * measured, and what slopes cost.
 */
interface SlopePenalty extends Term {

  /**
   * Where slopes are measured.
   *
   * @param samples {@code [batch, …]}
   * @param like samples whose labels these have, if the discriminator sees labels
   */
  record Points<T>(T samples, T like) {}

  /** Where slopes are measured. */
  <T> Points<T> points(TermContext<T> context);

  /**
   * What slopes cost, a scalar.
   *
   * @param squared squared norm of each sample's own gradient, {@code [batch]}
   */
  <T> T cost(TensorOps<T> ops, T squared);

  @Override
  default Set<PlayerRole> paidBy() {
    return Set.of(PlayerRole.DISCRIMINATOR);
  }

  @Override
  default <T> TermValue<T> apply(TermContext<T> context) {
    Points<T> at = points(context);
    return TermValue.of(
        cost(context.ops(), GradientNorms.squared(context, at.samples(), at.like())));
  }
}
