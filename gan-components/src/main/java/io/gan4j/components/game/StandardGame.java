package io.gan4j.components.game;

import io.gan4j.api.game.Game;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Seat;
import io.gan4j.api.game.Signal;
import io.gan4j.api.spec.Doc;
import java.util.List;

/**
 * One generator of samples from latents, one discriminator of samples (Goodfellow et al. 2014,
 * section 3).
 */
@Doc("One generator of samples from latents, one discriminator of samples (Goodfellow et al. 2014)")
public record StandardGame() implements Game {

  @Override
  public List<Seat> seats() {
    return List.of(
        Seat.generator(Player.GENERATOR, Signal.LATENTS, Pairing.DATA),
        Seat.discriminator(Player.DISCRIMINATOR, Pairing.DATA));
  }

  @Override
  public List<Pairing> pairings() {
    return List.of(Pairing.STANDARD);
  }
}
