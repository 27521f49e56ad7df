package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import io.gan4j.tf.internal.graph.GraphOps;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * Normalises channels by the batch in training, by the moving statistics in inference. Float32
 * trains through the fused kernel; it has no float64, and knows of no other workers: these are
 * composed of primitives.
 */
public final class BatchNormBuilder implements LayerBuilder<BatchNorm> {

  /** Normalised values, and the batch's statistics, the variance unbiased; each per channel. */
  private record Normalized<T extends TFloating>(
      Operand<T> values, Operand<T> mean, Operand<T> variance) {}

  /** Gain and offset of each channel. */
  private record Affine<T extends TFloating>(Operand<T> gain, Operand<T> offset) {}

  @Override
  public <T extends TFloating> Operand<T> build(
      BatchNorm layer, Operand<T> input, LayerContext<T> context) {
    boolean perClass = layer.classes() > 0;
    Affine<T> affine =
        affine(layer.scale() && !perClass, layer.offset() && !perClass, input.type(), context);
    Operand<T> normalized = normalized(layer, input, affine, context);
    return perClass ? affineOfClass(layer, normalized, context) : normalized;
  }

  private static <T extends TFloating> Operand<T> affineOfClass(
      BatchNorm layer, Operand<T> normalized, LayerContext<T> context) {
    TensorOps<Operand<T>> ops = context.ops();
    Operand<T> scaled =
        layer.scale()
            ? ops.mul(normalized, PerClass.of(context.parameter("gain"), context))
            : normalized;
    return layer.offset()
        ? ops.add(scaled, PerClass.of(context.parameter("offset"), context))
        : scaled;
  }

  private static <T extends TFloating> Operand<T> normalized(
      BatchNorm layer, Operand<T> input, Affine<T> affine, LayerContext<T> context) {
    TensorOps<Operand<T>> ops = context.ops();
    if (!context.training()) {
      Operand<T> factor =
          ops.mul(
              affine.gain(),
              Powers.inverseRoot(context, context.parameter("variance"), layer.epsilon()));
      Operand<T> shift = ops.sub(affine.offset(), ops.mul(context.parameter("mean"), factor));
      return ops.add(ops.mul(input, factor), shift);
    }
    Operand<T> images = ops.reshape(input, asImage(context.inputShape()).prepend(-1));
    Normalized<T> normalized =
        input.type() == TFloat32.class && context.workers() == 1
            ? fused(layer, images, affine, context)
            : composed(layer, images, affine, context);
    move(layer, "mean", normalized.mean(), context);
    move(layer, "variance", normalized.variance(), context);
    return ops.reshape(normalized.values(), context.outputShape().prepend(-1));
  }

  /** The layer's own gain and offset as far as asked for, 1 and 0 otherwise. */
  private static <T extends TFloating> Affine<T> affine(
      boolean scale, boolean offset, Class<T> type, LayerContext<T> context) {
    Ops tf = context.tf();
    Shape input = context.inputShape();
    Operand<TInt32> channels =
        tf.constant(new int[] {Math.toIntExact(input.get(input.numDimensions() - 1))});
    return new Affine<>(
        scale ? context.parameter("gain") : tf.fill(channels, tf.constant(type, 1)),
        offset ? context.parameter("offset") : tf.fill(channels, tf.constant(type, 0)));
  }

  /** {@code [height, width, channels]}, of which the first is 1 for anything but images. */
  private static Shape asImage(Shape sample) {
    if (sample.numDimensions() == 3) {
      return sample;
    }
    long channels = sample.get(sample.numDimensions() - 1);
    return Shape.of(1, sample.size() / channels, channels);
  }

  private static <T extends TFloating> Normalized<T> fused(
      BatchNorm layer, Operand<T> images, Affine<T> affine, LayerContext<T> context) {
    Ops tf = context.tf();
    // In training the kernel wants the moving statistics empty.
    Operand<T> none = tf.fill(tf.constant(new int[] {0}), tf.constant(images.type(), 0));
    FusedBatchNorm<T, T> norm =
        tf.nn.fusedBatchNorm(
            images,
            affine.gain(),
            affine.offset(),
            none,
            none,
            FusedBatchNorm.epsilon((float) layer.epsilon()));
    return new Normalized<>(norm.y(), norm.batchMean(), norm.batchVariance());
  }

  private static <T extends TFloating> Normalized<T> composed(
      BatchNorm layer, Operand<T> images, Affine<T> affine, LayerContext<T> context) {
    Ops tf = context.tf();
    TensorOps<Operand<T>> ops = context.ops();
    Operand<TInt32> axes = tf.constant(new int[] {0, 1, 2});
    Operand<T> mean = context.meanOverWorkers(tf.math.mean(images, axes));
    Operand<T> centred = ops.sub(images, mean);
    Operand<T> variance = context.meanOverWorkers(tf.math.mean(ops.square(centred), axes));
    Operand<T> factor =
        ops.mul(affine.gain(), Powers.inverseRoot(context, variance, layer.epsilon()));
    Operand<T> values = ops.add(ops.mul(centred, factor), affine.offset());
    // As in the fused kernel: n/(n−1), and 1 where there is only one value.
    int[] shape = GraphOps.ints(context.inputShape());
    Operand<T> count =
        ops.div(
            ops.mul(
                tf.dtypes.cast(tf.size(images), images.type()), ops.constant(context.workers())),
            ops.constant(shape[shape.length - 1]));
    Operand<T> one = ops.constant(1);
    Operand<T> unbiased = ops.mul(variance, ops.div(count, ops.maximum(ops.sub(count, one), one)));
    return new Normalized<>(values, mean, unbiased);
  }

  private static <T extends TFloating> void move(
      BatchNorm layer, String statistic, Operand<T> ofBatch, LayerContext<T> context) {
    TensorOps<Operand<T>> ops = context.ops();
    context.updateStatistic(
        statistic,
        before ->
            ops.add(
                ops.mul(before, ops.constant(layer.momentum())),
                ops.mul(ofBatch, ops.constant(1 - layer.momentum()))));
  }
}
