package io.gan4j.api.provider;

import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import io.gan4j.api.provider.GanPlan.Sampler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A player that makes samples of latents and of real samples, and of nothing that another player
 * makes.
 *
 * @param made what it makes
 * @param side the side of the data that its samples are like
 */
public record Maker(Signal.Made made, String side) {

  /**
   * Those of a game, in the order of its pairings. Of a player that makes some samples of latents
   * alone, those.
   */
  public static List<Maker> of(List<Pairing> pairings) {
    Map<Player, Maker> makers = new LinkedHashMap<>();
    for (Pairing pairing : pairings) {
      Signal.Made made = pairing.made();
      if (made.inputs().values().stream().noneMatch(Signal.Made.class::isInstance)
          && pairing.realSamples() instanceof Signal.Data data) {
        Maker maker = new Maker(made, data.side());
        Maker known = makers.putIfAbsent(made.player(), maker);
        if (known != null && known.sampler().isEmpty() && maker.sampler().isPresent()) {
          makers.put(made.player(), maker);
        }
      }
    }
    return List.copyOf(makers.values());
  }

  /** Who. */
  public Player player() {
    return made.player();
  }

  /** Name of the latents that it takes; empty if it takes none. */
  public Optional<String> latents() {
    return made.noise().map(input -> ((Signal.Noise) input.getValue()).latents());
  }

  /**
   * The side of the data that it takes beside latents as its {@link Signal#CONDITION}; empty if it
   * takes anything else.
   */
  public Optional<String> condition() {
    return made.inputs().size() == 2
            && latents().isPresent()
            && made.inputs().get(Signal.CONDITION) instanceof Signal.Data data
        ? Optional.of(data.side())
        : Optional.empty();
  }

  /** The same as what makes samples of latents alone; empty if it takes real samples. */
  public Optional<Sampler> sampler() {
    return latents()
        .filter(name -> made.inputs().size() == 1)
        .map(name -> new Sampler(player(), name, side));
  }
}
