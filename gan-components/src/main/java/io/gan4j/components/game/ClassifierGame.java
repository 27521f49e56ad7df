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
import io.gan4j.api.term.Need;
import io.gan4j.api.term.TermValue;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One classifier of the data's samples, and nobody who makes any. */
@Doc("One classifier of the data's samples: what gan features train trains")
public record ClassifierGame() implements Game {

  /** The only player. */
  public static final Player CLASSIFIER = new Player("classifier");

  private static final Signal.Made SCORES =
      Signal.Made.of(CLASSIFIER, Signal.SAMPLES, new Signal.Data(Pairing.DATA), Signal.SCORES);

  @Override
  public List<Seat> seats() {
    return List.of(
        Seat.of(
            CLASSIFIER,
            Signal.SAMPLES,
            new Port.Samples(Pairing.DATA),
            Signal.SCORES,
            new Port.ClassScores(Pairing.DATA)));
  }

  @Override
  public List<Pairing> pairings() {
    return List.of();
  }

  @Override
  public Map<String, GameTerm> terms() {
    return Map.of("cross-entropy", new CrossEntropy());
  }

  /**
   * What the classifier pays: {@code −E log softmax(s(x))_y} for scores {@code s(x)}, one per
   * class, and the label y of a real sample.
   */
  record CrossEntropy() implements GameTerm {

    @Override
    public Set<Player> paidBy() {
      return Set.of(CLASSIFIER);
    }

    @Override
    public Set<String> sides() {
      return Set.of(Pairing.DATA);
    }

    @Override
    public Set<Need> needs() {
      return Set.of(Need.REAL, Need.LABELS);
    }

    @Override
    public boolean isMeanOverSamples() {
      return true;
    }

    @Override
    public <T> TermValue<T> apply(GameContext<T> context) {
      return TermValue.of(
          SoftmaxCrossEntropy.mean(
              context.ops(), context.value(SCORES), context.labels(Pairing.DATA)));
    }
  }
}
