package io.gan4j.tf.internal.session;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.config.TermConfig;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.RunTraits;
import io.gan4j.api.term.StateSpec;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.List;
import java.util.Set;

/** A term times a number, so that several of one size can be paid together. */
record Weighed(double weight, Term of) implements Term {
  /** As a run file weighs it, at the beginning. */
  static Weighed of(TermConfig config) {
    return new Weighed(config.weight().valueAt(Progress.START), config.term());
  }

  @Override
  public Set<PlayerRole> paidBy() {
    return of.paidBy();
  }

  @Override
  public Set<Need> needs() {
    return of.needs();
  }

  @Override
  public List<StateSpec> state() {
    return of.state();
  }

  @Override
  public List<String> conflicts(RunTraits traits) {
    return of.conflicts(traits);
  }

  @Override
  public boolean isMeanOverSamples() {
    return of.isMeanOverSamples();
  }

  @Override
  public boolean mixesByMeans() {
    return of.mixesByMeans();
  }

  @Override
  public <T> TermValue<T> apply(TermContext<T> context) {
    TermValue<T> said = of.apply(context);
    return new TermValue<>(
        context.ops().mul(context.ops().constant(weight), said.value()),
        said.nextState(),
        said.reports());
  }
}
