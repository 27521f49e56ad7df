package io.gan4j.components.term;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.RunTraits;
import io.gan4j.api.term.StateSpec;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One player's half of an adversarial loss as a term, so that a phase can be spelt out whole, or a
 * second loss added with a weight. The payer need not be the player that the half is written for: a
 * scratch discriminator that pays {@code of: generator} moves towards calling the fakes real while
 * the generator learns, as in the MATLAB experiment. The same player paying both its own half and
 * the other's is seldom wanted.
 */
@Doc("One player's half of an adversarial loss, added to the loss of that player or of the other")
public record LossTerm(
    @Doc("Whose loss it is added to: generator or discriminator") PlayerRole player,
    @Doc("The adversarial loss") Loss loss,
    @Doc("Whose half of the loss is added; that of player if absent") @Nullable PlayerRole of)
    implements Term {

  public LossTerm {
    PlayerRole whose = of == null ? player : of;
    List<Term> halves = termsOf(loss, whose);
    Check.rule(!halves.isEmpty(), "loss", "must have a term for the " + whose.key(), loss);
    Set<String> names = new HashSet<>();
    for (StateSpec state : states(halves)) {
      Check.rule(
          names.add(state.name()), "loss", "must name each state once", "'" + state.name() + "'");
    }
  }

  @Override
  public Set<PlayerRole> paidBy() {
    return Set.of(player);
  }

  @Override
  public Set<Need> needs() {
    Set<Need> needs = EnumSet.noneOf(Need.class);
    halves().forEach(half -> needs.addAll(half.needs()));
    return Set.copyOf(needs);
  }

  @Override
  public List<StateSpec> state() {
    return states(halves());
  }

  @Override
  public List<String> conflicts(RunTraits traits) {
    return halves().stream().flatMap(half -> half.conflicts(traits).stream()).toList();
  }

  @Override
  public boolean isMeanOverSamples() {
    return halves().stream().allMatch(Term::isMeanOverSamples);
  }

  @Override
  public boolean mixesByMeans() {
    return halves().stream().allMatch(half -> half.isMeanOverSamples() || half.mixesByMeans());
  }

  @Override
  public <T> TermValue<T> apply(TermContext<T> context) {
    @Nullable T total = null;
    Map<String, T> nextState = new HashMap<>();
    Map<String, T> reports = new HashMap<>();
    for (Term half : halves()) {
      TermValue<T> paid = half.apply(context);
      total = total == null ? paid.value() : context.ops().add(total, paid.value());
      nextState.putAll(paid.nextState());
      reports.putAll(paid.reports());
    }
    if (total == null) {
      throw new IllegalStateException("no term of " + loss); // the constructor refuses this
    }
    return new TermValue<>(total, nextState, reports);
  }

  private List<Term> halves() {
    return termsOf(loss, of == null ? player : of);
  }

  private static List<Term> termsOf(Loss loss, PlayerRole whose) {
    return loss.terms().stream().filter(term -> term.paidBy().contains(whose)).toList();
  }

  private static List<StateSpec> states(List<Term> terms) {
    return terms.stream().flatMap(term -> term.state().stream()).toList();
  }
}
