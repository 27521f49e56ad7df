package io.gan4j.api.layer;

import io.gan4j.api.network.ShapeMismatchException;
import org.tensorflow.ndarray.Shape;

/** What layers that take images only have in common. */
final class Images {
  private Images() {}

  /** Refuses what is not {@code [height, width, channels]}. */
  static Shape require(Shape input) {
    if (input.numDimensions() != 3) {
      throw new ShapeMismatchException(
          "takes an image [height, width, channels], got "
              + input
              + "; a reshape layer before it makes one");
    }
    return input;
  }

  static Size size(Shape image) {
    require(image);
    return new Size(Math.toIntExact(image.get(0)), Math.toIntExact(image.get(1)));
  }

  static long channels(Shape image) {
    return require(image).get(2);
  }

  static Shape shape(Size size, long channels) {
    return Shape.of(size.height(), size.width(), channels);
  }

  /**
   * How many windows fit into a padded image.
   *
   * @throws ShapeMismatchException if not even one does
   */
  static Size windows(Shape image, Sides padding, Size window, Size stride) {
    Size padded = padding.around(size(image));
    if (padded.height() < window.height() || padded.width() < window.width()) {
      throw new ShapeMismatchException(
          "needs an image of at least "
              + window
              + ", its window, got "
              + image
              + (padding.equals(Sides.NONE) ? "" : ", with its padding " + padded));
    }
    return new Size(
        (padded.height() - window.height()) / stride.height() + 1,
        (padded.width() - window.width()) / stride.width() + 1);
  }

  /** What a kernel covers whose taps are apart. */
  static Size dilated(Size kernel, Size dilation) {
    return new Size(
        (kernel.height() - 1) * dilation.height() + 1, (kernel.width() - 1) * dilation.width() + 1);
  }
}
