package io.gan4j.tf.internal.session;

import io.gan4j.api.Player;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.tf.internal.network.NetworkCompiler.Compiled;
import io.gan4j.tf.internal.network.Pass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * The passes of one phase through both networks, in training mode, and what they do to statistics.
 *
 * @param <T> the graph's float type
 */
final class TrainingPasses<T extends TFloating> {
  /** The name of the passes of real samples. */
  static final String REAL = "real";

  /** The name of the passes of the phase's fakes, and of the generator's that makes them. */
  static final String FAKE = "fake";

  private final Model<T> model;
  private final Ops tf;
  private final PhaseNoise<T> noise;

  /** Of each player, by a statistic's full name: every pass's update of it. */
  private final Map<Player, Map<String, List<Update<T>>>> updates = new EnumMap<>(Player.class);

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
      return switch (pass) {
        case REAL -> 0;
        case FAKE -> 1;
        default -> 2;
      };
    }
  }

  TrainingPasses(Model<T> model, Ops tf, PhaseNoise<T> noise) {
    this.model = model;
    this.tf = tf;
    this.noise = noise;
  }

  PhaseNoise<T> noise() {
    return noise;
  }

  /**
   * One pass, with the noise of its own name.
   *
   * @param name unique among the player's passes
   * @param input {@code [batch, …]}
   * @param labels one-hot; null if the player sees none
   */
  Compiled<T> pass(Player player, String name, Operand<T> input, @Nullable Operand<T> labels) {
    List<Placed> all = model.plan().player(player).network().placed();
    return pass(player, name, all, input, labels, noise.ofPass(player, name, input));
  }

  /** A pass through some layers that follow each other, with noise of its own. */
  Compiled<T> pass(
      Player player,
      String name,
      List<Placed> layers,
      Operand<T> input,
      @Nullable Operand<T> labels,
      NoiseSource<Operand<T>> passNoise) {
    Map<String, List<Update<T>>> own = updates.computeIfAbsent(player, p -> new LinkedHashMap<>());
    Pass<T> pass =
        new Pass<>(
            tf.withSubScope(player.key() + "." + name),
            player.key(),
            model.player(player).weights(),
            labels,
            passNoise,
            true,
            (statistic, next) ->
                own.computeIfAbsent(statistic, s -> new ArrayList<>())
                    .add(new Update<>(name, next)));
    return model.compiler().compile(layers, input, pass);
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
