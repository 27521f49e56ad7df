package io.gan4j.components.augmentation;

import io.gan4j.api.tensor.TensorOps;
import org.tensorflow.ndarray.Shape;

/**
 * Sizes of a batch of images, and how numbers of its samples are laid beside them.
 *
 * @param ops the algebra
 * @param height in pixels
 * @param width in pixels
 * @param channels of a pixel
 * @param <T> the provider's tensor
 */
record Images<T>(TensorOps<T> ops, int height, int width, int channels) {

  /**
   * @param images {@code [batch, height, width, channels]}
   */
  static <T> Images<T> of(TensorOps<T> ops, T images) {
    Shape shape = ops.shape(images);
    return new Images<>(
        ops,
        Math.toIntExact(shape.get(1)),
        Math.toIntExact(shape.get(2)),
        Math.toIntExact(shape.get(3)));
  }

  /** A number of each sample beside all of its values: {@code [batch] → [batch, 1, 1, 1]}. */
  T perImage(T values) {
    return ops.reshape(values, Shape.of(-1, 1, 1, 1));
  }

  /** A number of each sample beside a line of places: {@code [batch] → [batch, 1]}. */
  T perLine(T values) {
    return ops.reshape(values, Shape.of(-1, 1));
  }

  /** x where chosen is 0, changed where it is 1: {@code [batch]} beside {@code [batch, …]}. */
  T where(T chosen, T changed, T x) {
    return ops.add(x, ops.mul(perImage(chosen), ops.sub(changed, x)));
  }

  /** Mean over the channels, which stay as one: {@code [batch, height, width, 1]}. */
  T grey(T images) {
    T pixels = ops.reshape(images, Shape.of(-1, channels));
    T mean = ops.meanPerSample(pixels);
    return ops.reshape(mean, Shape.of(-1, height, width, 1));
  }

  /** Places beyond an end, mirrored at the middle of the first or last pixel. */
  T reflected(T places, int size) {
    T last = ops.constant(size - 1);
    return ops.sub(last, ops.abs(ops.sub(last, ops.abs(places))));
  }

  /** Images from other rows and columns, {@code [batch, height]} and {@code [batch, width]}. */
  T taken(T images, T rows, T columns) {
    return ops.take(ops.take(images, 1, rows), 2, columns);
  }
}
