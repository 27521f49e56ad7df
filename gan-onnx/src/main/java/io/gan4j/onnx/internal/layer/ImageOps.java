package io.gan4j.onnx.internal.layer;

import io.gan4j.api.layer.Biases;
import io.gan4j.api.layer.Sides;
import io.gan4j.api.layer.Size;
import io.gan4j.onnx.extension.OnnxAttributes;
import io.gan4j.onnx.extension.OnnxContext;
import io.gan4j.onnx.extension.OnnxTensor;

/**
 * What layers on images have in common. ONNX has the channels before the rows; each operator gets
 * them so and gives them back.
 */
final class ImageOps {
  private ImageOps() {}

  /** {@code [batch, height, width, channels] → [batch, channels, height, width]}. */
  static OnnxTensor channelsFirst(OnnxTensor image, OnnxContext context) {
    return context.ops().transpose(image, 0, 3, 1, 2);
  }

  /** {@code [batch, channels, height, width] → [batch, height, width, channels]}. */
  static OnnxTensor channelsLast(OnnxTensor image, OnnxContext context) {
    return context.ops().transpose(image, 0, 2, 3, 1);
  }

  /** A kernel {@code [height, width, …, …]} with its last two axes first, the last before. */
  static OnnxTensor kernel(OnnxTensor kernel, OnnxContext context) {
    return context.ops().transpose(kernel, 3, 2, 0, 1);
  }

  /** Attributes of a window that slides over an image with something around it. */
  static OnnxAttributes window(Size stride, Sides around) {
    return OnnxAttributes.NONE
        .withIntegers("strides", stride.height(), stride.width())
        .withIntegers("pads", around.top(), around.left(), around.bottom(), around.right());
  }

  /** A node of a convolution, whose tied biases are an input of its own. */
  static OnnxTensor convolved(
      String operator,
      OnnxAttributes attributes,
      OnnxTensor image,
      OnnxTensor kernel,
      Biases biases,
      OnnxContext context) {
    OnnxTensor first = channelsFirst(image, context);
    OnnxTensor moved = kernel(kernel, context);
    OnnxTensor sums =
        biases == Biases.TIED
            ? context.graph().node(operator, attributes, first, moved, context.parameter("bias"))
            : context.graph().node(operator, attributes, first, moved);
    OnnxTensor last = channelsLast(sums, context);
    return biases == Biases.PER_POSITION
        ? context.ops().add(last, context.parameter("bias"))
        : last;
  }
}
