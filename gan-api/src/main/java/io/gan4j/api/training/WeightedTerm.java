package io.gan4j.api.training;

import io.gan4j.api.game.GameTerm;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.PairingTerm;
import io.gan4j.api.spec.Check;
import io.gan4j.api.term.Term;

/**
 * A term as a phase pays it.
 *
 * @param name unique among all terms of a run that carry state: the same name in two phases is the
 *     same state
 * @param term what is paid
 * @param scale factor on its value, for a term that is paid at every n-th step only
 */
public record WeightedTerm(String name, GameTerm term, double scale) {
  public WeightedTerm {
    Check.finite("scale", scale);
  }

  /** A term of the standard game. */
  public WeightedTerm(String name, Term term, double scale) {
    this(name, new PairingTerm(term, Pairing.STANDARD), scale);
  }
}
