package io.gan4j.testkit;

import io.gan4j.api.game.Game;
import io.gan4j.api.game.GameContext;
import io.gan4j.api.game.GameTerm;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Port;
import io.gan4j.api.game.Seat;
import io.gan4j.api.game.Signal;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.TermValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A small game with everything that the standard game has not: two sides of the data, each with a
 * generator and a discriminator of its own; an encoder, whose latents the first discriminator
 * judges together with the samples (Donahue et al. 2017; Dumoulin et al. 2017); and a
 * reconstruction that two players pay.
 */
@Doc("Two sides of the data, a generator and a discriminator for each, and an encoder of the first")
public record TwoDomainsGame(
    @Doc("Factor on what reconstruction costs the first generator and the encoder") @Default("1")
        double reconstruction)
    implements Game {

  /** The first side of the data: the run file's {@code data}. */
  public static final String FIRST = "first";

  /** The second side of the data. */
  public static final String SECOND = "second";

  /** Makes samples of the first side. */
  public static final Player GENERATOR_1 = new Player("generator-1");

  /** Makes samples of the second side. */
  public static final Player GENERATOR_2 = new Player("generator-2");

  /** From samples of the first side to the latents that they would be made of. */
  public static final Player ENCODER = new Player("encoder");

  /** Judges samples of the first side together with latents. */
  public static final Player DISCRIMINATOR_1 = new Player("discriminator-1");

  /** Judges samples of the second side. */
  public static final Player DISCRIMINATOR_2 = new Player("discriminator-2");

  private static final String LATENTS_1 = "latents-1";
  private static final String LATENTS_2 = "latents-2";
  private static final Signal DATA = new Signal.Data(FIRST);
  private static final Signal NOISE = new Signal.Noise(LATENTS_1);
  private static final Signal.Made CODE =
      Signal.Made.of(ENCODER, Signal.SAMPLES, DATA, Signal.LATENTS);
  private static final Signal.Made FAKE =
      Signal.Made.of(GENERATOR_1, Signal.LATENTS, NOISE, Signal.SAMPLES);

  public TwoDomainsGame {
    Check.notNegative("reconstruction", reconstruction);
  }

  @Override
  public List<String> sides() {
    return List.of(FIRST, SECOND);
  }

  @Override
  public List<String> latents() {
    return List.of(LATENTS_1, LATENTS_2);
  }

  @Override
  public List<Seat> seats() {
    return List.of(
        Seat.generator(GENERATOR_1, LATENTS_1, FIRST),
        Seat.generator(GENERATOR_2, LATENTS_2, SECOND),
        Seat.of(
            ENCODER,
            Signal.SAMPLES,
            new Port.Samples(FIRST),
            Signal.LATENTS,
            new Port.Latents(LATENTS_1)),
        new Seat(
            DISCRIMINATOR_1,
            inOrder(
                Signal.SAMPLES,
                new Port.Samples(FIRST),
                Signal.LATENTS,
                new Port.Latents(LATENTS_1)),
            Map.of(Signal.SCORES, new Port.Scores())),
        Seat.discriminator(DISCRIMINATOR_2, SECOND));
  }

  @Override
  public List<Pairing> pairings() {
    return List.of(
        new Pairing(
            FIRST,
            DISCRIMINATOR_1,
            inOrder(Signal.SAMPLES, DATA, Signal.LATENTS, CODE),
            inOrder(Signal.SAMPLES, FAKE, Signal.LATENTS, NOISE),
            Set.of(GENERATOR_1, ENCODER)),
        Pairing.between(SECOND, GENERATOR_2, LATENTS_2, DISCRIMINATOR_2, SECOND));
  }

  private static <V> Map<String, V> inOrder(String one, V first, String other, V second) {
    Map<String, V> map = new LinkedHashMap<>();
    map.put(one, first);
    map.put(other, second);
    return map;
  }

  @Override
  public Map<String, GameTerm> terms() {
    return reconstruction == 0
        ? Map.of()
        : Map.of("reconstruction", new Reconstruction(reconstruction));
  }

  /**
   * {@code weight · E‖G(E(x)) − x‖²} over the values of a sample, which both pay.
   *
   * @param weight factor on it
   */
  record Reconstruction(double weight) implements GameTerm {

    @Override
    public Set<Player> paidBy() {
      return Set.of(GENERATOR_1, ENCODER);
    }

    @Override
    public Set<String> sides() {
      return Set.of(FIRST);
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
      T again = context.value(Signal.Made.of(GENERATOR_1, Signal.LATENTS, CODE, Signal.SAMPLES));
      T error = ops.mean(ops.square(ops.sub(again, context.value(DATA))));
      return TermValue.of(ops.mul(ops.constant(weight), error));
    }
  }
}
