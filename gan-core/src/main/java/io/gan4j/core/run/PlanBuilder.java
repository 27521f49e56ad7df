package io.gan4j.core.run;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.augmentation.Augmentations;
import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.DataConfig;
import io.gan4j.api.config.PhaseConfig;
import io.gan4j.api.config.PlayerConfig;
import io.gan4j.api.config.Problem;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.config.TermConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Latents;
import io.gan4j.api.data.SampleOrder;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.api.data.StratifiedLatents;
import io.gan4j.api.game.Game;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Seat;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.provider.BatchParts;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanPlanBuilder;
import io.gan4j.api.provider.PairingPlan;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.provider.SidePlan;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.api.spec.Suggestions;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.RunTraits;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Phase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lays out all players for the data and checks that everything meets, before anything is built. All
 * mistakes are told together.
 */
public final class PlanBuilder {
  private static final String ACCUMULATE = "training.accumulate";

  private final RunConfig config;
  private final Game game;
  private final Map<String, Dataset> data;
  private final BiFunction<String, String, Problem> locate;
  private final List<Problem> problems = new ArrayList<>();

  private PlanBuilder(
      RunConfig config, Map<String, Dataset> data, BiFunction<String, String, Problem> locate) {
    this.config = config;
    this.game = config.game();
    this.data = data;
    this.locate = locate;
  }

  /**
   * The plan of a run.
   *
   * @param data of each side of the game
   * @param locate makes a problem of a path in the configuration and a message
   * @throws ConfigException with every mistake
   */
  public static GanPlan build(
      RunConfig config,
      Map<String, Dataset> data,
      BiFunction<String, String, Problem> locate,
      FloatType floatType) {
    return new PlanBuilder(config, data, locate).build(floatType);
  }

  /** Whether held-out samples steer the augmentations of a plan. */
  public static boolean isSteeredByHeldOut(GanPlan plan) {
    return plan.players().values().stream()
        .map(PlayerPlan::augmentations)
        .anyMatch(found -> found != null && found.probability() instanceof HeldOutProbability);
  }

  private GanPlan build(FloatType floatType) {
    Map<String, SidePlan> sides = sides();
    Map<Player, PlayerPlan> players = players(sides);
    unknown("players", config.players().keySet(), playerNames());
    unknown("pairings", config.pairings().keySet(), pairingNames());
    unknown("sides", config.sides().keySet(), Set.copyOf(game.sides()));
    orders();
    Map<String, SampleSpace> spaces = new LinkedHashMap<>();
    sides.forEach((name, side) -> spaces.put(name, side.samples()));
    game.sideConflicts(spaces)
        .forEach((parameter, conflict) -> refuse("game." + parameter, conflict));
    FakeClasses classes = new FakeClasses(config, data);
    classes.conflicts().forEach(conflict -> refuse("conditions", conflict));
    List<Phase> phases = phases(classes.conditioned());
    if (players.size() == game.seats().size()) {
      classes.mismatches(players).forEach(this::refuse);
      parts(players, phases);
      conflicts(players, sides);
      augmentations(players, sides);
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    GanPlanBuilder plan = GanPlan.builder();
    sides.forEach(plan::side);
    game.latents().forEach(name -> plan.latents(name, latents(name)));
    players.forEach(plan::player);
    for (Pairing pairing : game.pairings()) {
      plan.pairing(new PairingPlan(pairing, config.lossOf(pairing).scoreKind()));
    }
    return plan.phases(phases)
        .batchSize(config.data().batchSize())
        .accumulate(config.training().accumulate())
        .seed(config.seed())
        .device(config.device())
        .floatType(floatType)
        .precision(config.precision())
        .fakeLabels(classes.labels())
        .build();
  }

  private Map<String, SidePlan> sides() {
    Map<String, SidePlan> sides = new LinkedHashMap<>();
    for (String name : game.sides()) {
      Dataset dataset = dataset(name);
      boolean first = sides.isEmpty();
      DataConfig own = first ? config.data() : config.sides().get(name);
      SampleSpace samples = sampleSpace(own == null ? config.data() : own, dataset);
      sides.put(
          name,
          new SidePlan(
              samples,
              dataset.labels().orElse(null),
              new MeanSample(dataset, samples),
              game.partners().get(name)));
    }
    return sides;
  }

  private Dataset dataset(String side) {
    Dataset dataset = data.get(side);
    if (dataset == null) {
      throw new IllegalArgumentException("no data of side '" + side + "', only " + data.keySet());
    }
    return dataset;
  }

  /** The data's space in the range that the networks see. */
  static SampleSpace sampleSpace(DataConfig config, Dataset dataset) {
    SampleSpace stored = dataset.space();
    return stored.element() == Element.UINT8 ? stored.withRange(config.range().range()) : stored;
  }

  private Map<Player, PlayerPlan> players(Map<String, SidePlan> sides) {
    Map<Player, PlayerPlan> players = new LinkedHashMap<>();
    for (Seat seat : game.seats()) {
      Optional<PlayerConfig> own = config.player(seat.player());
      if (own.isEmpty()) {
        throw new IllegalArgumentException("the configuration has no " + seat.player());
      }
      new PlayerLayout(
              seat,
              own.get(),
              sides,
              side -> dataset(side).description(),
              name -> latents(name).shape(),
              this::refuse)
          .plan()
          .ifPresent(plan -> players.put(seat.player(), plan));
    }
    return players;
  }

  private Latents latents(String name) {
    Dataset first = dataset(game.sides().get(0));
    return StratifiedLatents.of(game.distribution(name, config.latents()), first.space());
  }

  private Set<String> playerNames() {
    Set<String> names = new LinkedHashSet<>();
    game.seats().forEach(seat -> names.add(seat.player().key()));
    return names;
  }

  private Set<String> pairingNames() {
    Set<String> names = new LinkedHashSet<>();
    game.pairings().forEach(pairing -> names.add(pairing.name()));
    return names;
  }

  private void unknown(String path, Set<String> given, Set<String> known) {
    for (String name : given) {
      if (!known.contains(name)) {
        refuse(
            path + "." + name,
            "is not in this game" + Suggestions.ending(Suggestions.near(name, known), known));
      }
    }
  }

  private List<Phase> phases(Set<String> conditioned) {
    try {
      return new PhaseList(config, conditioned).of(config.training());
    } catch (InvalidValueException e) {
      refuse(
          "training"
              + Optional.of(e.parameter()).filter(p -> !p.isEmpty()).map(p -> "." + p).orElse(""),
          String.valueOf(e.problem()));
      return List.of();
    }
  }

  /** Asks the order of each side whether it can order the side's data. */
  private void orders() {
    for (String side : game.sides()) {
      DataConfig own = config.sides().get(side);
      if (own != null) {
        order("sides." + side + ".order", own.order(), dataset(side));
      } else if (side.equals(game.sides().get(0))) {
        order("data.order", config.data().order(), dataset(side));
      }
    }
  }

  private void order(String path, @Nullable SampleOrder order, Dataset dataset) {
    if (order == null) {
      return;
    }
    if (dataset.size().isEmpty()) {
      refuse(path, "must be absent: the data is generated (" + dataset.description() + ")");
      return;
    }
    order.conflicts(dataset.labels()).forEach(conflict -> refuse(path, conflict));
  }

  private static Map<Player, PlayerNetwork> networks(Map<Player, PlayerPlan> players) {
    Map<Player, PlayerNetwork> networks = new LinkedHashMap<>();
    players.forEach((player, plan) -> networks.put(player, plan.network()));
    return networks;
  }

  /** A batch can pass in parts only where the parts add up to the batch. */
  private void parts(Map<Player, PlayerPlan> players, List<Phase> phases) {
    int parts = config.training().accumulate();
    int batch = config.data().batchSize();
    if (parts == 1) {
      return;
    }
    if (batch % parts != 0) {
      refuse(ACCUMULATE, "must divide data.batchSize (" + batch + "), found " + parts);
    }
    for (String obstacle : BatchParts.obstacles(networks(players), phases)) {
      refuse(
          ACCUMULATE,
          "a batch cannot pass in parts: " + obstacle + ". Lower data.batchSize instead");
    }
  }

  /** Asks every term whether it can work with its players. */
  private void conflicts(Map<Player, PlayerPlan> players, Map<String, SidePlan> sides) {
    game.conflicts(networks(players))
        .forEach((player, why) -> refuse(RunConfig.pathOf(player) + ".network", why));
    for (Pairing pairing : game.pairings()) {
      PlayerPlan discriminator = players.get(pairing.discriminator());
      PlayerPlan generator = players.get(pairing.generator());
      if (discriminator == null || generator == null) {
        throw new IllegalStateException("pairing " + pairing.name() + " of players without plans");
      }
      SidePlan side = sides.get(discriminator.side());
      RunTraits traits =
          new RunTraits(
              generator.network(),
              discriminator.network(),
              requireNonNull(side).samples(),
              config.lossOf(pairing).scoreKind());
      conflicts(pairing, traits);
    }
  }

  private void conflicts(Pairing pairing, RunTraits traits) {
    boolean own = config.pairings().containsKey(pairing.name());
    String prefix = own ? "pairings." + pairing.name() + "." : "";
    config.lossOf(pairing).terms().stream()
        .flatMap(term -> conflicts(term, pairing, traits).stream())
        .distinct()
        .forEach(conflict -> refuse(prefix + "loss", conflict));
    if (!pairing.encoders().isEmpty() && config.lossOf(pairing).encoderTerm().isEmpty()) {
      refuse(
          prefix + "loss", "must be a loss on scores, for " + pairing.encoders() + " pays it too");
    }
    conflicts(prefix + "terms", config.termsOf(pairing), pairing, traits);
    List<PhaseConfig> phases = config.training().phases();
    for (int i = 0; phases != null && i < phases.size(); i++) {
      List<TermConfig> terms = phases.get(i).terms();
      if (terms != null) {
        conflicts("training.phases[" + i + "].terms", terms, pairing, traits);
      }
    }
  }

  private void conflicts(String path, List<TermConfig> terms, Pairing pairing, RunTraits traits) {
    for (int i = 0; i < terms.size(); i++) {
      for (String conflict : conflicts(terms.get(i).term(), pairing, traits)) {
        refuse(path + "[" + i + "]", conflict);
      }
    }
  }

  /** What a term says itself, and labels that it wants and nobody has. */
  private List<String> conflicts(Term term, Pairing pairing, RunTraits traits) {
    List<String> conflicts = new ArrayList<>(term.conflicts(traits));
    for (String side : pairing.realSides()) {
      Dataset dataset = dataset(side);
      if (dataset.labels().isEmpty()
          && (term.needs().contains(Need.LABELS) || term.needs().contains(Need.FAKE_LABELS))) {
        conflicts.add("needs labels, and the data has none (" + dataset.description() + ")");
      }
    }
    return conflicts;
  }

  /** Asks what discriminators see samples through whether it can change them. */
  private void augmentations(Map<Player, PlayerPlan> players, Map<String, SidePlan> sides) {
    for (Map.Entry<Player, PlayerPlan> player : players.entrySet()) {
      Augmentations augmentations = player.getValue().augmentations();
      if (augmentations == null) {
        continue;
      }
      String path = RunConfig.pathOf(player.getKey()) + ".augmentations";
      if (augmentations.adapt() != null && config.training().accumulate() > 1) {
        refuse(
            path + ".adapt",
            "looks at the scores of a whole batch: leave training.accumulate out, or say the"
                + " probability");
      }
      if (augmentations.probability() instanceof HeldOutProbability
          && config.data().holdOut() == 0) {
        refuse(path + ".adapt.by", "must be scores where data.holdOut is 0, found held-out");
      }
      if (game.pairings().stream().noneMatch(p -> p.discriminator().equals(player.getKey()))) {
        refuse(path, "must be absent: the " + player.getKey() + " judges no samples");
        continue;
      }
      SampleSpace samples = requireNonNull(sides.get(player.getValue().side())).samples();
      for (int i = 0; i < augmentations.transforms().size(); i++) {
        for (String conflict : augmentations.transforms().get(i).conflicts(samples)) {
          refuse(path + ".transforms[" + i + "]", conflict);
        }
      }
    }
  }

  private void refuse(String path, String message) {
    problems.add(locate.apply(path, message));
  }
}
