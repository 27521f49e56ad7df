package io.gan4j.api.provider;

import io.gan4j.api.data.Latents;
import io.gan4j.api.game.Player;
import io.gan4j.api.training.Phase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fills in a plan. Sides, latents, players and pairings stand in the order they are given. */
public final class GanPlanBuilder {
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
  private Precision precision = Precision.FLOAT32;
  private FakeLabels fakeLabels = FakeLabels.UNIFORM;
  private Workers workers = Workers.ALONE;

  GanPlanBuilder() {}

  /** A side of the data; there must be one. */
  public GanPlanBuilder side(String name, SidePlan side) {
    sides.put(name, side);
    return this;
  }

  /** Latents, by their name in the game; by default none. */
  public GanPlanBuilder latents(String name, Latents drawn) {
    latents.put(name, drawn);
    return this;
  }

  /** A player, or another plan of one that is there; there must be one. */
  public GanPlanBuilder player(Player player, PlayerPlan plan) {
    players.put(player, plan);
    return this;
  }

  /** A pairing; by default none. */
  public GanPlanBuilder pairing(PairingPlan pairing) {
    pairings.add(pairing);
    return this;
  }

  /** The phases of a training step; there must be one. */
  public GanPlanBuilder phases(List<Phase> all) {
    phases = all;
    return this;
  }

  /** Samples per phase, at least 1; must be given. */
  public GanPlanBuilder batchSize(int samples) {
    batchSize = samples;
    return this;
  }

  /** Parts that the batch passes in, a divisor of it; by default 1. */
  public GanPlanBuilder accumulate(int count) {
    accumulate = count;
    return this;
  }

  /** Root of every random number; by default 0. */
  public GanPlanBuilder seed(long root) {
    seed = root;
    return this;
  }

  /** {@code auto} (by default), {@code cpu} or {@code gpu:N}. */
  public GanPlanBuilder device(String name) {
    device = name;
    return this;
  }

  /** Type of the graph; by default float32. */
  public GanPlanBuilder floatType(FloatType type) {
    floatType = type;
    return this;
  }

  /** Of the products; by default float32. */
  public GanPlanBuilder precision(Precision ofProducts) {
    precision = ofProducts;
    return this;
  }

  /** Which classes fakes are made for; by default every class alike. */
  public GanPlanBuilder fakeLabels(FakeLabels classes) {
    fakeLabels = classes;
    return this;
  }

  /** Who trains it together; by default one process alone. */
  public GanPlanBuilder workers(Workers all) {
    workers = all;
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
        precision,
        fakeLabels,
        workers);
  }
}
