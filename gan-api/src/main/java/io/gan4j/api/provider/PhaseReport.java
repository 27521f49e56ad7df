package io.gan4j.api.provider;

import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What one step of a phase did. Scores are those of before the update.
 *
 * @param losses total that each moving player paid
 * @param terms value of each term, by its name, with its weight, as if it was paid at every step
 * @param reports further scalars of the terms, by {@code term/name}
 * @param scores of each pairing that was scored, by its name, in the order of the game
 * @param norms of each moving player, before the update; empty unless asked for
 * @param exchanged what workers told each other; nothing where one process trains alone
 */
public record PhaseReport(
    Map<Player, Double> losses,
    Map<String, Double> terms,
    Map<String, Double> reports,
    Map<String, Scores> scores,
    Map<Player, Norms> norms,
    Exchanged exchanged) {

  /**
   * L2 norms over all trained parameters of a player. Not finite if one of the values is not.
   *
   * @param gradient of what it pays, before any clipping
   * @param weights the parameters themselves
   */
  public record Norms(double gradient, double weights) {}

  /**
   * What a discriminator said on average.
   *
   * @param real mean raw score of the real samples; empty if the phase did not score them
   * @param fake mean raw score of the fakes; empty if the phase did not score them
   * @param realProbability mean D(x) = σ(score) of the real samples; empty unless scores are logits
   * @param fakeProbability mean D(G(z)) = σ(score) of the fakes; empty unless scores are logits
   */
  public record Scores(
      OptionalDouble real,
      OptionalDouble fake,
      OptionalDouble realProbability,
      OptionalDouble fakeProbability) {

    /** Mean raw scores that are no logits. */
    public static Scores raw(double real, double fake) {
      return new Scores(
          OptionalDouble.of(real),
          OptionalDouble.of(fake),
          OptionalDouble.empty(),
          OptionalDouble.empty());
    }

    /** Of a phase that scores nothing. */
    public static final Scores NONE =
        new Scores(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());
  }

  /**
   * What a worker exchanged with the others.
   *
   * @param waited wall time from its own last gradient to the last mean of all workers' gradients
   * @param bytes that it sent
   */
  public record Exchanged(Duration waited, long bytes) {
    /** One process alone. */
    public static final Exchanged NOTHING = new Exchanged(Duration.ZERO, 0);
  }

  public PhaseReport {
    losses = inOrder(losses);
    terms = inOrder(terms);
    reports = inOrder(reports);
    scores = inOrder(scores);
    norms = inOrder(norms);
  }

  /** A report of one process alone. */
  public PhaseReport(
      Map<Player, Double> losses,
      Map<String, Double> terms,
      Map<String, Double> reports,
      Map<String, Scores> scores,
      Map<Player, Norms> norms) {
    this(losses, terms, reports, scores, norms, Exchanged.NOTHING);
  }

  /** A report of the standard game, without norms. */
  public PhaseReport(
      Map<Player, Double> losses,
      Map<String, Double> terms,
      Map<String, Double> reports,
      Scores scores) {
    this(losses, terms, reports, Map.of(Pairing.STANDARD.name(), scores), Map.of());
  }

  private static <K, V> Map<K, V> inOrder(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** The scores of the first pairing that was scored; nothing if none was. */
  public Scores firstScores() {
    return scores.values().stream().findFirst().orElse(Scores.NONE);
  }
}
