package io.gan4j.tf.internal.graph;

import io.gan4j.api.tensor.NoiseSource;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;

/**
 * A source whose streams are named under a prefix of another's.
 *
 * @param prefix ends with a slash
 * @param source the other source
 * @param <T> the provider's tensor
 */
public record ScopedNoise<T>(String prefix, NoiseSource<T> source) implements NoiseSource<T> {

  @Override
  public T uniform(String stream, Shape shape) {
    return source.uniform(prefix + stream, shape);
  }

  @Override
  public T normal(String stream, Shape shape) {
    return source.normal(prefix + stream, shape);
  }

  @Override
  public T truncatedNormal(String stream, Shape shape) {
    return source.truncatedNormal(prefix + stream, shape);
  }

  @Override
  public T pick(String stream, int rows, Function<NoiseSource<T>, T> table) {
    return source.pick(prefix + stream, rows, table);
  }
}
