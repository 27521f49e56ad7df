package io.gan4j.onnx.internal.layer;

import io.gan4j.api.layer.BlurPool;
import io.gan4j.api.layer.Crop;
import io.gan4j.api.layer.DepthToSpace;
import io.gan4j.api.layer.Sides;
import io.gan4j.api.layer.Size;
import io.gan4j.api.layer.Upsample;
import io.gan4j.onnx.extension.OnnxAttributes;
import io.gan4j.onnx.extension.OnnxContext;
import io.gan4j.onnx.extension.OnnxTensor;
import java.util.function.IntFunction;
import org.tensorflow.ndarray.Shape;

/**
 * Images of another size. What interpolates is a matrix along each axis, which holds in every
 * runtime to the last pixel of the border.
 */
final class Resampling {
  private static final double[] BLUR = {1 / 8.0, 3 / 8.0, 3 / 8.0, 1 / 8.0};

  private Resampling() {}

  static OnnxTensor upsample(Upsample layer, OnnxTensor input, OnnxContext context) {
    Size factor = layer.factor();
    return switch (layer.method()) {
      case NEAREST -> repeated(factor, input, context);
      case BILINEAR ->
          alongAxes(
              input,
              size -> bilinear(size, factor.height()),
              size -> bilinear(size, factor.width()),
              context);
      case BINOMIAL -> alongAxes(input, Resampling::binomial, Resampling::binomial, context);
    };
  }

  static OnnxTensor blur(BlurPool layer, OnnxTensor input, OnnxContext context) {
    return alongAxes(input, Resampling::halved, Resampling::halved, context);
  }

  static OnnxTensor crop(Crop layer, OnnxTensor input, OnnxContext context) {
    Sides away = layer.away(context.inputShape());
    return context
        .graph()
        .node(
            "Slice",
            input,
            context.graph().integers(away.top(), away.left()),
            context
                .graph()
                .integers(away.top() + layer.size().height(), away.left() + layer.size().width()),
            context.graph().integers(1, 2));
  }

  static OnnxTensor depthToSpace(DepthToSpace layer, OnnxTensor input, OnnxContext context) {
    OnnxAttributes attributes =
        OnnxAttributes.NONE.withInteger("blocksize", layer.block()).withText("mode", "DCR");
    OnnxTensor first = ImageOps.channelsFirst(input, context);
    return ImageOps.channelsLast(context.graph().node("DepthToSpace", attributes, first), context);
  }

  private static OnnxTensor repeated(Size factor, OnnxTensor input, OnnxContext context) {
    Shape image = context.inputShape();
    OnnxTensor apart =
        context.ops().reshape(input, Shape.of(-1, image.get(0), 1, image.get(1), 1, image.get(2)));
    OnnxTensor times = context.graph().integers(1, 1, factor.height(), 1, factor.width(), 1);
    return context
        .ops()
        .reshape(context.graph().node("Expand", apart, times), context.outputShape().prepend(-1));
  }

  /**
   * Resamples rows, then columns.
   *
   * @param ofRows of a size the share of each old pixel in each new one, {@code [new][old]}
   */
  private static OnnxTensor alongAxes(
      OnnxTensor input,
      IntFunction<double[][]> ofRows,
      IntFunction<double[][]> ofColumns,
      OnnxContext context) {
    int height = Math.toIntExact(context.inputShape().get(0));
    int width = Math.toIntExact(context.inputShape().get(1));
    long channels = context.inputShape().get(2);
    OnnxTensor rows =
        context
            .ops()
            .matMul(
                matrix(ofRows.apply(height), context),
                context.ops().reshape(input, Shape.of(-1, height, width * channels)));
    OnnxTensor columns =
        context
            .ops()
            .matMul(
                matrix(ofColumns.apply(width), context),
                context.ops().reshape(rows, Shape.of(-1, width, channels)));
    return context.ops().reshape(columns, context.outputShape().prepend(-1));
  }

  private static OnnxTensor matrix(double[][] shares, OnnxContext context) {
    int size = shares[0].length;
    float[] values = new float[shares.length * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) shares[i / size][i % size];
    }
    return context.graph().floats(Shape.of(shares.length, size), values);
  }

  /** Between the centres of old pixels; those of the border go on beyond it. */
  private static double[][] bilinear(int size, int factor) {
    double[][] shares = new double[size * factor][size];
    for (int i = 0; i < shares.length; i++) {
      // The new pixel's centre, counted in old pixels from the centre of the first one.
      double centre = Math.min(size - 1, Math.max(0, (i + 0.5) / factor - 0.5));
      int before = (int) centre;
      double share = centre - before;
      shares[i][before] += 1 - share;
      shares[i][Math.min(size - 1, before + 1)] += share;
    }
    return shares;
  }

  /** Three quarters of the pixel that it lies in, a quarter of the nearer neighbour. */
  private static double[][] binomial(int size) {
    double[][] shares = new double[2 * size][size];
    for (int i = 0; i < shares.length; i++) {
      int own = i / 2;
      int neighbour = i % 2 == 0 ? own - 1 : own + 1;
      shares[i][own] = 0.75;
      if (neighbour >= 0 && neighbour < size) {
        shares[i][neighbour] = 0.25;
      }
    }
    return shares;
  }

  private static double[][] halved(int size) {
    double[][] shares = new double[(size + 1) / 2][size];
    for (int i = 0; i < shares.length; i++) {
      for (int tap = 0; tap < BLUR.length; tap++) {
        int pixel = 2 * i - 1 + tap;
        if (pixel >= 0 && pixel < size) {
          shares[i][pixel] = BLUR[tap];
        }
      }
    }
    return shares;
  }
}
