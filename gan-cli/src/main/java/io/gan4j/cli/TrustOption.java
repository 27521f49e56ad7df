package io.gan4j.cli;

import io.gan4j.api.provider.Trust;
import io.gan4j.core.Gan;
import picocli.CommandLine.Option;

/** {@code --trust}, for commands that load models which others may have made. */
final class TrustOption {
  @Option(
      names = "--trust",
      description =
          "Load models without checking them. By default a model is refused if its graph does"
              + " anything but calculate. An unchecked model can read, write and send whatever you"
              + " can: only for models whose makers you trust.")
  private boolean trust;

  Gan applyTo(Gan gan) {
    return trust ? gan.trusting(Trust.TRUSTED) : gan;
  }
}
