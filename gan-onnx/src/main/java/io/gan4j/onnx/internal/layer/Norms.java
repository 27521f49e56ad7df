package io.gan4j.onnx.internal.layer;

import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.GroupNorm;
import io.gan4j.api.layer.InstanceNorm;
import io.gan4j.api.layer.LayerNorm;
import io.gan4j.api.layer.PixelNorm;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.onnx.extension.OnnxAttributes;
import io.gan4j.onnx.extension.OnnxContext;
import io.gan4j.onnx.extension.OnnxTensor;
import org.tensorflow.ndarray.Shape;

/**
 * Norms as in inference. Those of single samples are composed: operator set 17 has neither a norm
 * of groups of channels nor one of all values with a gain per channel.
 */
final class Norms {
  private Norms() {}

  /** x · factor + shift; what these are made of are weights, so that runtimes fold them. */
  static OnnxTensor batch(BatchNorm layer, OnnxTensor input, OnnxContext context) {
    TensorOps<OnnxTensor> ops = context.ops();
    boolean perClass = layer.classes() > 0;
    OnnxTensor factor = inverseRoot(context.parameter("variance"), layer.epsilon(), context);
    if (layer.scale() && !perClass) {
      factor = ops.mul(context.parameter("gain"), factor);
    }
    OnnxTensor moved = ops.mul(context.parameter("mean"), factor);
    OnnxTensor shift =
        layer.offset() && !perClass ? ops.sub(context.parameter("offset"), moved) : ops.neg(moved);
    OnnxTensor normalized = ops.add(ops.mul(input, factor), shift);
    if (!perClass) {
      return normalized;
    }
    OnnxTensor scaled =
        layer.scale()
            ? ops.mul(normalized, VectorLayers.ofClass(context.parameter("gain"), context))
            : normalized;
    return layer.offset()
        ? ops.add(scaled, VectorLayers.ofClass(context.parameter("offset"), context))
        : scaled;
  }

  static OnnxTensor group(GroupNorm layer, OnnxTensor input, OnnxContext context) {
    OnnxTensor normalized = perSample(input, layer.groups(), layer.epsilon(), context);
    return affine(normalized, layer.scale(), layer.offset(), context);
  }

  static OnnxTensor instance(InstanceNorm layer, OnnxTensor input, OnnxContext context) {
    long channels = input.shape().get(input.rank() - 1);
    OnnxTensor normalized = perSample(input, channels, layer.epsilon(), context);
    return affine(normalized, layer.scale(), layer.offset(), context);
  }

  static OnnxTensor layer(LayerNorm layer, OnnxTensor input, OnnxContext context) {
    OnnxTensor normalized = perSample(input, 1, layer.epsilon(), context);
    return affine(normalized, layer.scale(), layer.offset(), context);
  }

  static OnnxTensor pixel(PixelNorm layer, OnnxTensor input, OnnxContext context) {
    TensorOps<OnnxTensor> ops = context.ops();
    OnnxTensor squares = mean(ops.square(input), context, input.rank() - 1L);
    return ops.mul(input, inverseRoot(squares, layer.epsilon(), context));
  }

  /** Mean 0 and variance 1 over each group of neighbouring channels, and all positions. */
  private static OnnxTensor perSample(
      OnnxTensor input, long groups, double epsilon, OnnxContext context) {
    TensorOps<OnnxTensor> ops = context.ops();
    Shape sample = context.inputShape();
    long channels = sample.get(sample.numDimensions() - 1);
    OnnxTensor grouped =
        ops.reshape(input, Shape.of(-1, sample.size() / channels, groups, channels / groups));
    OnnxTensor centred = ops.sub(grouped, mean(grouped, context, 1, 3));
    OnnxTensor variance = mean(ops.square(centred), context, 1, 3);
    OnnxTensor normalized = ops.mul(centred, inverseRoot(variance, epsilon, context));
    return ops.reshape(normalized, sample.prepend(-1));
  }

  private static OnnxTensor affine(
      OnnxTensor values, boolean scale, boolean offset, OnnxContext context) {
    TensorOps<OnnxTensor> ops = context.ops();
    OnnxTensor scaled = scale ? ops.mul(values, context.parameter("gain")) : values;
    return offset ? ops.add(scaled, context.parameter("offset")) : scaled;
  }

  private static OnnxTensor mean(OnnxTensor values, OnnxContext context, long... axes) {
    return context
        .graph()
        .node(
            "ReduceMean",
            OnnxAttributes.NONE.withInteger("keepdims", 1).withIntegers("axes", axes),
            values);
  }

  /** 1/√(x + epsilon). */
  private static OnnxTensor inverseRoot(OnnxTensor x, double epsilon, OnnxContext context) {
    TensorOps<OnnxTensor> ops = context.ops();
    return ops.div(ops.constant(1), ops.sqrt(ops.add(x, ops.constant(epsilon))));
  }
}
