package io.gan4j.cli.mutants;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts in a field what it should carry as state, so that no checkpoint has it. */
@Doc("Its state is not saved")
public record ForgetfulTerm() implements Term {
  private static final AtomicInteger PLAYS = new AtomicInteger();

  @Override
  public Set<PlayerRole> paidBy() {
    return Set.of(PlayerRole.GENERATOR);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.FAKE_SCORES);
  }

  @Override
  public <T> TermValue<T> apply(TermContext<T> context) {
    T mean = context.ops().mean(context.discriminate(context.fake()).scores());
    return TermValue.of(context.ops().mul(context.ops().constant(PLAYS.incrementAndGet()), mean));
  }
}
