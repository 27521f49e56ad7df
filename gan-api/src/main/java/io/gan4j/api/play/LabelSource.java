package io.gan4j.api.play;

import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the labels come from that go with what a player makes: from the data that it is made of, or
 * else they are drawn with the latents.
 *
 * @param side the side of the data whose classes they are
 * @param drawn whether they are drawn; otherwise they are those of the side's samples, by place
 */
public record LabelSource(String side, boolean drawn) {

  /**
   * Of what a player makes.
   *
   * @param sideOf the side whose classes a player sees
   * @param holder the side that holds the labels of a side's samples: itself, or the side whose
   *     partners they are; empty if they have none
   */
  public static LabelSource of(
      Signal.Made made,
      Function<Player, String> sideOf,
      Function<String, Optional<String>> holder) {
    return ofInputs(made, sideOf, holder)
        .orElseGet(() -> new LabelSource(sideOf.apply(made.player()), true));
  }

  /** What the inputs say: the data's labels rather than drawn ones, the first of either. */
  private static Optional<LabelSource> ofInputs(
      Signal.Made made,
      Function<Player, String> sideOf,
      Function<String, Optional<String>> holder) {
    Optional<LabelSource> drawn = Optional.empty();
    for (Signal input : made.inputs().values()) {
      Optional<LabelSource> source = Optional.empty();
      if (input instanceof Signal.Data data) {
        source = holder.apply(data.side()).map(side -> new LabelSource(side, false));
      } else if (input instanceof Signal.Made inner) {
        source = ofInputs(inner, sideOf, holder).or(() -> drawnFor(inner, sideOf, holder));
      }
      if (source.filter(found -> !found.drawn()).isPresent()) {
        return source;
      }
      if (drawn.isEmpty()) {
        drawn = source;
      }
    }
    return drawn;
  }

  /**
   * Samples that are made of latents alone have drawn labels, which what is made of them shares.
   */
  private static Optional<LabelSource> drawnFor(
      Signal.Made made,
      Function<Player, String> sideOf,
      Function<String, Optional<String>> holder) {
    return made.output().equals(Signal.SAMPLES)
        ? holder.apply(sideOf.apply(made.player())).map(side -> new LabelSource(side, true))
        : Optional.empty();
  }
}
