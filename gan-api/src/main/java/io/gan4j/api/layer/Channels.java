package io.gan4j.api.layer;

import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ShapeMismatchException;
import java.util.ArrayList;
import java.util.List;
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

  /** Refuses a number of channels that does not part evenly. */
  static void requireMultiple(Shape input, int of, String what) {
    if (of(input) % of != 0) {
      throw new ShapeMismatchException(
          "takes a number of channels that " + of + " " + what + " divide, got " + input);
    }
  }

  /** The same input with more channels. */
  static Shape more(Shape input, long further) {
    long[] sizes = input.asArray();
    sizes[sizes.length - 1] = of(input) + further;
    return Shape.of(sizes);
  }

  /** Gain and offset of each channel, as far as there are any. */
  static List<ParameterSpec> affine(Shape input, boolean scale, boolean offset) {
    Shape channels = Shape.of(of(input));
    List<ParameterSpec> parameters = new ArrayList<>();
    if (scale) {
      parameters.add(ParameterSpec.affine("gain", channels, 1));
    }
    if (offset) {
      parameters.add(ParameterSpec.affine("offset", channels, 0));
    }
    return parameters;
  }
}
