package io.gan4j.api.provider;

import io.gan4j.api.Player;
import java.nio.file.Path;
import java.util.Map;
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
   */
  FloatNdArray generate(FloatNdArray latents);

  /**
   * Raw scores of samples {@code [n, …]} as the networks see them, in inference mode: {@code [n]}
   * or {@code [n, …]}.
   */
  FloatNdArray score(FloatNdArray samples);

  /** Name of the device it runs on: {@code cpu}, {@code gpu:0}. */
  default String device() {
    return "cpu";
  }

  /** Updates a player has had. */
  long updates(Player player);

  /**
   * Copies of everything that the next step depends on, by name: weights, optimiser slots,
   * averages, statistics, terms' states, counts. Names of what belongs to a player start with its
   * key: {@code generator/…}.
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
   * samples) and {@code sample} (seed, count → samples).
   *
   * @param folder an empty or absent folder
   * @param metadata written beside the model for {@link GeneratorModel#metadata()}
   */
  void export(Path folder, Map<String, String> metadata);

  @Override
  void close();
}
