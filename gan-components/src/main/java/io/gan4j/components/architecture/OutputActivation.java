package io.gan4j.components.architecture;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.Activation;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Sigmoid;
import io.gan4j.components.activation.Softplus;
import io.gan4j.components.activation.Tanh;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The activation of a player's last layer, parameter {@code output} of the architectures. */
final class OutputActivation {
  private OutputActivation() {}

  /** The generator's: as given, or what has the samples' range. */
  static Activation of(@Nullable Activation given, Range samples) {
    if (given != null) {
      return given;
    }
    return List.of(new Sigmoid(), new Tanh(), new Softplus(), new Linear()).stream()
        .filter(candidate -> candidate.outputRange(Range.UNBOUNDED).equals(samples))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidValueException(
                    "output",
                    "must be given for samples in " + samples + ": no activation fits it"));
  }

  /** Refuses one of a discriminator. */
  static void refuse(@Nullable Activation given) {
    if (given != null) {
      throw new InvalidValueException(
          "output", "must be absent for a discriminator, whose scores are raw; found " + given);
    }
  }
}
