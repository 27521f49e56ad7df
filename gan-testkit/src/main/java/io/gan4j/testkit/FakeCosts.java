package io.gan4j.testkit;

import io.gan4j.api.data.Batch;
import io.gan4j.api.game.Player;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.play.PhasePlay;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.term.TermValue;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a phase of the fake costs its players, and the gradients of that. */
final class FakeCosts {
  private static final double DIFFERENCE = 1e-5;

  private final GanPlan plan;
  private final Phase phase;
  private final Map<Player, FakePlayer> players;
  private final FakeState state;
  private final Map<String, Batch> batches;
  private final DoubleNoise noise;
  private final Function<Player, Progress> progress;
  private final Progress ofStep;
  private final Detached ops = new Detached();

  /**
   * @param progress of each player, at which weights are read
   * @param ofStep what all players have in common, at which other numbers are read
   */
  FakeCosts(
      GanPlan plan,
      Phase phase,
      Map<Player, FakePlayer> players,
      FakeState state,
      Map<String, Batch> batches,
      DoubleNoise noise,
      Function<Player, Progress> progress,
      Progress ofStep) {
    this.plan = plan;
    this.phase = phase;
    this.players = players;
    this.state = state;
    this.batches = batches;
    this.noise = noise;
    this.progress = progress;
    this.ofStep = ofStep;
  }

  /**
   * Costs at a point.
   *
   * @param losses of the players that pay
   * @param terms what each term says, by name, with the weight that the first who pays it has
   * @param play what was judged on the way
   */
  record Costs(
      Map<Player, Double> losses,
      Map<String, TermValue<DoubleTensor>> terms,
      PhasePlay<DoubleTensor> play) {}

  /** Costs at the players' weights. To be asked once, before gradients. */
  Costs here() {
    return at(weights());
  }

  private Map<Player, double[]> weights() {
    Map<Player, double[]> weights = new LinkedHashMap<>();
    players.forEach((player, its) -> weights.put(player, its.weights()));
    return weights;
  }

  /** Gradients of what the players pay that move, by central differences. */
  Map<Player, double[]> gradients() {
    Map<Player, double[]> here = weights();
    Map<Player, double[]> gradients = new LinkedHashMap<>();
    for (Player moved : phase.moves()) {
      gradients.put(
          moved,
          Gradients.centralDifference(
              weights -> {
                ops.rewind();
                Map<Player, double[]> there = new LinkedHashMap<>(here);
                there.put(moved, weights);
                return at(there).losses().getOrDefault(moved, 0.0);
              },
              of(here, moved),
              DIFFERENCE));
    }
    return gradients;
  }

  private Costs at(Map<Player, double[]> weights) {
    PhasePlay<DoubleTensor> play =
        new PhasePlay<>(
            plan,
            phase,
            new DoubleEngine(plan, ops, players, weights, batches, noise, ofStep, state));
    Map<Player, Double> losses = new LinkedHashMap<>();
    Map<String, TermValue<DoubleTensor>> terms = new LinkedHashMap<>();
    for (WeightedTerm paid : phase.terms()) {
      Map<String, DoubleTensor> states = new LinkedHashMap<>();
      state.of(paid).forEach((name, value) -> states.put(name, DoubleTensor.scalar(value)));
      TermValue<DoubleTensor> said = play.value(paid, states);
      for (Player payer : phase.payers(paid)) {
        TermValue<DoubleTensor> weighed = weighed(paid, payer, said);
        terms.putIfAbsent(paid.name(), weighed);
        losses.merge(payer, paid.every() * weighed.value().item(), Double::sum);
      }
    }
    return new Costs(losses, terms, play);
  }

  /** A player's entry, which has to be there. */
  static <V> V of(Map<Player, V> map, Player player) {
    V value = map.get(player);
    if (value == null) {
      throw new IllegalArgumentException("no player '" + player + "', only " + map.keySet());
    }
    return value;
  }

  private TermValue<DoubleTensor> weighed(
      WeightedTerm paid, Player payer, TermValue<DoubleTensor> said) {
    double weight = paid.weight().valueAt(progress.apply(payer));
    DoubleTensor value = ops.mul(ops.constant(weight), said.value());
    return new TermValue<>(value, said.nextState(), said.reports());
  }

  /**
   * Differences move everything, but a detached value counts as a constant: what it was at the
   * point where the gradient is taken is played back.
   */
  private static final class Detached extends DoubleOps {
    private final List<DoubleTensor> constants = new ArrayList<>();
    private int next;
    private boolean recorded;

    void rewind() {
      recorded = true;
      next = 0;
    }

    @Override
    public DoubleTensor detach(DoubleTensor x) {
      if (!recorded) {
        constants.add(x);
        return x;
      }
      return constants.get(next++);
    }
  }
}
