package io.gan4j.api.play;

import io.gan4j.api.game.Player;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider does in one phase. What the phase means is decided above it, in {@link
 * PhasePlay}, once for all providers: who sees which labels and noise, what is computed once, and
 * which passes are shared.
 *
 * @param <T> the provider's tensor
 */
public interface PhaseEngine<T> {

  TensorOps<T> ops();

  /** Noise of the phase's terms, apart from the players' own. */
  NoiseSource<T> noise();

  /**
   * Noise of what samples are judged through, for a batch of another size than the phase's too.
   *
   * @param samples {@code [rows, …]}
   */
  NoiseSource<T> noiseOf(T samples);

  /** A number that moves, as it is in this step: a scalar. */
  T number(Schedule schedule);

  /**
   * What is carried from step to step, as it is before this one: a scalar, or fakes.
   *
   * @param name one of {@link GanPlan#carried()} or {@link GanPlan#histories()}
   */
  T carried(String name);

  /** This phase's real samples of a side, {@code [batch, …]}, in the range the networks see. */
  T samples(String side);

  /** Their labels, one-hot, {@code [batch, classes]}. */
  T labels(String side);

  /** Latents drawn for this phase, {@code [batch, …]}, by their name in the game. */
  T latents(String name);

  /**
   * Labels drawn with them, one-hot, {@code [batch, classes]}, of the classes of a side: each as
   * likely as {@link GanPlan#fakeLabels(String)} says.
   */
  T drawnLabels(String side);

  /**
   * What stands for a tensor that a term made: the first that any term of the phase made alike, so
   * that both go through a network in one pass, under the same masks.
   */
  default T shared(T made) {
    return made;
  }

  /**
   * Rows that go through a player in training mode.
   *
   * @param pass their name: equal names meet equal masks and noise in every phase of a draw,
   *     whether they pass alone or not
   * @param inputs by the input's name, in the order of the network's
   * @param labels one-hot, {@code [rows, classes]}; null if the player sees none
   * @param <T> the provider's tensor
   */
  record Block<T>(String pass, Map<String, T> inputs, @Nullable T labels) {}

  /** A pass through a player. */
  PlayerPass<T> forward(Player player, Block<T> block);

  /**
   * Passes of several blocks of the same size, together where that saves time. What comes out is
   * the same as if each passed alone.
   *
   * @param exactShift whether what the blocks ask of the last layer has to cancel exactly where it
   *     does so by calculation: a critic's last bias, under a loss of differences
   */
  default List<PlayerPass<T>> forwardTogether(
      Player player, List<Block<T>> blocks, boolean exactShift) {
    return blocks.stream().map(block -> forward(player, block)).toList();
  }

  /** Gradients of the sum of a tensor with respect to others, differentiable again. */
  List<T> gradients(T of, List<T> others);

  /** The kernels of a player. */
  List<T> kernels(Player player);

  /** Equal exactly for handles of the same tensor. */
  Object identity(T tensor);
}
