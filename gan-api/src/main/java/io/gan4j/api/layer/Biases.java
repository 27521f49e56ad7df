package io.gan4j.api.layer;

import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ParameterSpec.Role;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** The biases of a convolution. */
public enum Biases {
  /** One per output channel. */
  TIED,
  /** One per value of the output. */
  PER_POSITION,
  /** None. */
  NONE;

  /**
   * The parameter {@code bias} for an output {@code [height, width, channels]}, if there is one.
   */
  List<ParameterSpec> parameters(Shape output, Initializer initializer, long fanIn) {
    long channels = Images.channels(output);
    return switch (this) {
      case TIED -> List.of(ParameterSpec.bias(channels, initializer, fanIn));
      case PER_POSITION ->
          List.of(new ParameterSpec("bias", output, Role.BIAS, initializer, fanIn, channels, 2));
      case NONE -> List.of();
    };
  }
}
