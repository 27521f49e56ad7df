package io.gan4j.core.run;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.config.PhaseConfig;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.config.TermConfig;
import io.gan4j.api.config.TrainingConfig;
import io.gan4j.api.game.Game;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.PairingTerm;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Seat;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.api.spec.Suggestions;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Draw;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Turns what a run file says about training into the phases of a step. */
final class PhaseList {
  private static final String FRESH = "fresh";

  private static final String DISCRIMINATOR = "discriminator";
  private static final String GENERATOR = "generator";

  /** The only phase of a game without pairings. */
  private static final String TRAIN = "train";

  private static final Schedule ALWAYS_ONE = Schedule.constant(1);

  private final Game game;
  private final List<WeightedTerm> terms = new ArrayList<>();

  /** The sides of the data for the classes of whose samples fakes are made. */
  private final Set<String> conditioned;

  /**
   * The phases of a run.
   *
   * @param conditioned the sides of the data for the classes of whose samples fakes are made
   */
  PhaseList(RunConfig config, Set<String> conditioned) {
    this(config.game(), config::lossOf, config::termsOf, conditioned);
  }

  /**
   * Phases whose fakes are made for classes that are drawn.
   *
   * @param lossOf the loss of a pairing
   * @param termsOf the further terms of a pairing
   */
  PhaseList(
      Game game, Function<Pairing, Loss> lossOf, Function<Pairing, List<TermConfig>> termsOf) {
    this(game, lossOf, termsOf, Set.of());
  }

  private PhaseList(
      Game game,
      Function<Pairing, Loss> lossOf,
      Function<Pairing, List<TermConfig>> termsOf,
      Set<String> conditioned) {
    this.game = game;
    this.conditioned = conditioned;
    for (Pairing pairing : game.pairings()) {
      addLoss(pairing, lossOf.apply(pairing));
      List<TermConfig> further = termsOf.apply(pairing);
      for (int i = 0; i < further.size(); i++) {
        terms.add(further.get(i).weighted(pairing.prefix() + "terms[" + i + "]", pairing));
      }
    }
    Map<String, Schedule> weights = game.weights();
    Map<String, Integer> intervals = game.intervals();
    game.terms()
        .forEach(
            (name, term) ->
                terms.add(
                    new WeightedTerm(
                        "game." + name,
                        term,
                        weights.getOrDefault(name, ALWAYS_ONE),
                        intervals.getOrDefault(name, 1))));
  }

  private void addLoss(Pairing pairing, Loss loss) {
    for (PlayerRole role : PlayerRole.values()) {
      List<Term> own = loss.terms().stream().filter(term -> role == firstPayer(term)).toList();
      for (int i = 0; i < own.size(); i++) {
        String name = pairing.prefix() + "loss." + role.key() + (i == 0 ? "" : "." + (i + 1));
        terms.add(new WeightedTerm(name, new PairingTerm(own.get(i), pairing), ALWAYS_ONE, 1));
      }
    }
    Set<Player> encoders = pairing.encoders();
    if (!encoders.isEmpty()) {
      loss.encoderTerm()
          .map(term -> new PairingTerm(term, pairing, encoders))
          .ifPresent(
              term ->
                  terms.add(
                      new WeightedTerm(pairing.prefix() + "loss.encoder", term, ALWAYS_ONE, 1)));
    }
  }

  private static PlayerRole firstPayer(Term term) {
    return term.paidBy().stream().sorted().findFirst().orElseThrow();
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

  /** Who judges moves in one phase, everybody else in another. */
  private List<Phase> ordered(TrainingConfig training) {
    int k = training.discriminatorSteps();
    Set<Player> judges = new LinkedHashSet<>();
    game.pairings().forEach(pairing -> judges.add(pairing.discriminator()));
    Set<Player> others = new LinkedHashSet<>();
    game.seats().forEach(seat -> others.add(seat.player()));
    others.removeAll(judges);
    Draw fresh = Draw.FRESH;
    if (judges.isEmpty()) {
      return List.of(phase(TRAIN, others, 1, fresh, fresh));
    }
    Phase discriminator = phase(DISCRIMINATOR, judges, k, fresh, fresh);
    Phase generator = phase(GENERATOR, others, 1, fresh, fresh);
    Set<Player> both = new LinkedHashSet<>(judges);
    both.addAll(others);
    Draw same = new Draw.SameAs(DISCRIMINATOR);
    // Equal fakes are made of equal noise and equal data, for equal classes.
    boolean ofData =
        !conditioned.isEmpty()
            || game.pairings().stream().anyMatch(pairing -> !pairing.fakeSides().isEmpty());
    return switch (training.order()) {
      case ALTERNATING -> List.of(discriminator, generator);
      case GENERATOR_FIRST -> List.of(generator, discriminator);
      case REUSE_FAKES ->
          List.of(discriminator, phase(GENERATOR, others, 1, ofData ? same : fresh, same));
      case SIMULTANEOUS -> List.of(phase("both", both, 1, fresh, fresh));
    };
  }

  /** Moves those of the players who pay something. */
  private Phase phase(String name, Set<Player> players, int repeat, Draw data, Draw noise) {
    Set<Player> moves = new LinkedHashSet<>(players);
    moves.removeIf(player -> terms.stream().noneMatch(t -> t.term().paidBy().contains(player)));
    List<WeightedTerm> paid = paidBy(moves);
    return new Phase(name, moves, repeat, 1, data, noise, Set.of(), paid, further(paid));
  }

  /**
   * What a phase takes beside what its terms read: for whose classes its fakes are made, and all
   * partners of any of these. So the batches of partners are always of one number.
   */
  private Set<String> further(List<WeightedTerm> paid) {
    Set<String> read = new LinkedHashSet<>(conditioned);
    paid.forEach(term -> read.addAll(term.term().sides()));
    Set<String> leading = new LinkedHashSet<>();
    read.forEach(side -> leading.add(game.partners().getOrDefault(side, side)));
    Set<String> further = new LinkedHashSet<>(conditioned);
    game.partners()
        .forEach(
            (side, partner) -> {
              if (leading.contains(partner)) {
                further.add(partner);
                further.add(side);
              }
            });
    return further;
  }

  private List<WeightedTerm> paidBy(Set<Player> players) {
    return terms.stream()
        .filter(t -> t.term().paidBy().stream().anyMatch(players::contains))
        .toList();
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
    List<WeightedTerm> paid =
        config.terms() == null ? paidBy(players("moves", config.moves())) : own(config);
    return new Phase(
        config.name(),
        players("moves", config.moves()),
        config.repeat(),
        config.every(),
        draw(config.data(), "data", earlier),
        draw(config.noise(), "noise", earlier),
        players("scratch", config.scratch()),
        paid,
        further(paid));
  }

  /**
   * Players by their names, in the order of the game.
   *
   * @throws InvalidValueException if the game has no player of a name
   */
  private Set<Player> players(String parameter, Set<String> names) {
    List<String> known = game.seats().stream().map(seat -> seat.player().key()).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new InvalidValueException(
            parameter,
            "'"
                + name
                + "' does not play"
                + Suggestions.ending(Suggestions.near(name, known), known));
      }
    }
    return game.seats().stream()
        .map(Seat::player)
        .filter(player -> names.contains(player.key()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * A phase, followed by one for each interval at which some of its terms are due: on the same
   * samples and noise, moving only who pays, each term so many times as heavily. So a term that is
   * paid at every n-th step weighs on average what it would weigh at every step (Karras et al.
   * 2020, StyleGAN2, section 3.1).
   */
  private List<Phase> withLazyTerms(Phase phase) {
    Map<Integer, List<WeightedTerm>> byInterval = new TreeMap<>();
    for (WeightedTerm paid : phase.terms()) {
      byInterval.computeIfAbsent(paid.every(), n -> new ArrayList<>()).add(paid);
    }
    List<WeightedTerm> always = requireNonNullElse(byInterval.remove(1), List.of());
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
            always,
            further(always)));
    byInterval.forEach((interval, due) -> phases.add(lazyPhase(phases.get(0), interval, due)));
    return phases;
  }

  private Phase lazyPhase(Phase phase, int interval, List<WeightedTerm> due) {
    Set<Player> payers = new LinkedHashSet<>();
    due.forEach(paid -> payers.addAll(phase.payers(paid)));
    Check.rule(
        Collections.disjoint(payers, phase.scratch()),
        "terms",
        "must be added at every step in the loss of a player under scratch",
        "one with every: " + interval);
    Draw same = new Draw.SameAs(phase.name());
    return new Phase(
        phase.name() + "-every-" + interval,
        payers,
        phase.repeat(),
        Math.multiplyExact(phase.every(), interval),
        !phase.sides().isEmpty() ? same : Draw.FRESH,
        same,
        Set.of(),
        due,
        further(due));
  }

  /** Real samples can only be shared with a phase that has drawn some whenever this one is due. */
  private static void checkShared(String path, Phase phase, Phase source) {
    if (!source.sides().containsAll(phase.sides())) {
      throw new InvalidValueException(
          path + ".data",
          "must name a phase that uses "
              + (source.sides().isEmpty() ? "" : "the same ")
              + "real samples; '"
              + source.name()
              + "' does not");
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
  private List<WeightedTerm> own(PhaseConfig config) {
    if (game.pairings().size() != 1) {
      throw new InvalidValueException(
          "terms", "must stand under pairings in a game that has not exactly one pairing");
    }
    Pairing pairing = game.pairings().get(0);
    List<WeightedTerm> own = new ArrayList<>();
    List<TermConfig> terms = requireNonNull(config.terms());
    for (int i = 0; i < terms.size(); i++) {
      own.add(terms.get(i).weighted(config.name() + ".terms[" + i + "]", pairing));
    }
    return own;
  }
}
