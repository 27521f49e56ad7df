package io.gan4j.api.training;

import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.spec.Check;
import io.gan4j.api.term.Term;

/**
 * A term as a phase pays it: every · weight · value, where weight and value are what reports show.
 *
 * @param name unique among all terms of a run that carry state: the same name in two phases is the
 *     same state
 * @param term what is paid
 * @param weight factor on its value, read at the payer's progress
 * @param every training steps between two payments, in a phase that is due so often: paid so many
 *     times as much, it weighs on average what it would weigh at every step
 */
public record WeightedTerm(String name, Term term, Schedule weight, int every) {
  public WeightedTerm {
    Check.positive("every", every);
  }

  /** A term that is paid at every step, with a weight that stays. */
  public WeightedTerm(String name, Term term, double weight) {
    this(name, term, Schedule.constant(weight), 1);
  }
}
