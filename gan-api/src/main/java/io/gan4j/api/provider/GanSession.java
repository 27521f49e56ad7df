package io.gan4j.api.provider;

import io.gan4j.api.Player;
import io.gan4j.api.ProviderException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;

/**
 * Two built players and all of their state. Not safe for use by several threads at once. Who opens
 * closes.
 */
public interface GanSession extends AutoCloseable {

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
   */
  FloatNdArray drawLatents(long seed, int count);

  /**
   * Samples for latents, {@code [n, …]}, in inference mode, from the averaged weights where an
   * average is kept.
   *
   * @param labels a class for each of the n; null exactly if the generator sees no labels
   * @throws IllegalArgumentException if latents or labels do not fit the generator
   */
  FloatNdArray generate(FloatNdArray latents, int @Nullable [] labels);

  /** Samples of a generator that sees no labels. */
  default FloatNdArray generate(FloatNdArray latents) {
    return generate(latents, null);
  }

  /**
   * Raw scores of samples {@code [n, …]} as the networks see them, in inference mode: {@code [n]}
   * or {@code [n, …]}.
   *
   * @param labels the class of each of the n; null exactly if the discriminator sees no labels
   * @throws IllegalArgumentException if samples or labels do not fit the discriminator
   */
  FloatNdArray score(FloatNdArray samples, int @Nullable [] labels);

  /** Scores of a discriminator that sees no labels. */
  default FloatNdArray score(FloatNdArray samples) {
    return score(samples, null);
  }

  /** Name of the device it runs on: {@code cpu}, {@code gpu:0}. */
  default String device() {
    return "cpu";
  }

  /**
   * Multiplies every learning rate from now on, whatever its schedule says. Not part of the saved
   * state.
   *
   * @param factor above 0; 1 at the start
   */
  void scaleLearningRates(double factor);

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
   * Writes the generator as a SavedModel for inference: averaged weights where an average is kept,
   * a free batch dimension, no training state. Signatures: {@code serving_default} (latents →
   * samples) and {@code sample} (seed, count → samples); a generator that sees labels takes {@code
   * labels} in both, one per sample, and in {@code sample} also one for all.
   *
   * @param folder an empty or absent folder
   * @param metadata written beside the model for {@link GeneratorModel#metadata()}
   */
  void export(Path folder, Map<String, String> metadata);

  /**
   * Writes the discriminator as a SavedModel for inference, with a free batch dimension and no
   * training state. Signature {@code serving_default}: samples [, labels] → scores, and features
   * (what goes into its last layer with weights).
   *
   * @param folder an empty or absent folder
   * @param metadata written beside the model
   * @throws ProviderException if the provider exports generators only
   */
  default void exportDiscriminator(Path folder, Map<String, String> metadata) {
    throw new ProviderException("this provider exports generators only");
  }

  @Override
  void close();
}
