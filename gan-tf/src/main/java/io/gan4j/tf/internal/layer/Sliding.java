package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.Padding;
import io.gan4j.api.layer.Sides;
import io.gan4j.api.layer.Size;
import io.gan4j.tf.internal.graph.GraphOps;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * A kernel {@code [height, width, …, …]} that slides over images {@code [batch, height, width,
 * channels]}. TensorFlow's own gradients ignore dilation and explicit padding, so neither is left
 * to its convolutions: the image is padded before, and dilation is taken apart.
 *
 * @param image shape of one image
 * @param kernel size of the kernel
 * @param stride how far it moves
 * @param dilation distance of its taps
 * @param padding what is put around the image
 */
record Sliding(Shape image, Size kernel, Size stride, Size dilation, Padding padding) {

  /**
   * A convolution that TensorFlow differentiates rightly.
   *
   * @param <T> the graph's float type
   */
  @FunctionalInterface
  interface Plain<T extends TFloating> {

    /**
     * Convolves.
     *
     * @param strides one per axis of the images
     * @param padding {@code SAME} or {@code VALID}
     */
    Operand<T> apply(Operand<T> images, Operand<T> kernel, List<Long> strides, String padding);
  }

  /** The convolution. */
  <T extends TFloating> Operand<T> apply(
      Ops tf, Operand<T> images, Operand<T> weights, Plain<T> plain) {
    if (!dilated()) {
      return padding instanceof Padding.Same
          ? plain.apply(images, weights, strides(stride), "SAME")
          : plain.apply(pad(tf, images, around(), 0), weights, strides(stride), "VALID");
    }
    return stride.equals(Size.ONE)
        ? overPhases(tf, images, weights, plain)
        : plain.apply(pad(tf, images, around(), 0), spread(tf, weights), strides(stride), "VALID");
  }

  private Size size() {
    return new Size(Math.toIntExact(image.get(0)), Math.toIntExact(image.get(1)));
  }

  private boolean dilated() {
    return (dilation.height() > 1 && kernel.height() > 1)
        || (dilation.width() > 1 && kernel.width() > 1);
  }

  private Size window() {
    return new Size(
        (kernel.height() - 1) * dilation.height() + 1, (kernel.width() - 1) * dilation.width() + 1);
  }

  private Sides around() {
    return padding.around(size(), window(), stride);
  }

  /**
   * Takes the image apart into every d-th row and column, convolves each part without dilation, and
   * puts the results together again.
   */
  private <T extends TFloating> Operand<T> overPhases(
      Ops tf, Operand<T> images, Operand<T> weights, Plain<T> plain) {
    Sides around = around();
    Size padded = around.around(size());
    int below = Math.floorMod(-padded.height(), dilation.height());
    int right = Math.floorMod(-padded.width(), dilation.width());
    Operand<TInt32> block = tf.constant(new int[] {dilation.height(), dilation.width()});
    int[][] paddings = {
      {around.top(), around.bottom() + below}, {around.left(), around.right() + right}
    };
    Operand<T> phases = tf.spaceToBatchNd(images, block, tf.constant(paddings));
    Operand<T> convolved = plain.apply(phases, weights, strides(Size.ONE), "VALID");
    return tf.batchToSpaceNd(convolved, block, tf.constant(new int[][] {{0, below}, {0, right}}));
  }

  /** The kernel with zeros between its taps. */
  private <T extends TFloating> Operand<T> spread(Ops tf, Operand<T> weights) {
    Shape shape = weights.shape();
    int inner = Math.toIntExact(shape.get(2) * shape.get(3));
    int[] apart = {kernel.height(), 1, kernel.width(), 1, inner};
    int[][] gaps = {{0, 0}, {0, dilation.height() - 1}, {0, 0}, {0, dilation.width() - 1}, {0, 0}};
    Operand<T> taps = pad(tf, tf.reshape(weights, tf.constant(apart)), gaps, 0);
    int[] whole = {
      kernel.height() * dilation.height(),
      kernel.width() * dilation.width(),
      Math.toIntExact(shape.get(2)),
      Math.toIntExact(shape.get(3))
    };
    int[] used = {window().height(), window().width(), whole[2], whole[3]};
    return tf.slice(
        tf.reshape(taps, tf.constant(whole)), tf.constant(new int[4]), tf.constant(used));
  }

  /** Images with a value around them. */
  static <T extends TFloating> Operand<T> pad(
      Ops tf, Operand<T> images, Sides around, double value) {
    int[][] amounts = {
      {0, 0}, {around.top(), around.bottom()}, {around.left(), around.right()}, {0, 0}
    };
    return around.equals(Sides.NONE) ? images : pad(tf, images, amounts, value);
  }

  /** A size as TensorFlow's convolutions and pools want it. */
  static List<Long> strides(Size size) {
    return List.of(1L, (long) size.height(), (long) size.width(), 1L);
  }

  private static <T extends TFloating> Operand<T> pad(
      Ops tf, Operand<T> x, int[][] amounts, double value) {
    return tf.pad(x, tf.constant(amounts), new GraphOps<>(tf, x.type()).constant(value));
  }
}
