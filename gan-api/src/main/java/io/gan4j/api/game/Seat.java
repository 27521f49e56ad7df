package io.gan4j.api.game;

import io.gan4j.api.spec.Check;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place in a game: a player, what goes in and what comes out. Its network is the run file's.
 *
 * @param player who
 * @param inputs by name, in their order
 * @param outputs by name, in their order
 */
public record Seat(Player player, Map<String, Port> inputs, Map<String, Port> outputs) {
  public Seat {
    Check.rule(!inputs.isEmpty(), "inputs", "must name what goes into the " + player, "nothing");
    Check.rule(!outputs.isEmpty(), "outputs", "must name what the " + player + " gives", "nothing");
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  /** From one input to one output. */
  public static Seat of(Player player, String input, Port in, String output, Port out) {
    return new Seat(player, Map.of(input, in), Map.of(output, out));
  }

  /** A generator: latents to samples of a side. */
  public static Seat generator(Player player, String latents, String side) {
    return of(
        player, Signal.LATENTS, new Port.Latents(latents), Signal.SAMPLES, new Port.Samples(side));
  }

  /** A discriminator: samples of a side to scores. */
  public static Seat discriminator(Player player, String side) {
    return of(player, Signal.SAMPLES, new Port.Samples(side), Signal.SCORES, new Port.Scores());
  }

  /**
   * The side of the data whose classes it sees: of what it gives, or else of what it takes; empty
   * if neither is of a side.
   */
  public Optional<String> side() {
    return Stream.concat(outputs.values().stream(), inputs.values().stream())
        .flatMap(port -> port.ofSide().stream())
        .findFirst();
  }
}
