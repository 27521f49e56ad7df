package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.MinibatchStddev;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import io.gan4j.tf.internal.graph.GraphOps;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * Sums over groups are products with a matrix that says which sample is in which group, so that a
 * batch of any size parts into groups, also one that several workers share.
 */
public final class MinibatchStddevBuilder implements LayerBuilder<MinibatchStddev> {
  private static final double EPSILON = 1e-8;

  @Override
  public <T extends TFloating> Operand<T> build(
      MinibatchStddev layer, Operand<T> input, LayerContext<T> context) {
    Ops tf = context.tf();
    TensorOps<Operand<T>> ops = context.ops();
    Shape sample = context.inputShape();
    int rank = sample.numDimensions();
    long channels = sample.get(rank - 1);

    Operand<T> members = members(layer, input, context);
    Operand<T> counts =
        ops.reshape(context.sumOverWorkers(tf.reduceSum(members, tf.constant(0))), Shape.of(-1, 1));
    Operand<T> values = ops.reshape(input, Shape.of(-1, sample.size()));
    Operand<T> means = mean(context, members, counts, values);
    Operand<T> centred = ops.sub(values, ops.matMul(members, means));
    Operand<T> variance = mean(context, members, counts, ops.square(centred));
    Operand<T> deviation =
        ops.reshape(
            Powers.root(context, variance, EPSILON),
            Shape.of(-1, sample.size() / channels, layer.features(), channels / layer.features()));
    Operand<T> perGroup = tf.math.mean(deviation, tf.constant(new int[] {1, 3}));
    Operand<T> perSample = ops.matMul(members, perGroup);

    long[] atEveryPosition = new long[rank + 1];
    Arrays.fill(atEveryPosition, 1);
    atEveryPosition[0] = -1;
    atEveryPosition[rank] = layer.features();
    long[] positions = sample.asArray();
    positions[rank - 1] = 1;
    Operand<T> ones =
        tf.fill(
            tf.constant(GraphOps.ints(Shape.of(positions).prepend(1))),
            tf.constant(input.type(), 1));
    Operand<T> added = ops.mul(ops.reshape(perSample, Shape.of(atEveryPosition)), ones);
    return tf.concat(List.of(input, added), tf.constant(rank));
  }

  /** 1 where a sample is in a group: {@code [batch, groups]}. */
  private static <T extends TFloating> Operand<T> members(
      MinibatchStddev layer, Operand<T> input, LayerContext<T> context) {
    Ops tf = context.tf();
    Operand<TInt32> rows = GraphOps.batchOf(tf, input);
    Operand<TInt32> batch = tf.math.mul(rows, tf.constant(context.workers()));
    Operand<TInt32> groups =
        tf.math.maximum(tf.math.div(batch, tf.constant(layer.groupSize())), tf.constant(1));
    Operand<TInt32> first = tf.math.mul(rows, tf.constant(context.worker()));
    Operand<TInt32> group =
        tf.math.floorMod(tf.range(first, tf.math.add(first, rows), tf.constant(1)), groups);
    return tf.oneHot(group, groups, context.ops().constant(1), context.ops().constant(0));
  }

  private static <T extends TFloating> Operand<T> mean(
      LayerContext<T> context, Operand<T> members, Operand<T> counts, Operand<T> values) {
    Ops tf = context.tf();
    Operand<T> sums = tf.linalg.matMul(members, values, MatMul.transposeA(true));
    return tf.math.div(context.sumOverWorkers(sums), counts);
  }
}
