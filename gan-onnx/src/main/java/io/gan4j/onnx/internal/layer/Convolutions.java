package io.gan4j.onnx.internal.layer;

import io.gan4j.api.layer.Biases;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.DepthwiseConv2d;
import io.gan4j.api.layer.GroupedConv2d;
import io.gan4j.api.layer.MaxoutConv2d;
import io.gan4j.api.layer.Padding;
import io.gan4j.api.layer.SeparableConv2d;
import io.gan4j.api.layer.Size;
import io.gan4j.onnx.extension.OnnxAttributes;
import io.gan4j.onnx.extension.OnnxContext;
import io.gan4j.onnx.extension.OnnxTensor;
import org.tensorflow.ndarray.Shape;

/** Convolutions of all kinds but the transposed. */
final class Convolutions {
  private Convolutions() {}

  static OnnxTensor plain(Conv2d layer, OnnxTensor input, OnnxContext context) {
    OnnxAttributes attributes =
        sliding(input, layer.kernelSize(), layer.stride(), layer.dilation(), layer.padding());
    OnnxTensor sums =
        convolved(attributes, input, context.kernel(layer.weights()), layer.biases(), context);
    return layer.activation().apply(context.ops(), sums);
  }

  static OnnxTensor depthwise(DepthwiseConv2d layer, OnnxTensor input, OnnxContext context) {
    OnnxAttributes attributes =
        perChannel(
            input,
            sliding(
                input,
                layer.kernelSize(),
                Size.of(layer.stride()),
                layer.dilation(),
                layer.padding()));
    OnnxTensor sums =
        convolved(attributes, input, context.kernel(layer.weights()), layer.biases(), context);
    return layer.activation().apply(context.ops(), sums);
  }

  static OnnxTensor grouped(GroupedConv2d layer, OnnxTensor input, OnnxContext context) {
    OnnxAttributes attributes =
        sliding(input, layer.kernelSize(), Size.ONE, Size.ONE, layer.padding())
            .withInteger("group", layer.groups());
    OnnxTensor sums =
        convolved(attributes, input, context.kernel(layer.weights()), layer.biases(), context);
    return layer.activation().apply(context.ops(), sums);
  }

  static OnnxTensor separable(SeparableConv2d layer, OnnxTensor input, OnnxContext context) {
    OnnxAttributes attributes =
        perChannel(
            input,
            sliding(
                input,
                layer.kernelSize(),
                Size.of(layer.stride()),
                layer.dilation(),
                layer.padding()));
    OnnxTensor perChannel =
        convolved(
            attributes, input, context.kernel("depthwise", layer.weights()), Biases.NONE, context);
    OnnxTensor sums =
        convolved(
            OnnxAttributes.NONE,
            perChannel,
            context.kernel("pointwise", layer.weights()),
            layer.biases(),
            context);
    return layer.activation().apply(context.ops(), sums);
  }

  /** The pieces of a filter lie side by side. */
  static OnnxTensor maxout(MaxoutConv2d layer, OnnxTensor input, OnnxContext context) {
    OnnxAttributes attributes =
        sliding(input, layer.kernelSize(), layer.stride(), Size.ONE, layer.padding());
    OnnxTensor sums =
        convolved(attributes, input, context.kernel(layer.weights()), layer.biases(), context);
    Shape image = context.outputShape();
    OnnxTensor pieces =
        context
            .ops()
            .reshape(
                sums, Shape.of(-1, image.get(0), image.get(1), layer.filters(), layer.pieces()));
    return Pools.reduced("ReduceMax", pieces, context, 4);
  }

  private static OnnxTensor convolved(
      OnnxAttributes attributes,
      OnnxTensor input,
      OnnxTensor kernel,
      Biases biases,
      OnnxContext context) {
    return ImageOps.convolved("Conv", attributes, input, kernel, biases, context);
  }

  private static OnnxAttributes perChannel(OnnxTensor input, OnnxAttributes attributes) {
    return attributes.withInteger("group", input.shape().get(3));
  }

  private static OnnxAttributes sliding(
      OnnxTensor input, Size kernel, Size stride, Size dilation, Padding padding) {
    Size image =
        new Size(Math.toIntExact(input.shape().get(1)), Math.toIntExact(input.shape().get(2)));
    Size window =
        new Size(
            (kernel.height() - 1) * dilation.height() + 1,
            (kernel.width() - 1) * dilation.width() + 1);
    return ImageOps.window(stride, padding.around(image, window, stride))
        .withIntegers("dilations", dilation.height(), dilation.width());
  }
}
