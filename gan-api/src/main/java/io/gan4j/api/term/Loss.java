package io.gan4j.api.term;

import java.util.List;
import java.util.Optional;

/**
 * An adversarial loss: one term for each player, and what it makes of the scores. Every loss is
 * minimised.
 */
public interface Loss {

  /** What the scores mean, so that D(x) is shown as a probability only where it is one. */
  ScoreKind scoreKind();

  /** What the two players pay. */
  List<Term> terms();

  /**
   * What an encoder pays, which wants real samples and its codes taken for fake: the generator's
   * term with real and fake exchanged. Its payers are the pairing's encoders. Empty if the loss has
   * none.
   */
  default Optional<Term> encoderTerm() {
    return Optional.empty();
  }
}
