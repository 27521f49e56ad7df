package io.gan4j.testkit;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** Where values stand: other shapes, other orders of the axes, some places of an axis. */
final class DoubleLayout {
  private DoubleLayout() {}

  /** The same values in another shape, of which one size may be unknown. */
  static DoubleTensor reshaped(DoubleTensor x, Shape shape) {
    long[] sizes = shape.asArray();
    long known = 1;
    int open = -1;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == Shape.UNKNOWN_SIZE) {
        open = i;
      } else {
        known *= sizes[i];
      }
    }
    if (open >= 0) {
      sizes[open] = x.data.length / known;
    }
    return DoubleTensor.owning(Shape.of(sizes), x.data);
  }

  /** With the axes in another order. */
  static DoubleTensor transposed(DoubleTensor x, int... order) {
    long[] from = x.shape().asArray();
    int[] strides = new int[from.length];
    int stride = 1;
    for (int axis = from.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= (int) from[axis];
    }
    long[] sizes = Arrays.stream(order).mapToLong(axis -> from[axis]).toArray();
    double[] result = new double[x.data.length];
    for (int i = 0; i < result.length; i++) {
      int rest = i;
      int position = 0;
      for (int axis = order.length - 1; axis >= 0; axis--) {
        position += rest % (int) sizes[axis] * strides[order[axis]];
        rest /= (int) sizes[axis];
      }
      result[i] = x.data[position];
    }
    return DoubleTensor.owning(Shape.of(sizes), result);
  }

  /** Side by side along the last axis. */
  static DoubleTensor joined(List<DoubleTensor> parts) {
    int[] widths = parts.stream().mapToInt(DoubleLayout::width).toArray();
    int width = Arrays.stream(widths).sum();
    long[] sizes = parts.get(0).shape().asArray();
    sizes[sizes.length - 1] = width;
    double[] result = new double[(int) Shape.of(sizes).size()];
    for (int row = 0; row < result.length / width; row++) {
      int at = row * width;
      for (int part = 0; part < widths.length; part++) {
        System.arraycopy(parts.get(part).data, row * widths[part], result, at, widths[part]);
        at += widths[part];
      }
    }
    return DoubleTensor.owning(Shape.of(sizes), result);
  }

  /** Some of the last axis. */
  static DoubleTensor sliced(DoubleTensor x, int from, int to) {
    long[] sizes = x.shape().asArray();
    sizes[sizes.length - 1] = (long) to - from;
    double[] result = new double[(int) Shape.of(sizes).size()];
    for (int row = 0; row < result.length / (to - from); row++) {
      System.arraycopy(x.data, row * width(x) + from, result, row * (to - from), to - from);
    }
    return DoubleTensor.owning(Shape.of(sizes), result);
  }

  private static int width(DoubleTensor x) {
    return (int) x.shape().get(x.shape().numDimensions() - 1);
  }

  /**
   * Some places of an axis, of each sample its own.
   *
   * @param places {@code [batch, count]}
   */
  static DoubleTensor taken(DoubleTensor x, int axis, DoubleTensor places) {
    long[] sizes = x.shape().asArray();
    int size = (int) sizes[axis];
    int inner = 1;
    for (int i = axis + 1; i < sizes.length; i++) {
      inner *= (int) sizes[i];
    }
    int perSample = x.data.length / (int) sizes[0];
    int outer = perSample / size / inner;
    int count = (int) places.shape().get(1);
    sizes[axis] = count;
    double[] result = new double[(int) Shape.of(sizes).size()];
    for (int i = 0; i < result.length; i++) {
      int k = i / inner % count;
      int before = i / inner / count; // sample and the axes before the axis
      int place = (int) places.data[before / outer * count + k];
      result[i] = x.data[(before * size + place) * inner + i % inner];
    }
    return DoubleTensor.owning(Shape.of(sizes), result);
  }
}
