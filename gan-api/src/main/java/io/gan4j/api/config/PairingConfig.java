package io.gan4j.api.config;

import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.term.Loss;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is paid in one pairing of a game. */
@Doc("What is paid in one pairing of a game")
public record PairingConfig(
    @Doc("What its players minimise; the run's loss if absent") @Nullable Loss loss,
    @Doc("Further terms that a player of it pays; the run's are not paid here then") @Default("[]")
        List<TermConfig> terms) {
  public PairingConfig {
    terms = TermConfig.ownNames("terms", terms);
  }
}
