package io.gan4j.onnx.internal.layer;

import io.gan4j.api.layer.SelfAttention;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.onnx.extension.OnnxAttributes;
import io.gan4j.onnx.extension.OnnxContext;
import io.gan4j.onnx.extension.OnnxTensor;
import org.tensorflow.ndarray.Shape;

/** Self-attention, its 1×1 convolutions as products of matrices. */
final class Attention {
  private Attention() {}

  static OnnxTensor write(SelfAttention layer, OnnxTensor input, OnnxContext context) {
    TensorOps<OnnxTensor> ops = context.ops();
    Shape image = context.inputShape();
    long positions = image.get(0) * image.get(1);
    long keyChannels = layer.keyChannels(image);
    long valueChannels = layer.valueChannels(image);

    OnnxTensor pixels = ops.reshape(input, Shape.of(-1, image.get(2)));
    OnnxTensor queries =
        ops.reshape(
            ops.matMul(pixels, context.kernel("query", layer.weights())),
            Shape.of(-1, positions, keyChannels));
    OnnxTensor allKeys = ops.matMul(pixels, context.kernel("key", layer.weights()));
    OnnxTensor keys = pooled(allKeys, keyChannels, layer.downsample(), context);
    OnnxTensor allValues = ops.matMul(pixels, context.kernel("value", layer.weights()));
    OnnxTensor values = pooled(allValues, valueChannels, layer.downsample(), context);

    OnnxTensor attention =
        context
            .graph()
            .node(
                "Softmax",
                OnnxAttributes.NONE.withInteger("axis", -1),
                ops.matMul(queries, ops.transpose(keys, 0, 2, 1)));
    OnnxTensor seen = ops.reshape(ops.matMul(attention, values), Shape.of(-1, valueChannels));
    OnnxTensor output =
        ops.reshape(ops.matMul(seen, context.kernel("output", layer.weights())), image.prepend(-1));
    return ops.add(input, ops.mul(context.parameter("gamma"), output));
  }

  /** The largest of each square of positions: {@code [batch, positions, channels]}. */
  private static OnnxTensor pooled(
      OnnxTensor pixels, long channels, int side, OnnxContext context) {
    long height = context.inputShape().get(0) / side;
    long width = context.inputShape().get(1) / side;
    OnnxTensor largest = pixels;
    if (side > 1) {
      OnnxTensor squares =
          context.ops().reshape(pixels, Shape.of(-1, height, side, width, side, channels));
      largest = Pools.reduced("ReduceMax", squares, context, 2, 4);
    }
    return context.ops().reshape(largest, Shape.of(-1, height * width, channels));
  }
}
