package io.gan4j.api.play;

import io.gan4j.api.game.Player;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.play.PhaseEngine.Block;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The passes of one phase through one player. The same inputs under the same labels pass once.
 *
 * @param <T> the provider's tensor
 */
final class PlayerPasses<T> {
  private final Player player;
  private final PlayerNetwork network;
  private final PhaseEngine<T> engine;
  private final Map<Key, PlayerPass<T>> passed = new HashMap<>();

  /**
   * What goes through.
   *
   * @param inputs identities by the input's name
   * @param labels identity; null if the player sees none
   */
  private record Key(Map<String, Object> inputs, @Nullable Object labels) {}

  PlayerPasses(Player player, PlayerNetwork network, PhaseEngine<T> engine) {
    this.player = player;
    this.network = network;
    this.engine = engine;
  }

  boolean isKnown(Map<String, T> inputs, @Nullable T labels) {
    return passed.containsKey(key(inputs, labels));
  }

  /** One pass, if it was not done before. */
  PlayerPass<T> pass(String name, Map<String, T> inputs, @Nullable T labels) {
    Key key = key(inputs, labels);
    PlayerPass<T> known = passed.get(key);
    if (known == null) {
      known = engine.forward(player, new Block<>(name, inOrder(inputs), labels));
      passed.put(key, known);
    }
    return known;
  }

  /** A pass of what has no name: numbered in the order of the passes. */
  PlayerPass<T> passOther(Map<String, T> inputs, @Nullable T labels) {
    return pass("other" + passed.size(), inputs, labels);
  }

  /** Puts down what came out of another pass for these inputs. */
  void remember(Map<String, T> inputs, @Nullable T labels, PlayerPass<T> pass) {
    passed.put(key(inputs, labels), pass);
  }

  /** Several blocks of rows in one pass. */
  List<PlayerPass<T>> together(List<Block<T>> blocks, boolean exactShift) {
    return engine.forwardTogether(
        player,
        blocks.stream()
            .map(block -> new Block<>(block.pass(), inOrder(block.inputs()), block.labels()))
            .toList(),
        exactShift);
  }

  /**
   * In the order of the network's inputs.
   *
   * @throws IllegalArgumentException if they are not those that the network has
   */
  private Map<String, T> inOrder(Map<String, T> inputs) {
    Map<String, T> ordered = new LinkedHashMap<>();
    for (String name : network.inputs().keySet()) {
      T input = inputs.get(name);
      if (input != null) {
        ordered.put(name, input);
      }
    }
    if (ordered.size() != network.inputs().size() || inputs.size() != ordered.size()) {
      throw new IllegalArgumentException(
          "the "
              + player
              + " takes "
              + network.inputs().keySet()
              + ", and is given "
              + inputs.keySet());
    }
    return ordered;
  }

  private Key key(Map<String, T> inputs, @Nullable T labels) {
    Map<String, Object> identities = new HashMap<>();
    inputs.forEach((name, input) -> identities.put(name, engine.identity(input)));
    return new Key(identities, labels == null ? null : engine.identity(labels));
  }
}
