package io.gan4j.api.term;

import java.util.List;

/**
 * An adversarial loss: one term for each player, and what it makes of the scores. Every loss is
 * minimised.
 */
public interface Loss {

  /** What the scores mean, so that D(x) is shown as a probability only where it is one. */
  ScoreKind scoreKind();

  /** What the two players pay. */
  List<Term> terms();
}
