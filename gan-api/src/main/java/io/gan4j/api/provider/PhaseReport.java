package io.gan4j.api.provider;

import io.gan4j.api.Player;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What one step of a phase did. Scores are those of before the update.
 *
 * @param losses total that each moving player paid
 * @param terms value of each term, by its name, with its weight, as if it was paid at every step
 * @param reports further scalars of the terms, by {@code term/name}
 * @param meanRealScore mean raw score of the real samples; empty if the phase did not score them
 * @param meanFakeScore mean raw score of the fakes; empty if the phase did not score them
 * @param meanRealProbability mean D(x) = σ(score) of the real samples; empty unless scores are
 *     logits
 * @param meanFakeProbability mean D(G(z)) = σ(score) of the fakes; empty unless scores are logits
 * @param norms of each moving player, before the update; empty unless asked for
 */
public record PhaseReport(
    Map<Player, Double> losses,
    Map<String, Double> terms,
    Map<String, Double> reports,
    OptionalDouble meanRealScore,
    OptionalDouble meanFakeScore,
    OptionalDouble meanRealProbability,
    OptionalDouble meanFakeProbability,
    Map<Player, Norms> norms) {

  /**
   * L2 norms over all trained parameters of a player. Not finite if one of the values is not.
   *
   * @param gradient of what it pays, before any clipping
   * @param weights the parameters themselves
   */
  public record Norms(double gradient, double weights) {}

  public PhaseReport {
    losses = Map.copyOf(losses);
    terms = Map.copyOf(terms);
    reports = Map.copyOf(reports);
    norms = Map.copyOf(norms);
  }

  /** A report without norms. */
  public PhaseReport(
      Map<Player, Double> losses,
      Map<String, Double> terms,
      Map<String, Double> reports,
      OptionalDouble meanRealScore,
      OptionalDouble meanFakeScore,
      OptionalDouble meanRealProbability,
      OptionalDouble meanFakeProbability) {
    this(
        losses,
        terms,
        reports,
        meanRealScore,
        meanFakeScore,
        meanRealProbability,
        meanFakeProbability,
        Map.of());
  }
}
