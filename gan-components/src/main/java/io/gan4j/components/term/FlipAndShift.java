package io.gan4j.components.term;

import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import org.tensorflow.ndarray.Shape;

/**
 * Mirrors images {@code [batch, height, width, channels]} left to right with probability ½ and
 * moves them by whole pixels, each by a choice of its own; what comes in at the border is
 * reflected.
 *
 * @param flip whether to mirror
 * @param shift pixels to move by at most, less than the image's sides
 */
record FlipAndShift(boolean flip, int shift) {

  /**
   * @param stream name of the noise: equal names make equal choices
   */
  <T> T apply(TensorOps<T> ops, NoiseSource<T> noise, String stream, T images) {
    Shape shape = ops.shape(images);
    int height = Math.toIntExact(shape.get(1));
    int width = Math.toIntExact(shape.get(2));
    T rows = shifted(ops, noise, stream + "/rows", ops.range(height));
    T columns = ops.range(width);
    if (flip) {
      // From column j to width − 1 − j, where the sample is mirrored.
      T uniform = perSample(ops, noise.uniform(stream + "/flip", Shape.scalar()));
      T mirrored = ops.greater(ops.constant(0.5), uniform);
      T across = ops.sub(ops.constant(width - 1), ops.mul(ops.constant(2), columns));
      columns = ops.add(columns, ops.mul(mirrored, across));
    }
    columns = shifted(ops, noise, stream + "/columns", columns);
    T moved = ops.take(images, 1, reflected(ops, rows, height));
    return ops.take(moved, 2, reflected(ops, columns, width));
  }

  private <T> T shifted(TensorOps<T> ops, NoiseSource<T> noise, String stream, T places) {
    T uniform = perSample(ops, noise.uniform(stream, Shape.scalar()));
    int choices = 2 * shift + 1;
    // A whole number from −shift to shift: how many of the steps at 1/choices, 2/choices, … lie
    // below the uniform number, less shift.
    T by = ops.sub(ops.mul(uniform, ops.constant(0)), ops.constant(shift));
    for (int step = 1; step < choices; step++) {
      by = ops.add(by, ops.greater(uniform, ops.constant((double) step / choices)));
    }
    return ops.add(places, by);
  }

  private static <T> T perSample(TensorOps<T> ops, T values) {
    return ops.reshape(values, Shape.of(-1, 1));
  }

  /** Places beyond an end, mirrored at the first or the last. */
  private static <T> T reflected(TensorOps<T> ops, T places, int size) {
    T last = ops.constant(size - 1);
    return ops.sub(last, ops.abs(ops.sub(last, ops.abs(places))));
  }
}
