package io.gan4j.onnx.internal.layer;

import io.gan4j.api.layer.AveragePool;
import io.gan4j.api.layer.GlobalPool;
import io.gan4j.api.layer.MaxPool;
import io.gan4j.api.layer.Sides;
import io.gan4j.api.layer.Size;
import io.gan4j.onnx.extension.OnnxAttributes;
import io.gan4j.onnx.extension.OnnxContext;
import io.gan4j.onnx.extension.OnnxTensor;

/** Means and largest values of windows. */
final class Pools {
  private Pools() {}

  static OnnxTensor average(AveragePool layer, OnnxTensor input, OnnxContext context) {
    Sides around = layer.around(context.inputShape());
    return pooled("AveragePool", layer.size(), layer.step(), around, input, context);
  }

  static OnnxTensor max(MaxPool layer, OnnxTensor input, OnnxContext context) {
    Sides around = layer.around(context.inputShape());
    return pooled("MaxPool", layer.size(), layer.step(), around, input, context);
  }

  private static OnnxTensor pooled(
      String operator, Size size, Size step, Sides around, OnnxTensor input, OnnxContext context) {
    OnnxAttributes attributes =
        ImageOps.window(step, around).withIntegers("kernel_shape", size.height(), size.width());
    OnnxTensor first = ImageOps.channelsFirst(input, context);
    return ImageOps.channelsLast(context.graph().node(operator, attributes, first), context);
  }

  static OnnxTensor global(GlobalPool layer, OnnxTensor input, OnnxContext context) {
    return switch (layer.method()) {
      case AVERAGE -> reduced("ReduceMean", input, context, 1, 2);
      case MAX -> reduced("ReduceMax", input, context, 1, 2);
      case SUM ->
          context
              .graph()
              .node(
                  "ReduceSum",
                  OnnxAttributes.NONE.withInteger("keepdims", 0),
                  input,
                  context.graph().integers(1, 2));
    };
  }

  /** One value of all along some axes, which are gone then. */
  static OnnxTensor reduced(String operator, OnnxTensor input, OnnxContext context, long... axes) {
    return context
        .graph()
        .node(
            operator,
            OnnxAttributes.NONE.withInteger("keepdims", 0).withIntegers("axes", axes),
            input);
  }
}
