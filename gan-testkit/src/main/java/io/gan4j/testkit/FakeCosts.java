package io.gan4j.testkit;

import io.gan4j.api.Player;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.term.TermValue;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a phase of the fake costs its players, and the gradients of that. */
final class FakeCosts {
  private static final double DIFFERENCE = 1e-5;

  private final Phase phase;
  private final FakePlayers players;
  private final FakeState state;
  private final DoubleTermContext.Inputs inputs;
  private final Function<Player, Progress> progress;
  private final Detached ops = new Detached();

  /**
   * @param progress of each player, at which weights are read
   */
  FakeCosts(
      Phase phase,
      FakePlayers players,
      FakeState state,
      DoubleTermContext.Inputs inputs,
      Function<Player, Progress> progress) {
    this.phase = phase;
    this.players = players;
    this.state = state;
    this.inputs = inputs;
    this.progress = progress;
  }

  /**
   * Costs at a point.
   *
   * @param losses of the players that pay
   * @param terms what each term says, by name
   * @param context in which nobody has a state
   */
  record Costs(
      Map<Player, Double> losses,
      Map<String, TermValue<DoubleTensor>> terms,
      DoubleTermContext context) {}

  /** Costs at the players' weights. To be asked once, before gradients. */
  Costs here() {
    return at(players.generator().weights(), players.discriminator().weights());
  }

  /** Gradients of what the players pay that move, by central differences. */
  Map<Player, double[]> gradients() {
    double[] generator = players.generator().weights();
    double[] discriminator = players.discriminator().weights();
    Map<Player, double[]> gradients = new EnumMap<>(Player.class);
    for (Player moved : phase.moves()) {
      gradients.put(
          moved,
          Gradients.centralDifference(
              weights -> {
                ops.rewind();
                return at(
                        moved == Player.GENERATOR ? weights : generator,
                        moved == Player.DISCRIMINATOR ? weights : discriminator)
                    .losses()
                    .getOrDefault(moved, 0.0);
              },
              players.of(moved).weights(),
              DIFFERENCE));
    }
    return gradients;
  }

  private Costs at(double[] generator, double[] discriminator) {
    DoubleTermContext.Players playing = players.with(generator, discriminator);
    Map<Player, Double> losses = new EnumMap<>(Player.class);
    Map<String, TermValue<DoubleTensor>> terms = new LinkedHashMap<>();
    for (WeightedTerm paid : phase.terms()) {
      TermValue<DoubleTensor> value =
          weighed(
              paid, paid.term().apply(new DoubleTermContext(ops, playing, inputs, state.of(paid))));
      terms.put(paid.name(), value);
      losses.merge(paid.term().paidBy(), paid.every() * value.value().item(), Double::sum);
    }
    return new Costs(losses, terms, new DoubleTermContext(ops, playing, inputs, Map.of()));
  }

  private TermValue<DoubleTensor> weighed(WeightedTerm paid, TermValue<DoubleTensor> said) {
    double weight = paid.weight().valueAt(progress.apply(paid.term().paidBy()));
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
