package io.gan4j.api.config;

import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.PairingTerm;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.PlainNumber;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.WeightedTerm;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A term, and when and how heavily it is paid. In a run file these keys stand beside the term's
 * own: {@code {type: l2, player: generator, weight: 1.0e-4, every: 4}}.
 */
@Doc("A term, its weight, and how often it is added to the loss")
public record TermConfig(
    @Doc("The term") Term term,
    @Doc("Factor on its value, >= 0") @Default("1") @PlainNumber Schedule weight,
    @Doc("Added at every n-th training step only, multiplied by n") @Default("1") int every,
    @Doc("Name in reports and checkpoints, where equal names share their state; absent: its place")
        @Nullable String name) {

  public TermConfig {
    Check.positive("every", every);
    Check.rule(
        name == null || name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"),
        "name",
        "must be lower-case words joined by hyphens",
        "'" + name + "'");
  }

  /** A term that is paid at every step, with a weight that stays. */
  public TermConfig(Term term, double weight) {
    this(term, Schedule.constant(weight), 1, null);
  }

  /** Refuses a list in which two have the same name. */
  static List<TermConfig> ownNames(String parameter, List<TermConfig> terms) {
    Set<String> names = new HashSet<>();
    for (TermConfig term : terms) {
      Check.rule(
          term.name == null || names.add(term.name),
          parameter,
          "must have names of their own",
          "'" + term.name + "' twice");
    }
    return List.copyOf(terms);
  }

  /**
   * As a phase pays it.
   *
   * @param place its name if it has none of its own
   */
  public WeightedTerm weighted(String place, Pairing pairing) {
    return new WeightedTerm(
        name == null ? place : pairing.prefix() + name,
        new PairingTerm(term, pairing),
        weight,
        every);
  }
}
