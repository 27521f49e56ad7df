package io.gan4j.tf.internal.graph;

import io.gan4j.api.random.RandomKey;
import io.gan4j.api.tensor.NoiseSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * Noise from TensorFlow's stateless generators (Philox), keyed by [stream, draw]. A batch is drawn
 * whole, in row-major order, so that its first rows do not depend on its size. Drawn in float32 in
 * every graph, so that a float64 graph sees the same numbers.
 *
 * @param <T> the graph's float type
 */
public final class GraphNoise<T extends TFloating> implements NoiseSource<Operand<T>> {
  /** The root of latents that are asked for by seed: the same in a session and in an export. */
  private static final RandomKey SAMPLING = RandomKey.of(0).split("sampling");

  private final Ops tf;
  private final Class<T> type;
  private final RandomKey root;
  private final Operand<TInt64> draw;
  private final Operand<TInt32> batch;
  private final TableSource<T> tables;

  /**
   * @param root the root of its streams
   * @param draw number of the draw, a scalar
   * @param batch samples in the batch, a scalar
   */
  public GraphNoise(
      Ops tf,
      Class<T> type,
      RandomKey root,
      Operand<TInt64> draw,
      Operand<TInt32> batch,
      TableSource<T> tables) {
    this.tf = tf;
    this.type = type;
    this.root = root;
    this.draw = draw;
    this.batch = batch;
    this.tables = tables;
  }

  /** Noise of a run's training. */
  public static RandomKey training(long seed) {
    return RandomKey.of(seed).split("noise");
  }

  /** Noise that a seed alone determines, whatever the run it is asked of. */
  public static <T extends TFloating> GraphNoise<T> sampling(
      Ops tf, Class<T> type, Operand<TInt64> seed, Operand<TInt32> count, TableSource<T> tables) {
    return new GraphNoise<>(tf, type, SAMPLING, seed, count, tables);
  }

  /** A stream below that root. */
  static RandomKey samplingStream(String stream) {
    return SAMPLING.split(stream);
  }

  @Override
  public Operand<T> uniform(String stream, Shape shape) {
    return constant(tf.random.statelessRandomUniform(dims(shape), key(stream), TFloat32.class));
  }

  @Override
  public Operand<T> normal(String stream, Shape shape) {
    return constant(tf.random.statelessRandomNormal(dims(shape), key(stream), TFloat32.class));
  }

  @Override
  public Operand<T> truncatedNormal(String stream, Shape shape) {
    return constant(tf.random.statelessTruncatedNormal(dims(shape), key(stream), TFloat32.class));
  }

  @Override
  public Operand<T> pick(
      String stream, int rows, Function<NoiseSource<Operand<T>>, Operand<T>> table) {
    Operand<TInt64> row = below(stream + "/row", rows);
    return tf.stopGradient(tf.gather(tables.table(stream, rows, table), row, tf.constant(0)));
  }

  /** Whole numbers from 0 to below a bound, each as likely as the other: {@code [batch]}. */
  public Operand<TInt64> below(String stream, long bound) {
    return tf.random.statelessRandomUniformInt(
        dims(Shape.scalar()), key(stream), tf.constant(0L), tf.constant(bound));
  }

  private Operand<T> constant(Operand<TFloat32> drawn) {
    return tf.stopGradient(cast(drawn));
  }

  @SuppressWarnings("unchecked") // T is TFloat32 if its class is
  private Operand<T> cast(Operand<TFloat32> drawn) {
    return type.equals(TFloat32.class) ? (Operand<T>) drawn : tf.dtypes.cast(drawn, type);
  }

  private Operand<TInt64> key(String stream) {
    return tf.stack(List.of(tf.constant(root.split(stream).key()), draw));
  }

  private Operand<TInt32> dims(Shape shape) {
    List<Operand<TInt32>> dims = new ArrayList<>();
    dims.add(batch);
    for (int size : GraphOps.ints(shape)) {
      dims.add(tf.constant(size));
    }
    return tf.stack(dims);
  }
}
