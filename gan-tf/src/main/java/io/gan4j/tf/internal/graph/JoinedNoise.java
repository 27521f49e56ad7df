package io.gan4j.tf.internal.graph;

import io.gan4j.api.tensor.NoiseSource;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * The noise of two batches that share one pass: each half is what its batch would see alone.
 *
 * @param tf joins the halves
 * @param first noise of the first half of the batch
 * @param second noise of the second half
 * @param <T> the graph's float type
 */
public record JoinedNoise<T extends TFloating>(
    Ops tf, NoiseSource<Operand<T>> first, NoiseSource<Operand<T>> second)
    implements NoiseSource<Operand<T>> {

  @Override
  public Operand<T> uniform(String stream, Shape shape) {
    return join(first.uniform(stream, shape), second.uniform(stream, shape));
  }

  @Override
  public Operand<T> normal(String stream, Shape shape) {
    return join(first.normal(stream, shape), second.normal(stream, shape));
  }

  @Override
  public Operand<T> truncatedNormal(String stream, Shape shape) {
    return join(first.truncatedNormal(stream, shape), second.truncatedNormal(stream, shape));
  }

  @Override
  public Operand<T> pick(
      String stream, int rows, Function<NoiseSource<Operand<T>>, Operand<T>> table) {
    return join(first.pick(stream, rows, table), second.pick(stream, rows, table));
  }

  private Operand<T> join(Operand<T> a, Operand<T> b) {
    return tf.concat(List.of(a, b), tf.constant(0));
  }
}
