package io.gan4j.components.rule;

import io.gan4j.api.config.PhaseConfig;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.config.TermConfig;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.plugin.RunWarning.Components;
import io.gan4j.api.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A list of terms in a run file.
 *
 * @param key its key: {@code terms}, a pairing's or a phase's own
 * @param terms what stands in it
 */
record TermPlace(String key, List<TermConfig> terms) {

  /** Every list of terms that a run file has for a pairing: its own or the run's, then phases'. */
  static List<TermPlace> of(RunConfig config, Pairing pairing) {
    List<TermPlace> places = new ArrayList<>();
    boolean own = config.pairings().containsKey(pairing.name());
    String key = own ? "pairings." + pairing.name() + ".terms" : "terms";
    places.add(new TermPlace(key, config.termsOf(pairing)));
    List<PhaseConfig> phases = config.training().phases();
    for (int i = 0; phases != null && i < phases.size(); i++) {
      List<TermConfig> paid = phases.get(i).terms();
      if (paid != null) {
        places.add(new TermPlace("training.phases[" + i + "].terms", paid));
      }
    }
    return places;
  }

  /** Whether a term of it is such, and weighs something. */
  boolean has(Predicate<Term> which) {
    return terms.stream().anyMatch(matches(which));
  }

  private static Predicate<TermConfig> matches(Predicate<Term> which) {
    return term -> RunRules.weighs(term.weight()) && which.test(term.term());
  }

  /** The list with another term. */
  Components with(TermConfig term) {
    List<TermConfig> more = new ArrayList<>(terms);
    more.add(term);
    return new Components(key, TermConfig.class, more);
  }

  /** The list without some. */
  Components without(Predicate<Term> which) {
    return new Components(
        key, TermConfig.class, terms.stream().filter(matches(which).negate()).toList());
  }
}
