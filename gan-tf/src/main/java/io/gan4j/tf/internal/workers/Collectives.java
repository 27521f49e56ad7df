package io.gan4j.tf.internal.workers;

import io.gan4j.api.provider.Workers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;

/**
 * What workers tell each other, in the graph of one of them. Each exchange has a number, by which
 * it finds the same one in the graphs of the others: so all build their graphs in the same order.
 */
public final class Collectives {
  /** The number of the only group there is: all workers, with one device each. */
  private static final long GROUP = 1;

  /** Values that are reduced at once: enough to be worth a message, and so few that some may go. */
  private static final long BUCKET = 1 << 20;

  /** Numbers of exchanges within gradients begin here. */
  private static final long FIRST_BACKWARD = 1 << 30;

  /** Exchanges of a graph at most. */
  private static final long MOST = 1 << 14;

  /** Graphs of this process so far: TensorFlow remembers what every number was used for. */
  private static final AtomicLong GRAPHS = new AtomicLong();

  private final Workers workers;
  private final long first;
  private long exchanges;

  /** Of a graph. All workers build their graphs in the same order. */
  public Collectives(Workers workers) {
    this.workers = workers;
    this.first = workers.isAlone() ? 0 : GRAPHS.getAndIncrement() * MOST;
  }

  /** How many there are, at least 1. */
  public int workers() {
    return workers.count();
  }

  /** Which of them this is, from 0. */
  public int worker() {
    return workers.index();
  }

  /** The mean of a tensor over all workers; itself where there is one. */
  public <T extends TFloating> Operand<T> mean(Ops tf, Operand<T> ofThis) {
    return workers.isAlone() ? ofThis : reduced(tf, ofThis, "Add", "Div");
  }

  /**
   * The means of tensors over all workers, in few messages.
   *
   * @param ofThis tensors of known shapes
   */
  public <T extends TFloating> List<Operand<T>> means(Ops tf, List<Operand<T>> ofThis) {
    if (workers.isAlone()) {
      return ofThis;
    }
    List<Operand<T>> means = new ArrayList<>();
    List<Operand<T>> bucket = new ArrayList<>();
    long values = 0;
    for (Operand<T> tensor : ofThis) {
      bucket.add(tensor);
      values += tensor.shape().size();
      if (values >= BUCKET) {
        means.addAll(together(tf, bucket));
        bucket.clear();
        values = 0;
      }
    }
    if (!bucket.isEmpty()) {
      means.addAll(together(tf, bucket));
    }
    return means;
  }

  /** The sum of a tensor over all workers; itself where there is one. */
  public <T extends TFloating> Operand<T> sum(Ops tf, Operand<T> ofThis) {
    return workers.isAlone() ? ofThis : reduced(tf, ofThis, "Add", "Id");
  }

  /**
   * The rows of all workers in their order: {@code [rows, …] → [workers · rows, …]}; of as many
   * rows from each.
   */
  public <T extends TFloating> Operand<T> rowsOfAll(Ops tf, Operand<T> ofThis) {
    if (workers.isAlone()) {
      return ofThis;
    }
    Shape row = ofThis.shape().tail();
    int[] place = new int[row.numDimensions() + 2];
    Arrays.fill(place, 1);
    place[0] = workers.count();
    // The sum of what each has at its own place, and zeros elsewhere.
    Operand<T> own =
        tf.reshape(
            tf.oneHot(
                tf.constant(workers.index()),
                tf.constant(workers.count()),
                tf.constant(ofThis.type(), 1),
                tf.constant(ofThis.type(), 0)),
            tf.constant(place));
    Operand<T> placed = tf.math.mul(own, tf.expandDims(ofThis, tf.constant(0)));
    return tf.reshape(sum(tf, placed), tf.constant(row.prepend(-1).asArray()));
  }

  /** The rows of this worker: {@code [workers · rows, …] → [rows, …]}, of a known shape. */
  public <T extends TFloating> Operand<T> ownRows(Ops tf, Operand<T> all) {
    if (workers.isAlone()) {
      return all;
    }
    long[] begin = new long[all.shape().numDimensions()];
    long[] size = all.shape().asArray();
    size[0] = size[0] / workers.count();
    begin[0] = workers.index() * size[0];
    return tf.slice(all, tf.constant(begin), tf.constant(size));
  }

  /** The largest number of any worker: {@code [1]}. */
  public Operand<TInt32> largest(Ops tf, Operand<TInt32> ofThis) {
    return reduced(tf, ofThis, "Max", "Id");
  }

  /** What every worker says, one below the other: {@code [values] → [workers, values]}. */
  public Operand<TInt32> gathered(Ops tf, Operand<TInt32> ofThis) {
    long values = ofThis.shape().size();
    GraphOperation gather =
        (GraphOperation)
            tf.scope()
                .opBuilder("CollectiveGather", "gathered")
                .addInput(tf.reshape(ofThis, tf.constant(new long[] {1, values})).asOutput())
                .setAttr("group_size", workers.count())
                .setAttr("group_key", GROUP)
                .setAttr("instance_key", next())
                .setAttr("shape", Shape.of(workers.count(), values))
                .build();
    return gather.output(0);
  }

  private <T extends TFloating> List<Operand<T>> together(Ops tf, List<Operand<T>> bucket) {
    Operand<TInt32> flat = tf.constant(new int[] {-1});
    List<Operand<T>> rows = new ArrayList<>();
    bucket.forEach(tensor -> rows.add(tf.reshape(tensor, flat)));
    Operand<T> all =
        reduced(tf, rows.size() == 1 ? rows.get(0) : tf.concat(rows, tf.constant(0)), "Add", "Div");
    List<Operand<T>> means = new ArrayList<>();
    long first = 0;
    for (Operand<T> tensor : bucket) {
      long size = tensor.shape().size();
      Operand<T> part =
          tf.slice(all, tf.constant(new long[] {first}), tf.constant(new long[] {size}));
      means.add(tf.reshape(part, tf.constant(tensor.shape().asArray())));
      first += size;
    }
    return means;
  }

  /**
   * The gradient of a mean or a sum over all workers with respect to what this one gave: the mean
   * or the sum of what all of them were given back, as gradients are averaged over workers in the
   * end.
   *
   * @param size of the group
   * @param forward number of the mean or the sum
   * @param last what is done with the sum: Div by the size, or Id
   * @param incoming gradient with respect to the mean or the sum
   */
  public static <T extends TFloating> Operand<T> backward(
      Ops tf, long size, long forward, String last, Operand<T> incoming) {
    String name = tf.scope().makeOpName("reduced") + " of " + forward;
    CRC32 number = new CRC32();
    number.update(name.getBytes(StandardCharsets.UTF_8));
    // Above all that are counted: operations of a graph have names of their own, and the exchanges
    // of all graphs numbers of their own.
    long key = FIRST_BACKWARD + number.getValue() % FIRST_BACKWARD;
    return reduced(tf, incoming, size, key, "Add", last);
  }

  private <T extends TNumber> Operand<T> reduced(
      Ops tf, Operand<T> ofThis, String merged, String last) {
    return reduced(tf, ofThis, workers.count(), next(), merged, last);
  }

  private static <T extends TNumber> Operand<T> reduced(
      Ops tf, Operand<T> ofThis, long size, long key, String merged, String last) {
    GraphOperation reduce =
        (GraphOperation)
            tf.scope()
                .opBuilder("CollectiveReduce", "reduced")
                .addInput(ofThis.asOutput())
                .setAttr("group_size", size)
                .setAttr("group_key", GROUP)
                .setAttr("instance_key", key)
                .setAttr("merge_op", merged)
                .setAttr("final_op", last)
                .setAttr("subdiv_offsets", new long[] {0})
                .build();
    return reduce.output(0);
  }

  private long next() {
    exchanges++;
    if (exchanges == MOST || first + exchanges >= FIRST_BACKWARD) {
      throw new IllegalStateException("too many exchanges between workers");
    }
    return first + exchanges;
  }
}
