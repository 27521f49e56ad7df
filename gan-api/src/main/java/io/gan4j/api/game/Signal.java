package io.gan4j.api.game;

import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.spec.Check;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an input of a player is connected to: real samples, latents, or what another player makes.
 * Equal signals are the same tensor within a phase.
 */
public sealed interface Signal {

  /** The input and output that holds samples. */
  String SAMPLES = PlayerNetwork.SAMPLES;

  /** The input and output that holds latents. */
  String LATENTS = PlayerNetwork.LATENTS;

  /** The input that holds what a sample is conditioned on, where that is a vector or a sample. */
  String CONDITION = "condition";

  /** The output that holds raw scores. */
  String SCORES = PlayerNetwork.SCORES;

  /**
   * Real samples.
   *
   * @param side of the data
   */
  record Data(String side) implements Signal {
    @Override
    public String text() {
      return side;
    }
  }

  /**
   * Latents, drawn anew for every draw of a phase's noise.
   *
   * @param latents their name in the game
   */
  record Noise(String latents) implements Signal {
    @Override
    public String text() {
      return latents;
    }
  }

  /**
   * What a player makes.
   *
   * @param player who makes it
   * @param inputs what goes in, by the input's name, in the order of the player's inputs
   * @param output which of its outputs
   */
  record Made(Player player, Map<String, Signal> inputs, String output) implements Signal {
    public Made {
      Check.rule(!inputs.isEmpty(), "inputs", "must name what goes into " + player, "nothing");
      inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }

    /** From one input. */
    public static Made of(Player player, String input, Signal from, String output) {
      return new Made(player, Map.of(input, from), output);
    }

    @Override
    public String text() {
      return player
          + "("
          + inputs.values().stream().map(Signal::text).collect(Collectors.joining(", "))
          + ")"
          + (output.equals(SAMPLES) ? "" : "." + output);
    }

    /** The input that takes latents, and which; empty if none does. */
    public Optional<Map.Entry<String, Signal>> noise() {
      return inputs.entrySet().stream().filter(e -> e.getValue() instanceof Noise).findFirst();
    }
  }

  /** It in a few characters, for names and messages: {@code generator(latents)}. */
  String text();

  /** The sides of the data that it is made from, itself included. */
  default Set<String> sides() {
    Set<String> sides = new LinkedHashSet<>();
    if (this instanceof Data data) {
      sides.add(data.side());
    }
    if (this instanceof Made made) {
      made.inputs().values().forEach(input -> sides.addAll(input.sides()));
    }
    return sides;
  }

  /** The players that it passes. */
  default Set<Player> players() {
    Set<Player> players = new LinkedHashSet<>();
    if (this instanceof Made made) {
      made.inputs().values().forEach(input -> players.addAll(input.players()));
      players.add(made.player());
    }
    return players;
  }
}
