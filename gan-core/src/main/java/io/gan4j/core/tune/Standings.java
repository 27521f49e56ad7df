package io.gan4j.core.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How trials stand by what has been measured of them so far. A pure function of the outcomes, so
 * that a search that goes on decides as it would have.
 *
 * @param plan what is tried
 * @param outcomes in any order, at most one of a trial at a rung
 */
public record Standings(TuningPlan plan, List<Outcome> outcomes) {
  public Standings {
    outcomes = List.copyOf(outcomes);
  }

  /** The outcome of a trial at a rung. */
  public Optional<Outcome> at(Trial trial, int rung) {
    return outcomes.stream()
        .filter(outcome -> outcome.trial() == trial.number() && outcome.rung() == rung)
        .findFirst();
  }

  /** The last outcome of a trial. */
  public Optional<Outcome> last(Trial trial) {
    return outcomes.stream()
        .filter(outcome -> outcome.trial() == trial.number())
        .max(Comparator.comparingInt(Outcome::rung));
  }

  /**
   * The trials that train to a rung: all at the first, and of those that came to the one before
   * without failing the best. Those that are equal go by their numbers.
   *
   * @throws IllegalArgumentException if the rung before is not decided
   */
  public List<Trial> at(int rung) {
    if (rung == 0) {
      return plan.trials();
    }
    return ranked(at(rung - 1), rung - 1).stream()
        .filter(trial -> at(trial, rung - 1).orElseThrow().value() != null)
        .limit(plan.rungs().get(rung).trials())
        .toList();
  }

  /** Whether every trial of a rung has been measured. */
  public boolean isDecided(int rung) {
    return (rung == 0 || isDecided(rung - 1))
        && at(rung).stream().allMatch(trial -> at(trial, rung).isPresent());
  }

  /** All trials that have an outcome: those that came further first, then the better ones. */
  public List<Trial> ranked() {
    List<Trial> ranked = new ArrayList<>();
    for (int rung = plan.rungs().size() - 1; rung >= 0; rung--) {
      int last = rung;
      ranked.addAll(
          ranked(
              plan.trials().stream()
                  .filter(trial -> last(trial).map(o -> o.rung() == last).orElse(false))
                  .toList(),
              rung));
    }
    return ranked;
  }

  /** The best trial so far; empty if none has been measured without failing. */
  public Optional<Trial> best() {
    return ranked().stream().filter(trial -> last(trial).orElseThrow().value() != null).findFirst();
  }

  private List<Trial> ranked(List<Trial> trials, int rung) {
    return trials.stream()
        .sorted(
            (one, two) -> {
              Outcome a = at(one, rung).orElseThrow();
              Outcome b = at(two, rung).orElseThrow();
              return a.betterThan(b) ? -1 : b.betterThan(a) ? 1 : 0;
            })
        .toList();
  }
}
