package io.gan4j.core.run;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.Player;
import io.gan4j.api.config.InvalidValueException;
import io.gan4j.api.config.PhaseConfig;
import io.gan4j.api.config.TrainingConfig;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Draw;
import io.gan4j.api.training.PaidTerm;
import io.gan4j.api.training.Phase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns what a run file says about training into the phases of a step. */
final class PhaseList {
  private static final String FRESH = "fresh";

  private final List<PaidTerm> terms = new ArrayList<>();

  /**
   * @param loss the adversarial loss
   * @param further the run file's other terms
   */
  PhaseList(Loss loss, List<Term> further) {
    for (Term term : loss.terms()) {
      terms.add(new PaidTerm("loss." + term.pays().key(), term, 1));
    }
    for (int i = 0; i < further.size(); i++) {
      terms.add(new PaidTerm("terms[" + i + "]", further.get(i), 1));
    }
  }

  /**
   * The phases of a step, in order.
   *
   * @throws InvalidValueException if phases that are spelt out do not fit together
   */
  List<Phase> of(TrainingConfig training) {
    return training.phases() == null ? ordered(training) : spelt(training.phases());
  }

  private List<Phase> ordered(TrainingConfig training) {
    int k = training.discriminatorSteps();
    Phase discriminator = phase("discriminator", Set.of(Player.DISCRIMINATOR), k, Draw.FRESH);
    Phase generator = phase("generator", Set.of(Player.GENERATOR), 1, Draw.FRESH);
    return switch (training.order()) {
      case ALTERNATING -> List.of(discriminator, generator);
      case GENERATOR_FIRST -> List.of(generator, discriminator);
      case REUSE_FAKES ->
          List.of(
              discriminator,
              phase("generator", Set.of(Player.GENERATOR), 1, new Draw.SameAs("discriminator")));
      case SIMULTANEOUS ->
          List.of(phase("both", Set.of(Player.DISCRIMINATOR, Player.GENERATOR), 1, Draw.FRESH));
    };
  }

  private Phase phase(String name, Set<Player> moves, int repeat, Draw noise) {
    return new Phase(name, moves, repeat, 1, Draw.FRESH, noise, Set.of(), paidBy(moves));
  }

  private List<PaidTerm> paidBy(Set<Player> players) {
    return terms.stream().filter(t -> players.contains(t.term().pays())).toList();
  }

  private List<Phase> spelt(List<PhaseConfig> configs) {
    List<Phase> phases = new ArrayList<>();
    Map<String, Phase> earlier = new LinkedHashMap<>();
    for (int i = 0; i < configs.size(); i++) {
      PhaseConfig config = configs.get(i);
      String path = "phases[" + i + "]";
      try {
        phases.add(
            new Phase(
                config.name(),
                config.moves(),
                config.repeat(),
                config.every(),
                draw(config.data(), "data", earlier.keySet()),
                draw(config.noise(), "noise", earlier.keySet()),
                config.scratch(),
                config.terms() == null ? paidBy(config.moves()) : own(config)));
      } catch (InvalidValueException e) {
        throw new InvalidValueException(
            path + (e.parameter().isEmpty() ? "" : "." + e.parameter()), e.problem());
      }
      Phase phase = phases.get(i);
      if (phase.data() instanceof Draw.SameAs same) {
        checkShared(path, phase, requireNonNull(earlier.get(same.phase())));
      }
      if (earlier.put(phase.name(), phase) != null) {
        throw new InvalidValueException(
            path + ".name", "must be unique among the phases, found '" + phase.name() + "' twice");
      }
    }
    return phases;
  }

  /** Real samples can only be shared with a phase that has drawn some whenever this one is due. */
  private static void checkShared(String path, Phase phase, Phase source) {
    if (!StepDraws.needsBatch(source)) {
      throw new InvalidValueException(
          path + ".data",
          "must name a phase that uses real samples; '" + source.name() + "' does not");
    }
    if (phase.every() % source.every() != 0) {
      throw new InvalidValueException(
          path + ".data",
          "must name a phase that is due whenever this one is; '"
              + source.name()
              + "' is due every "
              + source.every()
              + " steps");
    }
  }

  private static Draw draw(String word, String parameter, Set<String> earlier) {
    if (word.equals(FRESH)) {
      return Draw.FRESH;
    }
    if (!earlier.contains(word)) {
      throw new InvalidValueException(
          parameter,
          "must be 'fresh' or the name of an earlier phase"
              + (earlier.isEmpty() ? "" : " " + earlier)
              + ", found '"
              + word
              + "'");
    }
    return new Draw.SameAs(word);
  }

  /**
   * Terms named in the phase itself, as they are: whoever spells out a lazy penalty scales it
   * himself.
   */
  private static List<PaidTerm> own(PhaseConfig config) {
    List<PaidTerm> own = new ArrayList<>();
    List<Term> terms = requireNonNull(config.terms());
    for (int i = 0; i < terms.size(); i++) {
      own.add(new PaidTerm(config.name() + ".terms[" + i + "]", terms.get(i), 1));
    }
    return own;
  }
}
