package io.gan4j.cli;

import io.gan4j.api.provider.Trust;
import io.gan4j.core.Gan;
import picocli.CommandLine.Option;

/** {@code --trust}, for commands that load models which others may have made. */
final class TrustOption {
  @Option(
      names = "--trust",
      description =
          "Load models as they are. Without it a model is refused whose graph holds anything but"
              + " calculations. With it a model may read, write and send away all that you may, and"
              + " end the command: only for models whose makers you trust.")
  private boolean trust;

  Gan applyTo(Gan gan) {
    return trust ? gan.trusting(Trust.TRUSTED) : gan;
  }
}
