package io.gan4j.api.config;

import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.term.Loss;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is paid in one pairing of a game. */
@Doc("Loss and terms of one pairing of a game")
public record PairingConfig(
    @Doc("What its players minimise; the run's loss if absent") @Nullable Loss loss,
    @Doc("Further terms of its players' losses, in place of the run's") @Default("[]")
        List<TermConfig> terms) {
  public PairingConfig {
    terms = TermConfig.ownNames("terms", terms);
  }
}
