package io.gan4j.tf.internal.graph;

import io.gan4j.api.random.RandomKey;
import io.gan4j.api.tensor.NoiseSource;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * Noise of which each row is a function of the row's own key, so that it is the same whatever rows
 * stand beside it. The number i of a stream in a row is {@code new RandomKey(k).bits(i)} with
 * {@code k = mix(row's key ^ stream's key)}; where two numbers make one, they are 2i and 2i + 1.
 * Rounded to float32 in every graph, so that a float64 graph sees the same numbers.
 *
 * @param <T> the graph's float type
 */
public final class RowNoise<T extends TFloating> implements NoiseSource<Operand<T>> {
  private static final RandomKey ROOT = RandomKey.of(0).split("rows");
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** Random bits of a uniform number, as many as TensorFlow's own have. */
  private static final int BITS = 23;

  /** How far a truncated normal number goes. */
  private static final double TRUNCATED = 2;

  /** erf(2 / √2), the share of normal numbers within two standard deviations. */
  private static final double WITHIN = 0.9544997361036416;

  private final Ops tf;
  private final Class<T> type;
  private final Supplier<Operand<TInt64>> keys;
  private final TableSource<T> tables;
  private final LongBits bits;
  private @Nullable Operand<TInt64> rows;

  /**
   * @param keys makes the keys of the rows, {@code [n]}, if noise is asked for at all
   */
  public RowNoise(Ops tf, Class<T> type, Supplier<Operand<TInt64>> keys, TableSource<T> tables) {
    this.tf = tf;
    this.type = type;
    this.keys = keys;
    this.tables = tables;
    this.bits = new LongBits(tf);
  }

  /**
   * Keys that whole numbers determine, one for each row: {@code [n, numbers] → [n]}.
   *
   * @param numbers in a row; it is known how many
   */
  public static Operand<TInt64> keys(Ops tf, Operand<TInt64> numbers) {
    LongBits bits = new LongBits(tf);
    Operand<TInt64> places = places(tf, numbers.shape().get(1), 1, 0);
    Operand<TInt64> each = bits.mix(bits.plus(bits.times(numbers, 0xD1342543DE82EF95L), places));
    return bits.mix(tf.reduceSum(each, tf.constant(1)));
  }

  @Override
  public Operand<T> uniform(String stream, Shape shape) {
    return finished(unit(stream, shape.size(), 1, 0), shape);
  }

  @Override
  public Operand<T> normal(String stream, Shape shape) {
    // Box and Muller, 1958; 1 − u is never 0
    Operand<TFloat32> u = tf.math.sub(tf.constant(1f), unit(stream, shape.size(), 2, 0));
    Operand<TFloat32> angle =
        tf.math.mul(unit(stream, shape.size(), 2, 1), tf.constant((float) (2 * Math.PI)));
    Operand<TFloat32> radius = tf.math.sqrt(tf.math.mul(tf.math.log(u), tf.constant(-2f)));
    return finished(tf.math.mul(radius, tf.math.cos(angle)), shape);
  }

  @Override
  public Operand<T> truncatedNormal(String stream, Shape shape) {
    Operand<TFloat32> symmetric =
        tf.math.sub(
            tf.math.mul(unit(stream, shape.size(), 1, 0), tf.constant(2f)),
            tf.constant(1 - (float) (1.0 / (1 << BITS)))); // from −1 to 1, neither of them
    Operand<TFloat32> normal =
        tf.math.mul(
            tf.math.erfinv(tf.math.mul(symmetric, tf.constant((float) WITHIN))),
            tf.constant((float) Math.sqrt(2)));
    float most = (float) TRUNCATED;
    return finished(tf.clipByValue(normal, tf.constant(-most), tf.constant(most)), shape);
  }

  @Override
  public Operand<T> pick(
      String stream, int count, Function<NoiseSource<Operand<T>>, Operand<T>> table) {
    // 31 bits: a whole number without a sign, of which every division leaves the same
    Operand<TInt64> drawn = bits.shift(draw(stream + "/row", 1, 1, 0), 33);
    Operand<TInt64> row =
        tf.math.floorMod(tf.reshape(drawn, tf.constant(new int[] {-1})), tf.constant((long) count));
    return tf.stopGradient(tf.gather(tables.table(stream, count, table), row, tf.constant(0)));
  }

  /** Uniform in [0, 1), {@code [n, size]}. */
  private Operand<TFloat32> unit(String stream, long size, int step, int offset) {
    Operand<TInt64> high = bits.shift(draw(stream, size, step, offset), Long.SIZE - BITS);
    return tf.math.mul(
        tf.dtypes.cast(high, TFloat32.class), tf.constant((float) (1.0 / (1 << BITS))));
  }

  /** Every step-th number of a stream: {@code [n, size]}, 64 random bits each. */
  private Operand<TInt64> draw(String stream, long size, int step, int offset) {
    if (rows == null) {
      rows = keys.get();
    }
    Operand<TInt64> key = bits.mix(bits.xor(rows, tf.constant(ROOT.split(stream).key())));
    return bits.mix(bits.plus(tf.expandDims(key, tf.constant(1)), places(tf, size, step, offset)));
  }

  /** Where the numbers lie in their row's stream: {@code [1, size]}. */
  private static Operand<TInt64> places(Ops tf, long size, int step, int offset) {
    return tf.math.mul(
        tf.expandDims(
            tf.range(
                tf.constant(1L + offset),
                tf.constant(1L + offset + step * size),
                tf.constant((long) step)),
            tf.constant(0)),
        tf.constant(GOLDEN));
  }

  private Operand<T> finished(Operand<TFloat32> drawn, Shape shape) {
    int[] sizes = GraphOps.ints(shape.prepend(-1));
    return tf.stopGradient(cast(tf.reshape(drawn, tf.constant(sizes))));
  }

  @SuppressWarnings("unchecked") // T is TFloat32 if its class is
  private Operand<T> cast(Operand<TFloat32> drawn) {
    return type.equals(TFloat32.class) ? (Operand<T>) drawn : tf.dtypes.cast(drawn, type);
  }
}
