package io.gan4j.api.game;

import io.gan4j.api.term.Need;
import io.gan4j.api.term.StateSpec;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermValue;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A loss or a penalty in its pairing.
 *
 * @param term what is paid
 * @param pairing where
 * @param paidBy who pays it
 */
public record PairingTerm(Term term, Pairing pairing, Set<Player> paidBy) implements GameTerm {

  public PairingTerm {
    paidBy = Collections.unmodifiableSet(new LinkedHashSet<>(paidBy));
  }

  /** Paid by those who play the term's roles. */
  public PairingTerm(Term term, Pairing pairing) {
    this(term, pairing, payers(term, pairing));
  }

  private static Set<Player> payers(Term term, Pairing pairing) {
    Set<Player> payers = new LinkedHashSet<>();
    term.paidBy().forEach(role -> payers.addAll(pairing.players(role)));
    return payers;
  }

  @Override
  public Set<String> sides() {
    Set<String> sides = new LinkedHashSet<>();
    if (needs().contains(Need.REAL)
        || needs().contains(Need.REAL_SCORES)
        || needs().contains(Need.LABELS)) {
      sides.addAll(pairing.realSides());
    }
    sides.addAll(pairing.fakeSides());
    return sides;
  }

  @Override
  public Set<Need> needs() {
    return term.needs();
  }

  @Override
  public List<StateSpec> state() {
    return term.state();
  }

  @Override
  public boolean isMeanOverSamples() {
    return term.isMeanOverSamples();
  }

  @Override
  public boolean mixesByMeans() {
    return term.mixesByMeans();
  }

  @Override
  public <T> TermValue<T> apply(GameContext<T> context) {
    return term.apply(context.in(pairing));
  }
}
