package io.gan4j.core.training;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.Set;

/** Nothing, for which it wants the labels of the real samples. */
record LabelledTerm() implements Term {
  @Override
  public Set<PlayerRole> paidBy() {
    return Set.of(PlayerRole.DISCRIMINATOR);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.REAL, Need.LABELS);
  }

  @Override
  public <T> TermValue<T> apply(TermContext<T> context) {
    return TermValue.of(context.ops().constant(0));
  }
}
