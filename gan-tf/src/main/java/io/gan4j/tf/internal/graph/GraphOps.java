package io.gan4j.tf.internal.graph;

import io.gan4j.api.provider.Workers;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.tf.internal.workers.Collectives;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceMin;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * The algebra as graph operations. relu is a leaky relu without a leak: the same values, but its
 * gradient has a gradient, which a critic under a gradient penalty needs.
 *
 * @param <T> the graph's float type
 */
public final class GraphOps<T extends TFloating> implements TensorOps<Operand<T>> {
  /** Places along an axis up to which a product is as fast as looking them up. */
  private static final int LONGEST_LINE = 128;

  private final Ops tf;
  private final Class<T> type;
  private final Collectives collectives;
  private final Map<Double, Operand<T>> constants = new HashMap<>();

  /** Of one process alone, or of what is no matter of the batch. */
  public GraphOps(Ops tf, Class<T> type) {
    this(tf, type, new Collectives(Workers.ALONE));
  }

  /**
   * @param collectives by which workers share the means of their batch
   */
  public GraphOps(Ops tf, Class<T> type, Collectives collectives) {
    this.tf = tf;
    this.type = type;
    this.collectives = collectives;
  }

  @Override
  public Operand<T> constant(double value) {
    return constants.computeIfAbsent(value, v -> tf.constant(type, v));
  }

  @Override
  public Shape shape(Operand<T> x) {
    return x.shape();
  }

  @Override
  public Operand<T> add(Operand<T> a, Operand<T> b) {
    return tf.math.add(a, b);
  }

  @Override
  public Operand<T> sub(Operand<T> a, Operand<T> b) {
    return tf.math.sub(a, b);
  }

  @Override
  public Operand<T> mul(Operand<T> a, Operand<T> b) {
    return tf.math.mul(a, b);
  }

  @Override
  public Operand<T> div(Operand<T> a, Operand<T> b) {
    return tf.math.div(a, b);
  }

  @Override
  public Operand<T> neg(Operand<T> x) {
    return tf.math.neg(x);
  }

  @Override
  public Operand<T> abs(Operand<T> x) {
    return tf.math.abs(x);
  }

  @Override
  public Operand<T> square(Operand<T> x) {
    return tf.math.square(x);
  }

  @Override
  public Operand<T> sqrt(Operand<T> x) {
    return tf.math.sqrt(x);
  }

  @Override
  public Operand<T> exp(Operand<T> x) {
    return tf.math.exp(x);
  }

  @Override
  public Operand<T> log(Operand<T> x) {
    return tf.math.log(x);
  }

  @Override
  public Operand<T> log1p(Operand<T> x) {
    return tf.math.log1p(x);
  }

  @Override
  public Operand<T> expm1(Operand<T> x) {
    return tf.math.expm1(x);
  }

  @Override
  public Operand<T> maximum(Operand<T> a, Operand<T> b) {
    return tf.math.maximum(a, b);
  }

  @Override
  public Operand<T> minimum(Operand<T> a, Operand<T> b) {
    return tf.math.minimum(a, b);
  }

  @Override
  public Operand<T> relu(Operand<T> x) {
    return leakyRelu(x, 0);
  }

  @Override
  public Operand<T> leakyRelu(Operand<T> x, double alpha) {
    return tf.nn.leakyRelu(x, LeakyRelu.alpha((float) alpha));
  }

  @Override
  public Operand<T> elu(Operand<T> x) {
    return tf.nn.elu(x);
  }

  @Override
  public Operand<T> selu(Operand<T> x) {
    return tf.nn.selu(x);
  }

  @Override
  public Operand<T> softplus(Operand<T> x) {
    return tf.math.softplus(x);
  }

  @Override
  public Operand<T> sigmoid(Operand<T> x) {
    return tf.math.sigmoid(x);
  }

  @Override
  public Operand<T> tanh(Operand<T> x) {
    return tf.math.tanh(x);
  }

  @Override
  public Operand<T> greater(Operand<T> a, Operand<T> b) {
    return tf.dtypes.cast(tf.math.greater(a, b), type);
  }

  @Override
  public Operand<T> floor(Operand<T> x) {
    return tf.stopGradient(tf.math.floor(x));
  }

  @Override
  public Operand<T> sign(Operand<T> x) {
    return tf.math.sign(x);
  }

  @Override
  public Operand<T> sum(Operand<T> x) {
    return tf.reduceSum(x, axes(x, 0));
  }

  @Override
  public Operand<T> mean(Operand<T> x) {
    return tf.math.mean(x, axes(x, 0));
  }

  @Override
  public Operand<T> meanOfBatch(Operand<T> x) {
    return collectives.mean(tf, mean(x));
  }

  @Override
  public Operand<T> sumPerSample(Operand<T> x) {
    return rank(x) == 1 ? x : tf.reduceSum(x, axes(x, 1));
  }

  @Override
  public Operand<T> meanPerSample(Operand<T> x) {
    return rank(x) == 1 ? x : tf.math.mean(x, axes(x, 1));
  }

  @Override
  public Operand<T> maxPerSample(Operand<T> x) {
    return rank(x) == 1 ? x : tf.reduceMax(x, axes(x, 1), ReduceMax.keepDims(false));
  }

  @Override
  public Operand<T> minPerSample(Operand<T> x) {
    return rank(x) == 1 ? x : tf.reduceMin(x, axes(x, 1), ReduceMin.keepDims(false));
  }

  @Override
  public Operand<T> meanOverBatch(Operand<T> x) {
    return collectives.mean(tf, tf.math.mean(x, tf.constant(new int[] {0}), Mean.keepDims(true)));
  }

  @Override
  public Operand<T> sumExcept(Operand<T> x, int axis) {
    int[] summed = IntStream.range(0, rank(x)).filter(i -> i != axis).toArray();
    return tf.reduceSum(x, tf.constant(summed), ReduceSum.keepDims(true));
  }

  @Override
  public Operand<T> broadcastPerSample(Operand<T> perSample, Operand<T> like) {
    int[] shape = new int[rank(like)];
    Arrays.fill(shape, 1);
    shape[0] = -1;
    return tf.reshape(perSample, tf.constant(shape));
  }

  @Override
  public Operand<T> matMul(Operand<T> a, Operand<T> b) {
    return tf.linalg.matMul(a, b);
  }

  @Override
  public Operand<T> reshape(Operand<T> x, Shape shape) {
    return tf.reshape(x, tf.constant(ints(shape)));
  }

  @Override
  public Operand<T> transpose(Operand<T> x, int... order) {
    return tf.linalg.transpose(x, tf.constant(order));
  }

  @Override
  public Operand<T> range(int count) {
    return tf.dtypes.cast(tf.constant(IntStream.range(0, count).toArray()), type);
  }

  @Override
  public Operand<T> concat(List<Operand<T>> parts) {
    return Concatenation.of(tf, parts, rank(parts.get(0)) - 1);
  }

  @Override
  public Operand<T> slice(Operand<T> x, int from, int to) {
    int[] begin = new int[rank(x)];
    int[] size = new int[rank(x)];
    Arrays.fill(size, -1);
    begin[begin.length - 1] = from;
    size[size.length - 1] = to - from;
    return tf.slice(x, tf.constant(begin), tf.constant(size));
  }

  /** As a product with matrices of zeros and ones, whose gradients have gradients. */
  @Override
  public Operand<T> take(Operand<T> x, int axis, Operand<T> places) {
    boolean many = axis == 1 && x.shape().get(1) > LONGEST_LINE;
    return many && x.shape().get(0) != Shape.UNKNOWN_SIZE
        ? gathered(x, places)
        : multiplied(x, axis, places);
  }

  /** By numbers of rows: for many places. */
  private Operand<T> gathered(Operand<T> x, Operand<T> places) {
    Shape shape = x.shape();
    long size = shape.get(1);
    long values = shape.tail().size() / size;
    int batch = Math.toIntExact(shape.get(0));
    int[] firsts = IntStream.range(0, batch).map(i -> Math.toIntExact(i * size)).toArray();
    Operand<TInt32> rows =
        tf.math.add(
            tf.dtypes.cast(places, TInt32.class),
            tf.reshape(tf.constant(firsts), tf.constant(new int[] {batch, 1})));
    Operand<T> flat = reshape(x, Shape.of(batch * size, values));
    Operand<T> taken =
        tf.gather(flat, tf.reshape(rows, tf.constant(new int[] {-1})), tf.constant(0));
    long[] sizes = shape.asArray();
    sizes[1] = places.shape().get(1);
    return reshape(taken, Shape.of(sizes));
  }

  /** By a product with ones and zeros: for places along a line. */
  private Operand<T> multiplied(Operand<T> x, int axis, Operand<T> places) {
    int[] order = IntStream.range(0, rank(x)).toArray();
    System.arraycopy(order, 1, order, 2, axis - 1);
    order[1] = axis; // the axis first, the others as they are
    int[] back = new int[order.length];
    IntStream.range(0, order.length).forEach(i -> back[order[i]] = i);
    Operand<T> first = transpose(x, order);
    long[] sizes = first.shape().asArray();
    long size = sizes[1];
    Operand<T> chosen =
        tf.oneHot(
            tf.dtypes.cast(places, TInt32.class),
            tf.constant(Math.toIntExact(size)),
            constant(1),
            constant(0));
    Operand<T> rows = reshape(first, Shape.of(-1, size, first.shape().tail().size() / size));
    Operand<T> taken = tf.train.batchMatMul(chosen, rows, type);
    sizes[0] = Shape.UNKNOWN_SIZE;
    sizes[1] = places.shape().get(1);
    return transpose(reshape(taken, Shape.of(sizes)), back);
  }

  @Override
  public Operand<T> detach(Operand<T> x) {
    return tf.stopGradient(x);
  }

  /** A shape as the 32-bit integers that TensorFlow's gradients expect. */
  public static int[] ints(Shape shape) {
    int[] sizes = new int[shape.numDimensions()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.toIntExact(shape.get(i));
    }
    return sizes;
  }

  /** The size of the first axis when the graph runs. */
  public static Operand<TInt32> batchOf(Ops tf, Operand<?> samples) {
    Operand<TInt32> first =
        tf.slice(tf.shape(samples), tf.constant(new int[] {0}), tf.constant(new int[] {1}));
    return tf.reshape(first, tf.constant(new int[0]));
  }

  private Operand<TInt32> axes(Operand<T> x, int first) {
    return tf.constant(IntStream.range(first, rank(x)).toArray());
  }

  private int rank(Operand<T> x) {
    int rank = x.shape().numDimensions();
    if (rank < 0) {
      throw new IllegalArgumentException(
          "the number of axes of " + x.asOutput().name() + " is not known");
    }
    return rank;
  }
}
