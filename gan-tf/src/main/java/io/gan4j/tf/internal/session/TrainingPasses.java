package io.gan4j.tf.internal.session;

import io.gan4j.api.ProviderException;
import io.gan4j.api.game.Player;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.play.PhaseEngine.Block;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.tf.internal.network.NetworkCompiler.Compiled;
import io.gan4j.tf.internal.network.NetworkCompiler.CompiledPlayer;
import io.gan4j.tf.internal.network.Pass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * The passes of one phase through the networks, in training mode, and what they do to statistics.
 *
 * @param <T> the graph's float type
 */
final class TrainingPasses<T extends TFloating> {
  private final Model<T> model;
  private final Ops tf;
  private final PhaseNoise<T> noise;

  /** Of each player, by a statistic's full name: every pass's update of it. */
  private final Map<Player, Map<String, List<Update<T>>>> updates = new HashMap<>();

  /**
   * A pass's update of a statistic.
   *
   * @param pass the pass's name
   * @param next the next value from the one before
   * @param <T> the graph's float type
   */
  private record Update<T extends TFloating>(String pass, UnaryOperator<Operand<T>> next) {

    /** Real samples come first, then the fakes, then what terms made, as they asked for it. */
    int turn() {
      String own = pass.substring(pass.lastIndexOf('.') + 1);
      return own.equals("real") ? 0 : own.equals("fake") ? 1 : 2;
    }
  }

  TrainingPasses(Model<T> model, Ops tf, PhaseNoise<T> noise) {
    this.model = model;
    this.tf = tf;
    this.noise = noise;
  }

  /**
   * One pass, with the noise of its own name.
   *
   * @param name unique among the player's passes
   * @param inputs by the input's name, {@code [batch, …]}
   * @param labels one-hot; null if the player sees none
   */
  CompiledPlayer<T> pass(
      Player player, String name, Map<String, Operand<T>> inputs, @Nullable Operand<T> labels) {
    Operand<T> first = inputs.values().iterator().next();
    return pass(player, name, inputs, labels, noise.ofPass(player, name, first));
  }

  /** One pass, with other noise. */
  CompiledPlayer<T> pass(
      Player player,
      String name,
      Map<String, Operand<T>> inputs,
      @Nullable Operand<T> labels,
      NoiseSource<Operand<T>> passNoise) {
    return model
        .compiler()
        .compile(
            model.plan().player(player).network(), inputs, pass(player, name, labels, passNoise));
  }

  /** The noise that a block of rows meets. */
  NoiseSource<Operand<T>> noiseOf(Player player, Block<Operand<T>> block) {
    return noise.ofPass(player, block.pass(), block.inputs().values().iterator().next());
  }

  /** A layer's output by its name. */
  Operand<T> layer(Player player, Map<String, Operand<T>> layers, String name) {
    Operand<T> output = layers.get(name);
    if (output == null) {
      throw new ProviderException(
          "the "
              + player
              + " has no layer '"
              + name
              + "'; it has "
              + model.plan().player(player).network().placed().stream()
                  .map(Placed::name)
                  .collect(Collectors.joining(", ")));
    }
    return output;
  }

  /** A pass through some layers that follow each other, with noise of its own. */
  Compiled<T> pass(
      Player player,
      String name,
      List<Placed> layers,
      Operand<T> input,
      @Nullable Operand<T> labels,
      NoiseSource<Operand<T>> passNoise) {
    return model.compiler().compile(layers, input, pass(player, name, labels, passNoise));
  }

  private Pass<T> pass(
      Player player, String name, @Nullable Operand<T> labels, NoiseSource<Operand<T>> passNoise) {
    Map<String, List<Update<T>>> own = updates.computeIfAbsent(player, p -> new LinkedHashMap<>());
    return new Pass<>(
        tf.withSubScope((player.key() + "." + name).replaceAll("[^A-Za-z0-9_.\\-]", ".")),
        player.key(),
        model.player(player).weights(),
        labels,
        passNoise,
        true,
        (statistic, next) ->
            own.computeIfAbsent(statistic, s -> new ArrayList<>()).add(new Update<>(name, next)),
        model.collectives(),
        model.arithmetic());
  }

  /**
   * The next values of a player's statistics, by full name: every pass's update in turn, whoever
   * asked for its pass first.
   */
  Map<String, Operand<T>> nextStatistics(Player player) {
    Map<String, Operand<T>> next = new LinkedHashMap<>();
    updates
        .getOrDefault(player, Map.of())
        .forEach(
            (name, ofPasses) -> {
              Operand<T> value = model.player(player).parameter(name).variable().read();
              for (Update<T> update : inTurn(ofPasses)) {
                value = update.next().apply(value);
              }
              next.put(name, value);
            });
    return next;
  }

  private static <T extends TFloating> List<Update<T>> inTurn(List<Update<T>> updates) {
    return updates.stream().sorted(Comparator.comparingInt(Update::turn)).toList();
  }
}
