package io.gan4j.tf.internal.graph;

import io.gan4j.api.tensor.NoiseSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/**
 * The noise of one part of a batch: rows of what the whole batch would see, so that a sample meets
 * the same noise whether its batch passes whole or in parts.
 *
 * @param tf takes the rows
 * @param whole noise of the whole batch
 * @param first first row of the part, a scalar
 * @param rows rows of a part
 * @param <T> the graph's float type
 */
public record PartNoise<T extends TFloating>(
    Ops tf, NoiseSource<Operand<T>> whole, Operand<TInt32> first, long rows)
    implements NoiseSource<Operand<T>> {

  @Override
  public Operand<T> uniform(String stream, Shape shape) {
    return part(whole.uniform(stream, shape));
  }

  @Override
  public Operand<T> normal(String stream, Shape shape) {
    return part(whole.normal(stream, shape));
  }

  @Override
  public Operand<T> truncatedNormal(String stream, Shape shape) {
    return part(whole.truncatedNormal(stream, shape));
  }

  @Override
  public Operand<T> pick(
      String stream, int rows, Function<NoiseSource<Operand<T>>, Operand<T>> table) {
    return part(whole.pick(stream, rows, table));
  }

  private Operand<T> part(Operand<T> all) {
    return rows(tf, all, first, rows);
  }

  /** Some rows of a tensor of known shape. */
  public static <U extends TType> Operand<U> rows(
      Ops tf, Operand<U> all, Operand<TInt32> first, long rows) {
    List<Operand<TInt32>> begin = new ArrayList<>();
    begin.add(first);
    int[] sizes = GraphOps.ints(all.shape());
    sizes[0] = Math.toIntExact(rows);
    for (int axis = 1; axis < sizes.length; axis++) {
      begin.add(tf.constant(0));
    }
    return tf.slice(all, tf.stack(begin), tf.constant(sizes));
  }
}
