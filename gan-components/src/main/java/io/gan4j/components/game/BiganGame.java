package io.gan4j.components.game;

import io.gan4j.api.game.Game;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Port;
import io.gan4j.api.game.Seat;
import io.gan4j.api.game.Signal;
import io.gan4j.api.spec.Doc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A generator of samples from latents, an encoder of samples to latents, and a discriminator that
 * sees both: real samples with their codes, or fakes with their latents. Where it can tell neither,
 * the encoder inverts the generator (Donahue et al. 2017, theorem 2; Dumoulin et al. 2017). The
 * encoder pays what the generator does, with real and fake exchanged.
 */
@Doc(
    value = "A generator, an encoder, and a discriminator that sees samples with latents",
    paper = "Donahue et al. 2017, BiGAN; Dumoulin et al. 2017, ALI")
public record BiganGame() implements Game {

  /** From samples to latents. */
  public static final Player ENCODER = new Player("encoder");

  private static final Signal SAMPLES = new Signal.Data(Pairing.DATA);
  private static final Signal NOISE = new Signal.Noise(Signal.LATENTS);

  @Override
  public List<Seat> seats() {
    Port samples = new Port.Samples(Pairing.DATA);
    Port latents = new Port.Latents(Signal.LATENTS);
    return List.of(
        Seat.generator(Player.GENERATOR, Signal.LATENTS, Pairing.DATA),
        Seat.of(ENCODER, Signal.SAMPLES, samples, Signal.LATENTS, latents),
        new Seat(
            Player.DISCRIMINATOR,
            together(samples, latents),
            Map.of(Signal.SCORES, new Port.Scores())));
  }

  @Override
  public List<Pairing> pairings() {
    Signal code = Signal.Made.of(ENCODER, Signal.SAMPLES, SAMPLES, Signal.LATENTS);
    Signal made = Signal.Made.of(Player.GENERATOR, Signal.LATENTS, NOISE, Signal.SAMPLES);
    return List.of(
        new Pairing(
            "bigan",
            Player.DISCRIMINATOR,
            together(SAMPLES, code),
            together(made, NOISE),
            Set.of(Player.GENERATOR),
            Set.of(ENCODER)));
  }

  private static <V> Map<String, V> together(V samples, V latents) {
    Map<String, V> inputs = new LinkedHashMap<>();
    inputs.put(Signal.SAMPLES, samples);
    inputs.put(Signal.LATENTS, latents);
    return inputs;
  }
}
