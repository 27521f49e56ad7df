package io.gan4j.api.provider;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
 * @param fakeLabels which classes fakes are made for, where anything sees labels; shares are those
 *     of the first side's classes
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
    FakeLabels fakeLabels) {

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
    Check.rule(!sides.isEmpty(), "sides", "must name the data", "none");
    Check.rule(!players.isEmpty(), "players", "must name who plays", "none");
    sides = inOrder(sides);
    latents = inOrder(latents);
    players = inOrder(players);
    pairings = List.copyOf(pairings);
    phases = List.copyOf(Check.notEmpty("phases", phases));
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
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A plan of the standard game: one generator of samples from latents, one discriminator of
   * samples. Phases, batch size and seed are still to be given.
   */
  public static Builder standard(
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
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.sides.putAll(sides);
    builder.latents.putAll(latents);
    builder.players.putAll(players);
    builder.pairings.addAll(pairings);
    return builder
        .phases(phases)
        .batchSize(batchSize)
        .accumulate(accumulate)
        .seed(seed)
        .device(device)
        .floatType(floatType)
        .fakeLabels(fakeLabels);
  }

  /** Fills in a plan. Sides, latents, players and pairings stand in the order they are given. */
  public static final class Builder {
    private final Map<String, SidePlan> sides = new LinkedHashMap<>();
    private final Map<String, Latents> latents = new LinkedHashMap<>();
    private final Map<Player, PlayerPlan> players = new LinkedHashMap<>();
    private final List<PairingPlan> pairings = new ArrayList<>();
    private List<Phase> phases = List.of();
    private int batchSize;
    private int accumulate = 1;
    private long seed;
    private String device = "auto";
    private FloatType floatType = FloatType.FLOAT32;
    private FakeLabels fakeLabels = FakeLabels.UNIFORM;

    private Builder() {}

    /** A side of the data; there must be one. */
    public Builder side(String name, SidePlan side) {
      sides.put(name, side);
      return this;
    }

    /** Latents, by their name in the game; by default none. */
    public Builder latents(String name, Latents drawn) {
      latents.put(name, drawn);
      return this;
    }

    /** A player, or another plan of one that is there; there must be one. */
    public Builder player(Player player, PlayerPlan plan) {
      players.put(player, plan);
      return this;
    }

    /** A pairing; by default none. */
    public Builder pairing(PairingPlan pairing) {
      pairings.add(pairing);
      return this;
    }

    /** The phases of a training step; there must be one. */
    public Builder phases(List<Phase> all) {
      phases = all;
      return this;
    }

    /** Samples per phase, at least 1; must be given. */
    public Builder batchSize(int samples) {
      batchSize = samples;
      return this;
    }

    /** Parts that the batch passes in, a divisor of it; by default 1. */
    public Builder accumulate(int count) {
      accumulate = count;
      return this;
    }

    /** Root of every random number; by default 0. */
    public Builder seed(long root) {
      seed = root;
      return this;
    }

    /** {@code auto} (by default), {@code cpu} or {@code gpu:N}. */
    public Builder device(String name) {
      device = name;
      return this;
    }

    /** Type of the graph; by default float32. */
    public Builder floatType(FloatType type) {
      floatType = type;
      return this;
    }

    /** Which classes fakes are made for; by default every class alike. */
    public Builder fakeLabels(FakeLabels classes) {
      fakeLabels = classes;
      return this;
    }

    /**
     * The plan.
     *
     * @throws io.gan4j.api.network.ShapeMismatchException if a layer sees labels that the data has
     *     not
     * @throws io.gan4j.api.spec.InvalidValueException if something is missing or out of its range
     */
    public GanPlan build() {
      return new GanPlan(
          sides,
          latents,
          players,
          pairings,
          phases,
          batchSize,
          accumulate,
          seed,
          device,
          floatType,
          fakeLabels);
    }
  }

  /**
   * A player that makes samples of latents alone.
   *
   * @param player who
   * @param latents name of the latents that it takes
   * @param side the side of the data that its samples are like
   */
  public record Sampler(Player player, String latents, String side) {}

  /** Those who make samples of latents alone; the first makes the samples of the run. */
  public List<Sampler> samplers() {
    List<Sampler> samplers = new ArrayList<>();
    for (PairingPlan plan : pairings) {
      Signal.Made made = plan.pairing().made();
      if (made.inputs().size() == 1
          && made.noise().isPresent()
          && made.noise().get().getValue() instanceof Signal.Noise noise
          && plan.pairing().realSamples() instanceof Signal.Data data
          && samplers.stream().noneMatch(known -> known.player().equals(made.player()))) {
        samplers.add(new Sampler(made.player(), noise.latents(), data.side()));
      }
    }
    return samplers;
  }

  /** Who makes the samples of the run; empty if nobody makes samples of latents. */
  public Optional<Sampler> sampler() {
    return samplers().stream().findFirst();
  }

  /** Whose model a run writes: its sampler, or else its first player. */
  public Player exported() {
    return sampler().map(Sampler::player).orElseGet(() -> players.keySet().iterator().next());
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

  /** Samples that pass at a time. */
  public int samplesAtOnce() {
    return batchSize / accumulate;
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
