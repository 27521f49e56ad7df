package io.gan4j.api.training;

import io.gan4j.api.game.GameTerm;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.PairingTerm;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.spec.Check;
import io.gan4j.api.term.Term;

/**
 * A term as a phase pays it: every · weight · value, where weight and value are what reports show.
 *
 * @param name unique among all terms of a run that carry state: the same name in two phases is the
 *     same state
 * @param term what is paid
 * @param weight factor on its value, read at the progress of each player that pays; reports have it
 *     as it is for the first of them
 * @param every training steps between two payments, in a phase that is due so often: paid so many
 *     times as much, it weighs on average what it would weigh at every step
 */
public record WeightedTerm(String name, GameTerm term, Schedule weight, int every) {
  public WeightedTerm {
    Check.positive("every", every);
  }

  /** A term of the standard game, paid at every step with a weight that stays. */
  public WeightedTerm(String name, Term term, double weight) {
    this(name, new PairingTerm(term, Pairing.STANDARD), Schedule.constant(weight), 1);
  }
}
