package io.gan4j.api.layer;

import io.gan4j.api.network.ShapeMismatchException;
import org.tensorflow.ndarray.Shape;

/** What layers that look at channels, the last axis, have in common. */
final class Channels {
  private Channels() {}

  /** The number of channels of {@code [channels]} or {@code […, channels]}. */
  static long of(Shape input) {
    if (input.numDimensions() < 1) {
      throw new ShapeMismatchException("takes [channels] or [..., channels], got a scalar");
    }
    return input.get(input.numDimensions() - 1);
  }
}
