package io.gan4j.components.game;

import io.gan4j.api.game.Game;
import io.gan4j.api.game.GameContext;
import io.gan4j.api.game.GameTerm;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Port;
import io.gan4j.api.game.Seat;
import io.gan4j.api.game.Signal;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.PlainNumber;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.TermValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A generator that makes of each source what it is paired with in the data, and a discriminator
 * that sees both (Isola et al. 2017, section 3).
 */
@Doc("A generator that translates a source to the sample it is paired with (Isola et al. 2017)")
public record TranslationGame(
    @Doc("Factor on the mean absolute error, which the generator pays beside its loss")
        @Default("100")
        @PlainNumber
        Schedule reconstruction)
    implements Game {

  /** The input of both players that takes sources, and the side that holds them. */
  public static final String SOURCE = "source";

  private static final String RECONSTRUCTION = "reconstruction";
  private static final Signal TARGETS = new Signal.Data(Pairing.DATA);
  private static final Signal SOURCES = new Signal.Data(SOURCE);
  private static final Signal.Made MADE =
      Signal.Made.of(Player.GENERATOR, SOURCE, SOURCES, Signal.SAMPLES);

  @Override
  public List<String> sides() {
    return List.of(Pairing.DATA, SOURCE);
  }

  @Override
  public Map<String, String> partners() {
    return Map.of(SOURCE, Pairing.DATA);
  }

  @Override
  public List<String> latents() {
    return List.of();
  }

  @Override
  public List<Seat> seats() {
    Port samples = new Port.Samples(Pairing.DATA);
    Port source = new Port.Samples(SOURCE);
    return List.of(
        Seat.of(Player.GENERATOR, SOURCE, source, Signal.SAMPLES, samples),
        new Seat(
            Player.DISCRIMINATOR,
            withSource(samples, source),
            Map.of(Signal.SCORES, new Port.Scores())));
  }

  @Override
  public List<Pairing> pairings() {
    return List.of(
        new Pairing(
            "translation",
            Player.DISCRIMINATOR,
            withSource(TARGETS, SOURCES),
            withSource(MADE, SOURCES),
            Set.of(Player.GENERATOR)));
  }

  private static <V> Map<String, V> withSource(V samples, V source) {
    Map<String, V> inputs = new LinkedHashMap<>();
    inputs.put(Signal.SAMPLES, samples);
    inputs.put(SOURCE, source);
    return inputs;
  }

  @Override
  public Map<String, GameTerm> terms() {
    return Map.of(RECONSTRUCTION, new AbsoluteError());
  }

  @Override
  public Map<String, Schedule> weights() {
    return Map.of(RECONSTRUCTION, reconstruction);
  }

  /** {@code E|G(x) − y|} over the values of a sample, for pairs of a source x and a target y. */
  record AbsoluteError() implements GameTerm {

    @Override
    public Set<Player> paidBy() {
      return Set.of(Player.GENERATOR);
    }

    @Override
    public Set<String> sides() {
      return Set.of(Pairing.DATA, SOURCE);
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
      return TermValue.of(ops.mean(ops.abs(ops.sub(context.value(MADE), context.value(TARGETS)))));
    }
  }
}
