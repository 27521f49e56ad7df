package io.gan4j.api.tensor;

import java.util.function.Function;
import org.tensorflow.ndarray.Shape;

/**
 * Random numbers for a batch, without state: each is a function of the run's seed, the stream's
 * name, the draw and the sample's index in the batch. The same name in the same draw gives the same
 * numbers. Gradients do not flow through.
 *
 * @param <T> the provider's tensor
 */
public interface NoiseSource<T> {

  /** Uniform in [0, 1): {@code [batch, …shape]}. A scalar shape gives {@code [batch]}. */
  T uniform(String stream, Shape shape);

  /** Standard normal: {@code [batch, …shape]}. */
  T normal(String stream, Shape shape);

  /** Standard normal, redrawn where beyond two standard deviations: {@code [batch, …shape]}. */
  T truncatedNormal(String stream, Shape shape);

  /**
   * Rows picked uniformly, with replacement, from a fixed table that is drawn once per run: {@code
   * [batch, …shape]}.
   *
   * @param stream name of the table
   * @param rows rows of the table
   * @param table draws all of its rows from the source it is given, whose batch is {@code rows}
   */
  T pick(String stream, int rows, Function<NoiseSource<T>, T> table);
}
