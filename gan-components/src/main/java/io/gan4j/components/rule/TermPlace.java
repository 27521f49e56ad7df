package io.gan4j.components.rule;

import io.gan4j.api.config.PhaseConfig;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.plugin.RunWarning.Components;
import io.gan4j.api.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A list of terms in a run file.
 *
 * @param key its key: {@code terms}, or a phase's own
 * @param terms what stands in it
 */
record TermPlace(String key, List<Term> terms) {

  /** Every list of terms that a run file has. */
  static List<TermPlace> of(RunConfig config) {
    List<TermPlace> places = new ArrayList<>();
    places.add(new TermPlace("terms", config.terms()));
    List<PhaseConfig> phases = config.training().phases();
    for (int i = 0; phases != null && i < phases.size(); i++) {
      List<Term> own = phases.get(i).terms();
      if (own != null) {
        places.add(new TermPlace("training.phases[" + i + "].terms", own));
      }
    }
    return places;
  }

  boolean has(Predicate<Term> which) {
    return terms.stream().anyMatch(which);
  }

  /** The list with another term. */
  Components with(Term term) {
    List<Term> more = new ArrayList<>(terms);
    more.add(term);
    return new Components(key, Term.class, more);
  }

  /** The list without some. */
  Components without(Predicate<Term> which) {
    return new Components(key, Term.class, terms.stream().filter(which.negate()).toList());
  }
}
