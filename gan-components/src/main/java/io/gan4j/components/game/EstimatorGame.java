package io.gan4j.components.game;

import io.gan4j.api.game.Game;
import io.gan4j.api.game.GameContext;
import io.gan4j.api.game.GameTerm;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Port;
import io.gan4j.api.game.Seat;
import io.gan4j.api.game.Signal;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.TermValue;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One network that estimates the numbers that belong to each sample, and nobody who makes any. */
@Doc("One network that estimates each sample's numbers: what gan features train --numbers trains")
public record EstimatorGame() implements Game {

  /** The only player. */
  public static final Player ESTIMATOR = new Player("estimator");

  /** The side that holds the numbers. */
  public static final String CONDITION = Signal.CONDITION;

  /** What the player gives: the numbers, each with mean 0 and standard deviation 1. */
  public static final String ESTIMATES = "estimates";

  private static final Signal.Made ESTIMATED =
      Signal.Made.of(ESTIMATOR, Signal.SAMPLES, new Signal.Data(Pairing.DATA), ESTIMATES);

  @Override
  public List<String> sides() {
    return List.of(Pairing.DATA, CONDITION);
  }

  @Override
  public Map<String, String> partners() {
    return Map.of(CONDITION, Pairing.DATA);
  }

  @Override
  public Set<String> standardized() {
    return Set.of(CONDITION);
  }

  @Override
  public List<Seat> seats() {
    return List.of(
        Seat.of(
            ESTIMATOR,
            Signal.SAMPLES,
            new Port.Samples(Pairing.DATA),
            ESTIMATES,
            new Port.Samples(CONDITION)));
  }

  @Override
  public List<Pairing> pairings() {
    return List.of();
  }

  @Override
  public Map<String, GameTerm> terms() {
    return Map.of("squared-error", new SquaredError());
  }

  /** What the network pays: the mean over samples and numbers of the squared error. */
  record SquaredError() implements GameTerm {

    @Override
    public Set<Player> paidBy() {
      return Set.of(ESTIMATOR);
    }

    @Override
    public Set<String> sides() {
      return Set.of(Pairing.DATA, CONDITION);
    }

    @Override
    public Set<Need> needs() {
      return Set.of(Need.REAL);
    }

    @Override
    public boolean isMeanOverSamples() {
      return true;
    }

    @Override
    public <T> TermValue<T> apply(GameContext<T> context) {
      TensorOps<T> ops = context.ops();
      T error = ops.sub(context.value(ESTIMATED), context.value(new Signal.Data(CONDITION)));
      return TermValue.of(ops.mean(ops.square(error)));
    }
  }
}
