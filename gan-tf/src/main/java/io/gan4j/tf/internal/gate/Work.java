package io.gan4j.tf.internal.gate;

import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * How long an operation takes one core, in units of a tenth of a nanosecond: about what a
 * multiplication in a large product of float32 matrices takes. The prices are measured, rounded up,
 * those of the worst values that numbers of a type can have.
 */
final class Work {
  /** What is more counts as this. */
  static final long MOST = 1L << 61;

  /** Reading or making a number. */
  private static final long NUMBER = 32;

  /** Of operations that are slower than most. */
  private static final Map<String, Long> NUMBERS =
      Map.ofEntries(
          Map.entry("EncodePng", 1024L),
          Map.entry("Erfinv", 512L),
          Map.entry("FloorMod", 4096L),
          Map.entry("Gather", 256L),
          Map.entry("GatherV2", 256L),
          Map.entry("Pow", 1024L),
          Map.entry("StatelessRandomNormal", 512L),
          Map.entry("StatelessRandomUniform", 256L),
          Map.entry("StatelessRandomUniformFullInt", 256L),
          Map.entry("StatelessRandomUniformInt", 256L),
          Map.entry("StatelessTruncatedNormal", 512L),
          Map.entry("StridedSlice", 256L),
          Map.entry("TruncateMod", 4096L));

  /** A multiplication of float32 that makes few numbers at once. */
  private static final long NARROW = 16;

  /** Channels or columns from which on products are no longer narrow. */
  private static final long WIDE = 8;

  /** A multiplication of any other type. */
  private static final long OTHER_TYPE = 128;

  /** A multiplication in a convolution of each channel apart, of float32 and of any other type. */
  private static final long APART = 16;

  private static final long APART_OTHER_TYPE = 512;

  /** Looking at one number of a pool's window. */
  private static final long POOLED = 256;

  /** Beginning one of many products of matrices. */
  private static final long MATRIX = 1024;

  private Work() {}

  /**
   * The work of a node whose sizes fit together.
   *
   * @param outputs their shapes
   */
  static long of(ShapeContext c, List<Shape> outputs) {
    long numbers = 0;
    for (KnownTensor input : c.inputs()) {
      numbers += KnownTensor.elements(input.shape());
    }
    for (Shape output : outputs) {
      numbers += KnownTensor.elements(output);
    }
    long each = NUMBERS.getOrDefault(c.operation(), NUMBER);
    return Math.min(MOST, times(numbers, each) + products(c, outputs));
  }

  private static long products(ShapeContext c, List<Shape> outputs) {
    return switch (c.operation()) {
      case "MatMul" -> {
        Shape made = outputs.get(0);
        long inner = c.shape("a").get(c.flag("transpose_a") ? 0 : 1);
        yield times(times(KnownTensor.elements(made), inner), product(c, "a", made.get(1)));
      }
      case "BatchMatMul", "BatchMatMulV2", "BatchMatMulV3" -> {
        Shape made = outputs.get(0);
        long inner = c.shape("x").get(c.flag("adj_x") ? -2 : -1);
        long matrices = KnownTensor.elements(made.take(made.numDimensions() - 2));
        yield times(times(KnownTensor.elements(made), inner), product(c, "x", made.get(-1)))
            + times(matrices, MATRIX);
      }
      case "Conv2D" -> convolution(c, outputs.get(0), "input");
      case "Conv2DBackpropInput" -> convolution(c, c.shape("out_backprop"), "out_backprop");
      case "DepthwiseConv2dNative" -> {
        Shape filter = c.shape("filter");
        long taps = times(KnownTensor.elements(outputs.get(0)), filter.get(0) * filter.get(1));
        yield times(taps, isFloat(c, "input") ? APART : APART_OTHER_TYPE);
      }
      case "AvgPool" -> pool(outputs.get(0), c.shape("value"), c.numbers("ksize"));
      case "MaxPool" -> pool(outputs.get(0), c.shape("input"), c.numbers("ksize"));
      case "MaxPoolV2" -> pool(outputs.get(0), c.shape("input"), c.values("ksize"));
      default -> 0;
    };
  }

  private static long convolution(ShapeContext c, Shape made, String argument) {
    Shape filter = c.shape("filter");
    long taps = times(filter.get(0) * filter.get(1), filter.get(2));
    return times(times(KnownTensor.elements(made), taps), product(c, argument, made.get(3)));
  }

  /** The price of a multiplication. */
  private static long product(ShapeContext c, String argument, long columns) {
    if (!isFloat(c, argument)) {
      return OTHER_TYPE;
    }
    return columns < WIDE ? NARROW : 1;
  }

  private static boolean isFloat(ShapeContext c, String argument) {
    return c.input(argument).type() == DataType.DT_FLOAT;
  }

  private static long pool(Shape made, Shape image, List<Long> sides) {
    long window = Math.min(sides.get(1), image.get(1)) * Math.min(sides.get(2), image.get(2));
    return times(times(KnownTensor.elements(made), window), POOLED);
  }

  /** A product that is no more than {@link #MOST}. */
  static long times(long a, long b) {
    return a > MOST / Math.max(1, b) ? MOST : a * b;
  }
}
