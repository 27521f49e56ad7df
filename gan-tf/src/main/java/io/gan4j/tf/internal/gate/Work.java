package io.gan4j.tf.internal.gate;

import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * How many numbers an operation reads, makes or multiplies, by which the time that it takes goes.
 */
final class Work {
  /** What is more counts as this. */
  static final long MOST = 1L << 61;

  private Work() {}

  /**
   * The work of a node whose sizes fit together.
   *
   * @param outputs their shapes
   */
  static long of(ShapeContext c, List<Shape> outputs) {
    long work = 0;
    for (KnownTensor input : c.inputs()) {
      work += KnownTensor.elements(input.shape());
    }
    for (Shape output : outputs) {
      work += KnownTensor.elements(output);
    }
    return Math.min(MOST, work + products(c, outputs));
  }

  private static long products(ShapeContext c, List<Shape> outputs) {
    return switch (c.operation()) {
      case "MatMul" ->
          KnownTensor.elements(outputs.get(0)) * c.shape("a").get(c.flag("transpose_a") ? 0 : 1);
      case "BatchMatMul", "BatchMatMulV2", "BatchMatMulV3" ->
          KnownTensor.elements(outputs.get(0)) * c.shape("x").get(c.flag("adj_x") ? -2 : -1);
      case "Conv2D" -> KnownTensor.elements(outputs.get(0)) * taps(c, true);
      case "Conv2DBackpropInput" -> KnownTensor.elements(c.shape("out_backprop")) * taps(c, true);
      case "DepthwiseConv2dNative" -> KnownTensor.elements(outputs.get(0)) * taps(c, false);
      case "AvgPool" ->
          KnownTensor.elements(outputs.get(0)) * window(c.shape("value"), c.numbers("ksize"));
      case "MaxPool" ->
          KnownTensor.elements(outputs.get(0)) * window(c.shape("input"), c.numbers("ksize"));
      case "MaxPoolV2" ->
          KnownTensor.elements(outputs.get(0)) * window(c.shape("input"), c.values("ksize"));
      default -> 0;
    };
  }

  /** Products for each number that a filter makes. */
  private static long taps(ShapeContext c, boolean ofAllChannels) {
    Shape filter = c.shape("filter");
    return filter.get(0) * filter.get(1) * (ofAllChannels ? filter.get(2) : 1);
  }

  /** Numbers that a pool looks at for each that it makes. */
  private static long window(Shape image, List<Long> sides) {
    return Math.min(sides.get(1), image.get(1)) * Math.min(sides.get(2), image.get(2));
  }
}
