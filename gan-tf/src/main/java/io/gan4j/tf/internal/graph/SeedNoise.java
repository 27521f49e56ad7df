package io.gan4j.tf.internal.graph;

import io.gan4j.api.random.RandomKey;
import io.gan4j.api.tensor.NoiseSource;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Noise of a batch whose rows have a seed each: row i is what {@link GraphNoise#sampling} draws
 * first for the i-th seed, but for the last bit of a logarithm, sine or cosine.
 *
 * @param tf adds the operations
 * @param seeds {@code [n]}
 * @param tables what is picked from
 */
public record SeedNoise(Ops tf, Operand<TInt64> seeds, TableSource<TFloat32> tables)
    implements NoiseSource<Operand<TFloat32>> {
  private static final int LANES = 4;
  private static final int BITS = 23;

  /** As TensorFlow has it: no logarithm of zero. */
  private static final float SMALLEST = 1e-7f;

  @Override
  public Operand<TFloat32> uniform(String stream, Shape shape) {
    return rows(words(stream, shape.size()).stream().map(this::unit).toList(), shape);
  }

  @Override
  public Operand<TFloat32> normal(String stream, Shape shape) {
    List<Operand<TFloat32>> units = words(stream, shape.size()).stream().map(this::unit).toList();
    Operand<TFloat32> first = radius(units.get(0));
    Operand<TFloat32> second = radius(units.get(2));
    Operand<TFloat32> angle = angle(units.get(1));
    Operand<TFloat32> other = angle(units.get(3));
    return rows(
        List.of(
            tf.math.mul(tf.math.sin(angle), first),
            tf.math.mul(tf.math.cos(angle), first),
            tf.math.mul(tf.math.sin(other), second),
            tf.math.mul(tf.math.cos(other), second)),
        shape);
  }

  /**
   * @throws UnsupportedOperationException how often TensorFlow draws again is not known beforehand
   */
  @Override
  public Operand<TFloat32> truncatedNormal(String stream, Shape shape) {
    throw new UnsupportedOperationException("truncated normal numbers of many seeds at once");
  }

  @Override
  public Operand<TFloat32> pick(
      String stream, int count, Function<NoiseSource<Operand<TFloat32>>, Operand<TFloat32>> table) {
    LongBits bits = new LongBits(tf);
    List<Operand<TInt64>> words = words(stream + "/row", 1);
    Operand<TInt64> rows = tf.constant((long) count);
    // (2³² · high + low) mod count, where 2⁶⁴ is more than an int64 holds
    Operand<TInt64> high = tf.math.floorMod(words.get(1), rows);
    Operand<TInt64> sum =
        bits.plus(bits.times(high, (1L << 32) % count), tf.math.floorMod(words.get(0), rows));
    Operand<TInt64> row = tf.math.floorMod(tf.reshape(sum, tf.constant(new int[] {-1})), rows);
    return tf.gather(tables.table(stream, count, table), row, tf.constant(0));
  }

  private List<Operand<TInt64>> words(String stream, long numbers) {
    long groups = (numbers + LANES - 1) / LANES;
    RandomKey key = GraphNoise.samplingStream(stream);
    return new Philox(tf)
        .words(
            key.key(),
            tf.expandDims(seeds, tf.constant(1)),
            tf.expandDims(
                tf.range(tf.constant(0L), tf.constant(groups), tf.constant(1L)), tf.constant(0)));
  }

  private Operand<TFloat32> unit(Operand<TInt64> word) {
    Operand<TInt64> low = new LongBits(tf).and(word, (1L << BITS) - 1);
    return tf.math.mul(
        tf.dtypes.cast(low, TFloat32.class), tf.constant((float) (1.0 / (1 << BITS))));
  }

  private Operand<TFloat32> radius(Operand<TFloat32> unit) {
    Operand<TFloat32> log = tf.math.log(tf.math.maximum(unit, tf.constant(SMALLEST)));
    return tf.math.sqrt(tf.math.mul(log, tf.constant(-2f)));
  }

  private Operand<TFloat32> angle(Operand<TFloat32> unit) {
    return tf.math.mul(unit, tf.constant((float) (2 * Math.PI)));
  }

  /** Four lanes side by side, cut to a row's numbers. */
  private Operand<TFloat32> rows(List<Operand<TFloat32>> lanes, Shape shape) {
    long groups = (shape.size() + LANES - 1) / LANES;
    Operand<TFloat32> all =
        tf.reshape(
            tf.stack(lanes, Stack.axis(2L)),
            tf.constant(new int[] {-1, Math.toIntExact(groups * LANES)}));
    Operand<TFloat32> cut =
        tf.slice(
            all,
            tf.constant(new int[] {0, 0}),
            tf.constant(new int[] {-1, Math.toIntExact(shape.size())}));
    return tf.reshape(cut, tf.constant(GraphOps.ints(shape.prepend(-1))));
  }
}
