package io.gan4j.core.training;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.Set;

/**
 * The mean squared score of real samples, paid by the discriminator. The built-in terms with an
 * interval need gradients that the fake provider has not.
 */
record LazyTerm() implements Term {
  @Override
  public Set<PlayerRole> paidBy() {
    return Set.of(PlayerRole.DISCRIMINATOR);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.REAL, Need.REAL_SCORES);
  }

  @Override
  public <T> TermValue<T> apply(TermContext<T> context) {
    return TermValue.of(
        context.ops().mean(context.ops().square(context.discriminate(context.real()).scores())));
  }
}
