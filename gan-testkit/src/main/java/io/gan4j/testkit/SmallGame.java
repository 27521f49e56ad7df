package io.gan4j.testkit;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Latents;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Game;
import io.gan4j.api.game.GameTerm;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.PairingTerm;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Port;
import io.gan4j.api.game.Seat;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.network.NetworkPart;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.optimizer.Average;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanPlanBuilder;
import io.gan4j.api.provider.PairingPlan;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.provider.PlayerPlan.PartPlan;
import io.gan4j.api.provider.SidePlan;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.term.ScoreLoss;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Draw;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * A plan of any game, small enough for finite differences: one number per sample on each side, two
 * latents, dense networks of a few units, a logistic loss in each pairing. There is a phase for
 * each player that pays something, called as the player, and one that moves them all.
 */
public final class SmallGame {
  /** The phase that moves all players from the same point. */
  public static final String ALL = "all";

  private static final int BATCH = 4;
  private static final Shape LATENTS = Shape.of(2);
  private static final LabelSpace LABELS = new LabelSpace(List.of("red", "green", "blue"));

  private final Game game;
  private final Map<Player, Average> averages = new LinkedHashMap<>();
  private final Map<Player, Map<String, PartPlan>> parts = new LinkedHashMap<>();
  private final List<Term> penalties = new ArrayList<>();
  private int accumulate = 1;
  private FloatType floatType = FloatType.FLOAT32;

  private SmallGame(Game game) {
    this.game = game;
  }

  /** A plan of this game. */
  public static SmallGame of(Game game) {
    return new SmallGame(game);
  }

  /** An average of a player's weights; by default none. */
  public SmallGame average(Player player, Average average) {
    averages.put(player, average);
    return this;
  }

  /**
   * A dense part in front of a player's network, which takes all of its inputs; by default none.
   *
   * @param name of the part
   */
  public SmallGame part(Player player, String name, double learningRateFactor, Average average) {
    parts
        .computeIfAbsent(player, p -> new LinkedHashMap<>())
        .put(name, new PartPlan(learningRateFactor, average));
    return this;
  }

  /** A further term in every pairing; by default none. */
  public SmallGame penalty(Term penalty) {
    penalties.add(penalty);
    return this;
  }

  /** Parts that a batch of four passes in; by default one. */
  public SmallGame accumulate(int count) {
    accumulate = count;
    return this;
  }

  /** The float type; by default float32. */
  public SmallGame floatType(FloatType type) {
    floatType = type;
    return this;
  }

  /** The plan. */
  public GanPlan build() {
    ScoreLoss loss = SmallComponents.logisticLoss();
    GanPlanBuilder plan = GanPlan.builder();
    for (String side : game.sides()) {
      plan.side(
          side,
          new SidePlan(
              SampleSpace.vectors(1), LABELS, () -> new double[1], game.partners().get(side)));
    }
    game.latents().forEach(name -> plan.latents(name, latents(name)));
    game.seats().forEach(seat -> plan.player(seat.player(), player(seat)));
    game.pairings().forEach(p -> plan.pairing(new PairingPlan(p, loss.scoreKind())));
    return plan.phases(phases(terms(loss)))
        .batchSize(BATCH)
        .accumulate(accumulate)
        .seed(3)
        .device("cpu")
        .floatType(floatType)
        .build();
  }

  private Latents latents(String name) {
    return game.distribution(name, SmallComponents.normalLatents(LATENTS));
  }

  private List<WeightedTerm> terms(ScoreLoss loss) {
    List<WeightedTerm> terms = new ArrayList<>();
    for (Pairing pairing : game.pairings()) {
      List<Term> all = new ArrayList<>(loss.terms());
      all.addAll(penalties);
      for (Term term : all) {
        add(terms, pairing.name() + "/" + terms.size(), new PairingTerm(term, pairing));
      }
      if (!pairing.encoders().isEmpty()) {
        Term own = loss.encoderTerm().orElseThrow();
        add(
            terms,
            pairing.name() + "/" + terms.size(),
            new PairingTerm(own, pairing, pairing.encoders()));
      }
    }
    game.terms().forEach((name, term) -> add(terms, name, term));
    return terms;
  }

  private static void add(List<WeightedTerm> terms, String name, GameTerm term) {
    terms.add(new WeightedTerm(name, term, Schedule.constant(1), 1));
  }

  private List<Phase> phases(List<WeightedTerm> terms) {
    List<Phase> phases = new ArrayList<>();
    Set<Player> payers = new LinkedHashSet<>();
    for (Seat seat : game.seats()) {
      Set<Player> alone = Set.of(seat.player());
      List<WeightedTerm> paid = paidBy(terms, alone);
      if (!paid.isEmpty()) {
        payers.add(seat.player());
        phases.add(phase(seat.player().key(), alone, paid));
      }
    }
    phases.add(phase(ALL, payers, paidBy(terms, payers)));
    return phases;
  }

  private static List<WeightedTerm> paidBy(List<WeightedTerm> terms, Set<Player> players) {
    return terms.stream()
        .filter(paid -> paid.term().paidBy().stream().anyMatch(players::contains))
        .toList();
  }

  private static Phase phase(String name, Set<Player> moves, List<WeightedTerm> terms) {
    return new Phase(name, moves, 1, 1, Draw.FRESH, Draw.FRESH, Set.of(), terms);
  }

  private PlayerPlan player(Seat seat) {
    Map<String, Shape> inputs = new LinkedHashMap<>();
    seat.inputs().forEach((name, port) -> inputs.put(name, shape(port)));
    Map<String, Shape> known = new LinkedHashMap<>(inputs);
    Map<String, PartPlan> own = parts.getOrDefault(seat.player(), Map.of());
    List<NetworkPart> laidOut = new ArrayList<>();
    List<String> from = List.copyOf(inputs.keySet());
    for (String name : own.keySet()) {
      laidOut.add(part(name, from, known, List.of(hidden())));
      known.put(name, laidOut.get(laidOut.size() - 1).layers().outputShape());
      from = List.of(name);
    }
    Map<String, String> outputs = new LinkedHashMap<>();
    for (Map.Entry<String, Port> output : seat.outputs().entrySet()) {
      String name = outputs.isEmpty() ? "" : output.getKey();
      int units = Math.toIntExact(shape(output.getValue()).size());
      Dense last = SmallPlan.dense(units, SmallComponents.identity());
      laidOut.add(part(name, from, known, List.of(hidden(), last)));
      outputs.put(output.getKey(), name);
    }
    return PlayerPlan.builder(new PlayerNetwork(inputs, laidOut, outputs), SessionSteps.adam(0.05))
        .average(averages.get(seat.player()))
        .side(seat.side().orElseGet(() -> game.sides().get(0)))
        .parts(own)
        .build();
  }

  private static Dense hidden() {
    return SmallPlan.dense(3, SmallComponents.squashed());
  }

  private static NetworkPart part(
      String name, List<String> from, Map<String, Shape> known, List<Dense> layers) {
    Shape input = PlayerNetwork.joined(name, from, known);
    return new NetworkPart(name, from, new NetworkSpec(input, List.copyOf(layers)));
  }

  private Shape shape(Port port) {
    if (port instanceof Port.Latents own) {
      return latents(own.latents()).shape();
    }
    if (port instanceof Port.Values values) {
      return Shape.of(values.size());
    }
    return Shape.of(port instanceof Port.ClassScores ? LABELS.count() : 1);
  }

  /** A batch of each side, a function of its number: around 1, and around −1 on the second side. */
  public static Map<String, Batch> batches(GanPlan plan, long number) {
    Map<String, Batch> batches = new LinkedHashMap<>();
    plan.sides()
        .forEach(
            (side, data) -> {
              Batch batch = new Batch(data.samples(), plan.batchSize());
              RandomKey random = RandomKey.of(17).split(side).split(number);
              double middle = batches.isEmpty() ? 1 : -1;
              for (int i = 0; i < batch.floats().length; i++) {
                batch.floats()[i] = (float) (middle + 0.3 * random.normal(i));
              }
              for (int i = 0; i < plan.batchSize(); i++) {
                batch.labels()[i] = (int) random.split("label").below(i, LABELS.count());
              }
              batches.put(side, batch);
            });
    return batches;
  }
}
