package io.gan4j.api.layer;

import io.gan4j.api.network.ShapeMismatchException;
import org.tensorflow.ndarray.Shape;

/** What layers that take vectors only have in common. */
final class Vectors {
  private Vectors() {}

  /** The length of the vector. */
  static long require(Shape input) {
    if (input.numDimensions() != 1) {
      throw new ShapeMismatchException(
          "takes a vector [inputs], got " + input + "; a flatten layer before it makes one");
    }
    return input.get(0);
  }
}
