package io.gan4j.components.architecture;

import io.gan4j.api.spec.Check;

/**
 * Channels of the maps of a convolutional network: so many next to the image, twice as many after
 * each halving, up to a limit. Parameters {@code baseChannels} and {@code maxChannels} of the
 * architectures.
 */
final class DoublingChannels {
  private DoublingChannels() {}

  /** Refuses values that cannot be. */
  static void check(int baseChannels, int maxChannels) {
    Check.positive("baseChannels", baseChannels);
    Check.rule(
        maxChannels >= baseChannels,
        "maxChannels",
        "must be >= baseChannels (" + baseChannels + ")",
        maxChannels);
  }

  /** Channels after so many halvings. */
  static int after(int halvings, int baseChannels, int maxChannels) {
    return (int) Math.min(maxChannels, (long) baseChannels << halvings);
  }
}
