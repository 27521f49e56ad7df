package io.gan4j.onnx.internal.layer;

import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Embedding;
import io.gan4j.api.layer.LearnedBasis;
import io.gan4j.api.layer.Maxout;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.onnx.extension.OnnxAttributes;
import io.gan4j.onnx.extension.OnnxContext;
import io.gan4j.onnx.extension.OnnxTensor;
import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/** Layers that take vectors, and the vectors of classes. */
final class VectorLayers {
  private VectorLayers() {}

  static OnnxTensor dense(Dense layer, OnnxTensor input, OnnxContext context) {
    OnnxTensor sums = context.ops().matMul(input, context.kernel(layer.weights()));
    if (layer.useBias()) {
      sums = context.ops().add(sums, context.parameter("bias"));
    }
    return layer.activation().apply(context.ops(), sums);
  }

  static OnnxTensor learnedBasis(LearnedBasis layer, OnnxTensor input, OnnxContext context) {
    OnnxTensor numbers = context.ops().matMul(input, context.kernel(layer.weights()));
    OnnxTensor perPixel = context.ops().reshape(numbers, Shape.of(-1, 1, 1, layer.channels()));
    return context.ops().mul(perPixel, context.parameter("basis"));
  }

  /** The pieces of a unit lie side by side. */
  static OnnxTensor maxout(Maxout layer, OnnxTensor input, OnnxContext context) {
    TensorOps<OnnxTensor> ops = context.ops();
    OnnxTensor pieces =
        ops.add(ops.matMul(input, context.kernel(layer.weights())), context.parameter("bias"));
    OnnxTensor byUnit = ops.reshape(pieces, Shape.of(-1, layer.units(), layer.pieces()));
    return Pools.reduced("ReduceMax", byUnit, context, 2);
  }

  static OnnxTensor embedding(Embedding layer, OnnxTensor input, OnnxContext context) {
    TensorOps<OnnxTensor> ops = context.ops();
    OnnxTensor vectors = ofClass(context.kernel("table", layer.weights()), context);
    return switch (layer.join()) {
      case CONCAT -> beside(input, vectors, context);
      case MULTIPLY -> ops.mul(input, vectors);
      case INNER_PRODUCT -> ops.reshape(ops.sumPerSample(ops.mul(input, vectors)), Shape.of(-1, 1));
    };
  }

  /** The vector of a sample beside the channels of each of its positions. */
  private static OnnxTensor beside(OnnxTensor input, OnnxTensor vectors, OnnxContext context) {
    int lastAxis = input.rank() - 1;
    long[] everywhere = input.shape().asArray();
    everywhere[0] = 1;
    everywhere[lastAxis] = 1;
    OnnxTensor repeated =
        lastAxis == 1
            ? vectors
            : context.graph().node("Expand", vectors, context.graph().integers(everywhere));
    return context
        .graph()
        .node("Concat", OnnxAttributes.NONE.withInteger("axis", lastAxis), input, repeated);
  }

  /**
   * The values of each sample's class, shaped to broadcast against the layer's input.
   *
   * @param table {@code [classes, values]}
   */
  static OnnxTensor ofClass(OnnxTensor table, OnnxContext context) {
    OnnxTensor values = context.ops().matMul(context.labels(), table);
    int axes = context.inputShape().numDimensions();
    if (axes == 1) {
      return values;
    }
    long[] sizes = new long[axes + 1];
    Arrays.fill(sizes, 1);
    sizes[0] = -1;
    sizes[axes] = table.shape().get(1);
    return context.ops().reshape(values, Shape.of(sizes));
  }
}
