package io.gan4j.api.provider;

import io.gan4j.api.Player;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What one step of a phase did. Scores are those of before the update.
 *
 * @param losses total that each moving player paid
 * @param terms value of each term, by its name, before scaling
 * @param reports further scalars of the terms, by {@code term/name}
 * @param meanRealScore mean raw score of the real samples; empty if the phase did not score them
 * @param meanFakeScore mean raw score of the fakes; empty if the phase did not score them
 * @param meanRealProbability mean D(x) = σ(score) of the real samples; empty unless scores are
 *     logits
 * @param meanFakeProbability mean D(G(z)) = σ(score) of the fakes; empty unless scores are logits
 */
public record PhaseReport(
    Map<Player, Double> losses,
    Map<String, Double> terms,
    Map<String, Double> reports,
    OptionalDouble meanRealScore,
    OptionalDouble meanFakeScore,
    OptionalDouble meanRealProbability,
    OptionalDouble meanFakeProbability) {
  public PhaseReport {
    losses = Map.copyOf(losses);
    terms = Map.copyOf(terms);
    reports = Map.copyOf(reports);
  }
}
