package io.gan4j.api.provider;

import io.gan4j.api.ProviderException;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import io.gan4j.api.provider.GanPlan.Sampler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;

/**
 * The built players of a game and all of their state. Not safe for use by several threads at once.
 * Who opens closes.
 */
public interface GanSession extends AutoCloseable {

  /** What it was opened for. */
  GanPlan plan();

  /**
   * Runs one step of a phase: moves the players the phase moves, and nothing else. Schedules are
   * read at the player's own count of updates.
   *
   * @throws io.gan4j.api.DivergedException if a loss is not finite
   * @throws IllegalArgumentException if the plan has no such phase, the phase needs a batch and
   *     gets none, or the batch is not what the plan says
   */
  PhaseReport step(StepRequest request);

  /**
   * Draws latents: {@code [count, …]}. Equal seeds give equal latents, and the first k do not
   * depend on count.
   *
   * @param name of the latents in the game
   */
  FloatNdArray drawLatents(String name, long seed, int count);

  /** Draws the latents of the run's sampler. */
  default FloatNdArray drawLatents(long seed, int count) {
    return drawLatents(sampler().latents(), seed, count);
  }

  /**
   * What a player makes of arrays {@code [n, …]} in inference mode, by output: from the averaged
   * weights where an average is kept and samples are made, from the trained ones otherwise. Raw
   * scores are {@code [n]}, or {@code [n, …]} for a discriminator that scores patches.
   *
   * @param inputs by the input's name
   * @param labels a class for each of the n; null exactly if the player sees no labels
   * @throws IllegalArgumentException if inputs or labels do not fit the player
   */
  Map<String, FloatNdArray> infer(
      Player player, Map<String, FloatNdArray> inputs, int @Nullable [] labels);

  /**
   * Samples for latents, {@code [n, …]}, of the run's sampler.
   *
   * @param labels a class for each of the n; null exactly if the generator sees no labels
   * @throws IllegalArgumentException if latents or labels do not fit the generator
   */
  default FloatNdArray generate(FloatNdArray latents, int @Nullable [] labels) {
    return generate(sampler().player(), latents, labels);
  }

  /** Samples for latents of a player that makes samples of latents alone. */
  default FloatNdArray generate(Player player, FloatNdArray latents, int @Nullable [] labels) {
    return output(player, Signal.SAMPLES, latents, labels);
  }

  /** Samples of a generator that sees no labels. */
  default FloatNdArray generate(FloatNdArray latents) {
    return generate(latents, null);
  }

  /**
   * Raw scores of samples {@code [n, …]} of the run as the networks see them: {@code [n]} or {@code
   * [n, …]}.
   *
   * @param labels the class of each of the n; null exactly if the discriminator sees no labels
   * @throws IllegalArgumentException if samples or labels do not fit the discriminator
   */
  default FloatNdArray score(FloatNdArray samples, int @Nullable [] labels) {
    return score(scorer(), samples, labels);
  }

  /** Raw scores of samples, of a discriminator that sees samples alone. */
  default FloatNdArray score(Player discriminator, FloatNdArray samples, int @Nullable [] labels) {
    return output(discriminator, Signal.SCORES, samples, labels);
  }

  /** Scores of a discriminator that sees no labels. */
  default FloatNdArray score(FloatNdArray samples) {
    return score(samples, null);
  }

  private FloatNdArray output(
      Player player, String output, FloatNdArray input, int @Nullable [] labels) {
    String name = plan().player(player).network().inputs().keySet().iterator().next();
    FloatNdArray found = infer(player, Map.of(name, input), labels).get(output);
    if (found == null) {
      throw new IllegalArgumentException("the " + player + " gives no " + output);
    }
    return found;
  }

  private Sampler sampler() {
    return plan()
        .sampler()
        .orElseThrow(
            () -> new ProviderException("no player of this game makes samples of latents"));
  }

  private Player scorer() {
    return plan()
        .scorer()
        .orElseThrow(() -> new ProviderException("no player of this game scores samples"))
        .pairing()
        .discriminator();
  }

  /** Name of the device it runs on: {@code cpu}, {@code gpu:0}. */
  default String device() {
    return "cpu";
  }

  /**
   * What products are computed in on this machine, in words: {@code float32}, {@code bfloat16
   * (AMX)}. Two machines that say the same here may still differ in the last bits.
   */
  default String arithmetic() {
    return "float32";
  }

  /**
   * Multiplies every learning rate from now on, whatever its schedule says. Not part of the saved
   * state.
   *
   * @param factor above 0; 1 at the start
   */
  void scaleLearningRates(double factor);

  /**
   * The largest of the numbers that all workers give, once all have given theirs. Every worker asks
   * at the same places of the run, and waits there for the others; a worker alone gets its own.
   *
   * @throws ProviderException if a worker does not come
   */
  default int largestOfWorkers(int own) {
    return own;
  }

  /**
   * The workers that say something else than the chief, by their numbers, once all have said it.
   *
   * @throws ProviderException if a worker does not come
   */
  default List<Integer> workersThatDiffer(String own) {
    return List.of();
  }

  /** Updates a player has had. */
  long updates(Player player);

  /**
   * Copies of everything that the next step depends on, by name: weights, optimiser slots,
   * averages, statistics, terms' states, counts. Names of what belongs to a player start with its
   * key: {@code generator/…}. What belongs to a weight is named below it, its average {@code
   * average}: {@code generator/0.dense/kernel/average}.
   */
  Map<String, NdArray<?>> saveState();

  /**
   * Puts back what {@link #saveState} gave.
   *
   * @throws io.gan4j.api.ProviderException if names or shapes do not fit; nothing is changed then
   */
  void restoreState(Map<String, NdArray<?>> state);

  /**
   * Writes a player as a SavedModel for inference, with a free batch dimension and no training
   * state. Signature {@code serving_default}: its inputs [, labels] → its outputs.
   *
   * <p>A player that makes samples is written with averaged weights where an average is kept; one
   * that makes them of latents alone has a signature {@code sample} as well (seed, count [, labels]
   * → samples). A player that gives scores is written with its trained weights, and gives features
   * too: what goes into its last layer with weights.
   *
   * @param folder an empty or absent folder
   * @param metadata written beside the model for {@link GeneratorModel#metadata()}
   * @throws ProviderException if the provider cannot export such a player
   */
  void export(Player player, Path folder, Map<String, String> metadata);

  /** Writes the run's sampler, or else its first player. */
  default void export(Path folder, Map<String, String> metadata) {
    export(plan().exported(), folder, metadata);
  }

  /** Writes the discriminator that scores the run's samples. */
  default void exportDiscriminator(Path folder, Map<String, String> metadata) {
    export(scorer(), folder, metadata);
  }

  @Override
  void close();
}
