package io.gan4j.onnx.internal.layer;

import io.gan4j.api.layer.Padding;
import io.gan4j.api.layer.Sides;
import io.gan4j.api.layer.TransposedConv2d;
import io.gan4j.onnx.extension.OnnxAttributes;
import io.gan4j.onnx.extension.OnnxContext;
import io.gan4j.onnx.extension.OnnxTensor;
import org.tensorflow.ndarray.Shape;

/**
 * Transposed convolutions with pads as numbers: what runtimes make of {@code output_shape} and of
 * automatic padding is not the same in all.
 */
final class TransposedConvolution {
  private TransposedConvolution() {}

  static OnnxTensor write(TransposedConv2d layer, OnnxTensor input, OnnxContext context) {
    Shape from = context.inputShape();
    Shape to = context.outputShape();
    Sides given =
        layer.padding() instanceof Padding.Explicit explicit ? explicit.amounts() : Sides.NONE;
    boolean same = layer.padding() instanceof Padding.Same;
    long[] before = {given.top(), given.left()};
    long[] after = {given.bottom(), given.right()};
    long[] further = new long[2];
    int[] stride = {layer.stride().height(), layer.stride().width()};
    int[] kernel = {layer.kernelSize().height(), layer.kernelSize().width()};
    for (int axis = 0; axis < 2; axis++) {
      long whole = (from.get(axis) - 1) * stride[axis] + kernel[axis];
      if (same) {
        // Of the convolution that it transposes: as much on both sides, the odd one behind.
        long padded = Math.max(0, whole - to.get(axis));
        before[axis] = padded / 2;
        after[axis] = padded - padded / 2;
      }
      further[axis] = to.get(axis) + before[axis] + after[axis] - whole;
    }
    OnnxAttributes attributes =
        OnnxAttributes.NONE
            .withIntegers("strides", stride[0], stride[1])
            .withIntegers("pads", before[0], before[1], after[0], after[1])
            .withIntegers("output_padding", further);
    OnnxTensor sums =
        ImageOps.convolved(
            "ConvTranspose",
            attributes,
            input,
            context.kernel(layer.weights()),
            layer.biases(),
            context);
    return layer.activation().apply(context.ops(), sums);
  }
}
