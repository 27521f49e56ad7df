package io.gan4j.api.provider;

import io.gan4j.api.augmentation.Augmentations;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Latents;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import io.gan4j.api.spec.Check;
import io.gan4j.api.term.RunTraits;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.training.Phase;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * All that a provider needs to build the players of a game: components in place of names, every
 * shape known.
 *
 * @param sides the data, by the side's name; the first is what a sample of the run is
 * @param latents by their name in the game
 * @param players in the order of the game
 * @param pairings who tells what apart; the first makes the samples of the run. None where nobody
 *     makes samples
 * @param phases the phases of a training step
 * @param batchSize samples per phase
 * @param accumulate parts that the batch passes in, their gradients added up before the update;
 *     divides the batch
 * @param seed root of every random number
 * @param device {@code auto}, {@code cpu} or {@code gpu:N}
 * @param floatType type of the graph
 * @param precision of the products in it
 * @param fakeLabels which classes fakes are made for, where anything sees labels; shares are those
 *     of the first side's classes
 * @param workers who trains it together: each passes its own rows of every batch
 */
public record GanPlan(
    Map<String, SidePlan> sides,
    Map<String, Latents> latents,
    Map<Player, PlayerPlan> players,
    List<PairingPlan> pairings,
    List<Phase> phases,
    int batchSize,
    int accumulate,
    long seed,
    String device,
    FloatType floatType,
    Precision precision,
    FakeLabels fakeLabels,
    Workers workers) {

  /**
   * @throws io.gan4j.api.network.ShapeMismatchException if a layer sees labels that the data has
   *     not
   */
  public GanPlan {
    Check.positive("batchSize", batchSize);
    Check.rule(
        accumulate > 0 && batchSize % accumulate == 0,
        "accumulate",
        "must divide the batch (" + batchSize + ")",
        accumulate);
    Check.rule(
        batchSize % (accumulate * workers.count()) == 0,
        "workers",
        "must divide the batch (" + batchSize + ") in parts of equal size",
        workers.count());
    Check.rule(!sides.isEmpty(), "sides", "must name the data", "none");
    Check.rule(!players.isEmpty(), "players", "must name the players", "none");
    sides = inOrder(sides);
    latents = inOrder(latents);
    players = inOrder(players);
    pairings = List.copyOf(pairings);
    phases = List.copyOf(Check.notEmpty("phases", phases));
    for (SidePlan side : sides.values()) {
      Check.rule(
          side.partner() == null || known("side", sides, side.partner()).partner() == null,
          "sides",
          "must be partners of sides that are no partners themselves",
          sides.keySet());
    }
    for (PlayerPlan player : players.values()) {
      player.network().requireLabels(known("side", sides, player.side()).labels());
    }
    check(fakeLabels, sides);
  }

  /** Shares are those of the first side's classes. */
  private static void check(FakeLabels fakeLabels, Map<String, SidePlan> sides) {
    Check.rule(
        fakeLabels.equals(FakeLabels.UNIFORM)
            || sides.values().stream().anyMatch(side -> side.labels() != null),
        "fakeLabels",
        "must be uniform where the data has no labels",
        fakeLabels);
    LabelSpace labels = sides.values().iterator().next().labels();
    Check.rule(
        !(fakeLabels instanceof FakeLabels.Shares drawn)
            || (labels != null && drawn.shares().size() == labels.count()),
        "fakeLabels",
        "must have a share for each class",
        fakeLabels);
  }

  private static <K, V> Map<K, V> inOrder(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** A plan to fill in. */
  public static GanPlanBuilder builder() {
    return new GanPlanBuilder();
  }

  /**
   * A plan of the standard game: one generator of samples from latents, one discriminator of
   * samples. Phases, batch size and seed are still to be given.
   */
  public static GanPlanBuilder standard(
      SidePlan data,
      Latents latents,
      PlayerPlan generator,
      PlayerPlan discriminator,
      ScoreKind scoreKind) {
    return builder()
        .side(Pairing.DATA, data)
        .latents(Signal.LATENTS, latents)
        .player(Player.GENERATOR, generator)
        .player(Player.DISCRIMINATOR, discriminator)
        .pairing(new PairingPlan(Pairing.STANDARD, scoreKind));
  }

  /** This plan, to change. */
  public GanPlanBuilder toBuilder() {
    GanPlanBuilder builder = new GanPlanBuilder();
    sides.forEach(builder::side);
    latents.forEach(builder::latents);
    players.forEach(builder::player);
    pairings.forEach(builder::pairing);
    return builder
        .phases(phases)
        .batchSize(batchSize)
        .accumulate(accumulate)
        .seed(seed)
        .device(device)
        .floatType(floatType)
        .precision(precision)
        .fakeLabels(fakeLabels)
        .workers(workers);
  }

  /**
   * A player that makes samples of latents alone.
   *
   * @param player who
   * @param latents name of the latents that it takes
   * @param side the side of the data that its samples are like
   */
  public record Sampler(Player player, String latents, String side) {}

  /** Those who make samples: see {@link Maker#of}. */
  public List<Maker> makers() {
    return Maker.of(pairings.stream().map(PairingPlan::pairing).toList());
  }

  /** Those who make samples of latents alone; the first makes the samples of the run. */
  public List<Sampler> samplers() {
    return makers().stream().flatMap(maker -> maker.sampler().stream()).toList();
  }

  /** What a player takes as its condition: vectors. Empty if it takes anything else. */
  public Optional<SampleSpace> conditionOf(Maker maker) {
    return maker
        .condition()
        .map(side -> side(side).samples())
        .filter(space -> space.shape().numDimensions() == 1);
  }

  /** Who makes the samples of the run; empty if nobody makes samples of latents. */
  public Optional<Sampler> sampler() {
    return samplers().stream().findFirst();
  }

  /** Who makes the samples of the run: its sampler, or else its first maker; empty if nobody. */
  public Optional<Maker> maker() {
    List<Maker> makers = makers();
    return makers.stream()
        .filter(maker -> maker.sampler().isPresent())
        .findFirst()
        .or(() -> makers.stream().findFirst());
  }

  /** Whose model a run writes: that of who makes its samples, or else of its first player. */
  public Player exported() {
    return maker().map(Maker::player).orElseGet(() -> players.keySet().iterator().next());
  }

  /** The pairing that scores the run's samples by themselves; empty if there is none. */
  public Optional<PairingPlan> scorer() {
    return sampler().flatMap(this::scorer);
  }

  /** The pairing that scores what a player makes, by itself; empty if there is none. */
  public Optional<PairingPlan> scorer(Sampler sampler) {
    return pairings.stream()
        .filter(plan -> plan.pairing().real().size() == 1)
        .filter(plan -> plan.pairing().generator().equals(sampler.player()))
        .findFirst();
  }

  /** What the scores of the first pairing mean; a critic's where there is no pairing. */
  public ScoreKind scoreKind() {
    return pairings.isEmpty() ? ScoreKind.CRITIC : pairings.get(0).scoreKind();
  }

  /** What a term of a pairing is to work with. */
  public RunTraits traits(PairingPlan plan) {
    Player discriminator = plan.pairing().discriminator();
    return new RunTraits(
        player(plan.pairing().generator()).network(),
        player(discriminator).network(),
        side(player(discriminator).side()).samples(),
        plan.scoreKind());
  }

  /** Parts that a batch passes in, those of all workers. */
  public int parts() {
    return accumulate * workers.count();
  }

  /** Samples that pass at a time. */
  public int samplesAtOnce() {
    return batchSize / parts();
  }

  /** Samples of every batch that this worker passes: all of them where it is alone. */
  public int samplesHere() {
    return batchSize / workers.count();
  }

  /** The first row of every batch that this worker passes. */
  public int firstRowHere() {
    return workers.index() * samplesHere();
  }

  /** What a sample of the run is: that of its first side. */
  public SampleSpace samples() {
    return firstSide().samples();
  }

  /** The classes of the first side; null if unlabelled. */
  public @Nullable LabelSpace labels() {
    return firstSide().labels();
  }

  private SidePlan firstSide() {
    return side(firstSideName());
  }

  private String firstSideName() {
    return sides.keySet().iterator().next();
  }

  /** One side of the data. */
  public SidePlan side(String name) {
    return known("side", sides, name);
  }

  /**
   * The side that holds the labels of a side's samples: itself, or the side whose partners they
   * are; empty if they have none.
   */
  public Optional<String> holderOfLabels(String name) {
    SidePlan side = side(name);
    if (side.labels() != null) {
      return Optional.of(name);
    }
    return Optional.ofNullable(side.partner()).flatMap(this::holderOfLabels);
  }

  /** Latents by their name. */
  public Latents latents(String name) {
    return known("latents", latents, name);
  }

  /** Which classes fakes of a side are made for where nothing that they are made of has labels. */
  public FakeLabels fakeLabels(String side) {
    boolean ofOther = fakeLabels instanceof FakeLabels.Shares && !side.equals(firstSideName());
    return ofOther ? FakeLabels.UNIFORM : fakeLabels;
  }

  /** Number of classes whose labels a player sees; 0 if it sees none. */
  public int classesSeenBy(Player player) {
    PlayerPlan plan = player(player);
    LabelSpace labels = side(plan.side()).labels();
    return labels != null && plan.network().seesLabels() ? labels.count() : 0;
  }

  /** Number of classes whose labels the run's sampler sees; 0 if it sees none. */
  public int classesSampled() {
    return sampler().map(sampler -> classesSeenBy(sampler.player())).orElse(0);
  }

  /**
   * Numbers that are carried from step to step beside what terms carry, by name, with their first
   * values: probabilities of augmentations that are steered.
   */
  public Map<String, Double> carried() {
    Map<String, Double> carried = new LinkedHashMap<>();
    players.forEach(
        (player, plan) -> {
          Augmentations augmentations = plan.augmentations();
          if (augmentations != null && augmentations.adapt() != null) {
            carried.put(probabilityOf(player), 0.0);
          }
        });
    return carried;
  }

  /**
   * What pairings keep of the fakes of earlier steps, by name, with its shape: all zeros before the
   * first step. For each pairing with a history the samples, {@code [batch, kept, …]}, and how many
   * of them there are yet.
   */
  public Map<String, Shape> histories() {
    Map<String, Shape> histories = new LinkedHashMap<>();
    for (PairingPlan plan : pairings) {
      if (plan.pairing().history() > 0) {
        Player judge = plan.pairing().discriminator();
        Shape sample = player(judge).network().input();
        histories.put(
            historyOf(judge), sample.prepend(keptByRow(plan.pairing())).prepend(batchSize));
        histories.put(historyCountOf(judge), Shape.scalar());
      }
    }
    return histories;
  }

  /** Fakes of earlier steps that each row of the batch keeps for a pairing. */
  public int keptByRow(Pairing pairing) {
    return (pairing.history() + batchSize - 1) / batchSize;
  }

  /** The name of the fakes of earlier steps that a discriminator is shown. */
  public static String historyOf(Player discriminator) {
    return "history/" + discriminator.key() + "/samples";
  }

  /** The name of how many of them each row has yet. */
  public static String historyCountOf(Player discriminator) {
    return "history/" + discriminator.key() + "/count";
  }

  /** The name of the probability with which what a discriminator judges is changed. */
  public static String probabilityOf(Player discriminator) {
    return discriminator.key() + "/augmentations/probability";
  }

  /** The plan of one player. */
  public PlayerPlan player(Player player) {
    return known("player", players, player);
  }

  private static <K, V> V known(String what, Map<K, V> map, K key) {
    V value = map.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no " + what + " '" + key + "', only " + map.keySet());
    }
    return value;
  }
}
