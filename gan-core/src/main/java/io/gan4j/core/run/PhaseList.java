package io.gan4j.core.run;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.gan4j.api.Player;
import io.gan4j.api.config.PhaseConfig;
import io.gan4j.api.config.TermConfig;
import io.gan4j.api.config.TrainingConfig;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Draw;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns what a run file says about training into the phases of a step. */
final class PhaseList {
  private static final String FRESH = "fresh";

  private final List<WeightedTerm> terms = new ArrayList<>();

  private final boolean conditioned;

  /** Phases whose fakes are made for classes that are drawn. */
  PhaseList(Loss loss, List<TermConfig> further) {
    this(loss, further, false);
  }

  /**
   * @param loss the adversarial loss
   * @param further the run file's other terms
   * @param conditioned whether fakes are made for the classes of the real samples
   */
  PhaseList(Loss loss, List<TermConfig> further, boolean conditioned) {
    this.conditioned = conditioned;
    for (Player player : Player.values()) {
      List<Term> own = loss.terms().stream().filter(term -> term.paidBy() == player).toList();
      for (int i = 0; i < own.size(); i++) {
        String name = "loss." + player.key() + (i == 0 ? "" : "." + (i + 1));
        terms.add(new WeightedTerm(name, own.get(i), 1));
      }
    }
    for (int i = 0; i < further.size(); i++) {
      terms.add(further.get(i).weighted("terms[" + i + "]"));
    }
  }

  /**
   * The phases of a step, in order.
   *
   * @throws InvalidValueException if phases that are spelt out do not fit together
   */
  List<Phase> of(TrainingConfig training) {
    return training.phases() == null
        ? ordered(training).stream().flatMap(phase -> withLazyTerms(phase).stream()).toList()
        : spelt(training.phases());
  }

  private List<Phase> ordered(TrainingConfig training) {
    int k = training.discriminatorSteps();
    Draw fresh = Draw.FRESH;
    Phase discriminator = phase("discriminator", Set.of(Player.DISCRIMINATOR), k, fresh, fresh);
    Phase generator = phase("generator", Set.of(Player.GENERATOR), 1, fresh, fresh);
    Draw same = new Draw.SameAs("discriminator");
    return switch (training.order()) {
      case ALTERNATING -> List.of(discriminator, generator);
      case GENERATOR_FIRST -> List.of(generator, discriminator);
      case REUSE_FAKES ->
          List.of(
              discriminator,
              // Equal fakes are those of equal noise for equal classes.
              phase("generator", Set.of(Player.GENERATOR), 1, conditioned ? same : fresh, same));
      case SIMULTANEOUS ->
          List.of(phase("both", Set.of(Player.DISCRIMINATOR, Player.GENERATOR), 1, fresh, fresh));
    };
  }

  private Phase phase(String name, Set<Player> moves, int repeat, Draw data, Draw noise) {
    return new Phase(name, moves, repeat, 1, data, noise, Set.of(), paidBy(moves), conditioned);
  }

  private List<WeightedTerm> paidBy(Set<Player> players) {
    return terms.stream().filter(t -> players.contains(t.term().paidBy())).toList();
  }

  private List<Phase> spelt(List<PhaseConfig> configs) {
    List<Phase> phases = new ArrayList<>();
    Map<String, Phase> earlier = new LinkedHashMap<>();
    for (int i = 0; i < configs.size(); i++) {
      PhaseConfig config = configs.get(i);
      String path = "phases[" + i + "]";
      Phase phase;
      try {
        List<Phase> split = withLazyTerms(phase(config, earlier.keySet()));
        phase = split.get(0);
        phases.addAll(split);
      } catch (InvalidValueException e) {
        throw new InvalidValueException(
            path + (e.parameter().isEmpty() ? "" : "." + e.parameter()), e.problem());
      }
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

  private Phase phase(PhaseConfig config, Set<String> earlier) {
    return new Phase(
        config.name(),
        config.moves(),
        config.repeat(),
        config.every(),
        draw(config.data(), "data", earlier),
        draw(config.noise(), "noise", earlier),
        config.scratch(),
        config.terms() == null ? paidBy(config.moves()) : own(config),
        conditioned);
  }

  /**
   * A phase, followed by one for each interval at which some of its terms are due: on the same
   * samples and noise, moving only who pays, each term so many times as heavily. So a term that is
   * paid at every n-th step weighs on average what it would weigh at every step (Karras et al.
   * 2020, StyleGAN2, section 3.1).
   */
  private static List<Phase> withLazyTerms(Phase phase) {
    Map<Integer, List<WeightedTerm>> byInterval = new TreeMap<>();
    for (WeightedTerm paid : phase.terms()) {
      byInterval.computeIfAbsent(paid.every(), n -> new ArrayList<>()).add(paid);
    }
    List<WeightedTerm> always = byInterval.remove(1);
    if (byInterval.isEmpty()) {
      return List.of(phase);
    }
    List<Phase> phases = new ArrayList<>();
    phases.add(
        new Phase(
            phase.name(),
            phase.moves(),
            phase.repeat(),
            phase.every(),
            phase.data(),
            phase.noise(),
            phase.scratch(),
            requireNonNullElse(always, List.of()),
            phase.conditioned()));
    byInterval.forEach((interval, due) -> phases.add(lazyPhase(phases.get(0), interval, due)));
    return phases;
  }

  private static Phase lazyPhase(Phase phase, int interval, List<WeightedTerm> due) {
    Set<Player> payers = due.stream().map(t -> t.term().paidBy()).collect(Collectors.toSet());
    Check.rule(
        Collections.disjoint(payers, phase.scratch()),
        "terms",
        "must be paid at every step by a player that is put back afterwards",
        "one with every: " + interval);
    Draw same = new Draw.SameAs(phase.name());
    return new Phase(
        phase.name() + "-every-" + interval,
        payers,
        phase.repeat(),
        Math.multiplyExact(phase.every(), interval),
        DrawNumbers.needsBatch(phase) ? same : Draw.FRESH,
        same,
        Set.of(),
        due,
        phase.conditioned());
  }

  /** Real samples can only be shared with a phase that has drawn some whenever this one is due. */
  private static void checkShared(String path, Phase phase, Phase source) {
    if (!DrawNumbers.needsBatch(source)) {
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
   * Terms named in the phase itself. A phase that is due at every n-th step does not scale them:
   * only a term's own interval does.
   */
  private static List<WeightedTerm> own(PhaseConfig config) {
    List<WeightedTerm> own = new ArrayList<>();
    List<TermConfig> terms = requireNonNull(config.terms());
    for (int i = 0; i < terms.size(); i++) {
      own.add(terms.get(i).weighted(config.name() + ".terms[" + i + "]"));
    }
    return own;
  }
}
