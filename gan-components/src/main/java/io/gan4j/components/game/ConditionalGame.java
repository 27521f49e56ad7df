package io.gan4j.components.game;

import io.gan4j.api.game.Game;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Port;
import io.gan4j.api.game.Seat;
import io.gan4j.api.game.Signal;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A generator and a discriminator that both see what belongs to each sample: its named vector, or a
 * partner of another kind (Mirza and Osindero 2014, section 3.2).
 */
@Doc("A generator of latents and a condition: each sample's named vector, or a partner of it")
public record ConditionalGame(
    @Doc(
            "Whose conditions fakes are made for: batch (those of the real samples, by place) or"
                + " empirical (others, drawn from the data)")
        @Default("batch")
        Fakes fakes,
    @Doc(
            "Whether networks see each number of the condition with mean 0 and standard deviation 1;"
                + " exported generators take them in their own units")
        @Default("false")
        boolean standardize)
    implements Game {

  /** Of conditions as they stand. */
  public ConditionalGame(Fakes fakes) {
    this(fakes, false);
  }

  /** Whose conditions fakes are made for. */
  public enum Fakes {
    /** Those of the real samples, by place. */
    BATCH,
    /** Those of other samples, drawn from the data. */
    EMPIRICAL
  }

  /** The input of both players that takes the condition, and the side that holds it. */
  public static final String CONDITION = Signal.CONDITION;

  /** The side that holds the conditions of fakes where they are drawn. */
  private static final String DRAWN = "drawn";

  @Override
  public List<String> sides() {
    return fakes == Fakes.BATCH
        ? List.of(Pairing.DATA, CONDITION)
        : List.of(Pairing.DATA, CONDITION, DRAWN);
  }

  @Override
  public Map<String, String> partners() {
    return Map.of(CONDITION, Pairing.DATA);
  }

  @Override
  public Set<String> standardized() {
    return standardize ? Set.of(CONDITION) : Set.of();
  }

  @Override
  public Map<String, String> redrawn() {
    return fakes == Fakes.BATCH ? Map.of() : Map.of(DRAWN, CONDITION);
  }

  @Override
  public List<Seat> seats() {
    Port samples = new Port.Samples(Pairing.DATA);
    Port condition = new Port.Samples(CONDITION);
    return List.of(
        new Seat(
            Player.GENERATOR,
            with(Signal.LATENTS, new Port.Latents(Signal.LATENTS), condition),
            Map.of(Signal.SAMPLES, samples)),
        new Seat(
            Player.DISCRIMINATOR,
            with(Signal.SAMPLES, samples, condition),
            Map.of(Signal.SCORES, new Port.Scores())));
  }

  @Override
  public List<Pairing> pairings() {
    Signal own = new Signal.Data(CONDITION);
    Signal wanted = new Signal.Data(fakes == Fakes.BATCH ? CONDITION : DRAWN);
    Signal made =
        new Signal.Made(
            Player.GENERATOR,
            with(Signal.LATENTS, new Signal.Noise(Signal.LATENTS), wanted),
            Signal.SAMPLES);
    return List.of(
        new Pairing(
            "conditional",
            Player.DISCRIMINATOR,
            with(Signal.SAMPLES, new Signal.Data(Pairing.DATA), own),
            with(Signal.SAMPLES, made, wanted),
            Set.of(Player.GENERATOR)));
  }

  /** An input, and the condition behind it. */
  private static <V> Map<String, V> with(String input, V first, V condition) {
    Map<String, V> inputs = new LinkedHashMap<>();
    inputs.put(input, first);
    inputs.put(CONDITION, condition);
    return inputs;
  }
}
