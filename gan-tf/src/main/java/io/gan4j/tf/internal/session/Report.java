package io.gan4j.tf.internal.session;

import io.gan4j.api.DivergedException;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.PhaseReport.Exchanged;
import io.gan4j.api.provider.PhaseReport.Norms;
import io.gan4j.api.provider.PhaseReport.Scores;
import io.gan4j.api.provider.StepRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * The scalars that a phase reports. They are fetched as one vector, because each fetched tensor
 * costs more than all of these numbers.
 *
 * @param <T> the graph's float type
 */
final class Report<T extends TFloating> {
  private final List<Operand<T>> scalars = new ArrayList<>();
  private final Map<Player, Integer> losses = new LinkedHashMap<>();
  private final Map<String, Integer> terms = new LinkedHashMap<>();
  private final Map<String, Integer> reports = new LinkedHashMap<>();
  private final List<Player> norms = new ArrayList<>();

  /** Of each pairing that was scored. */
  private final Map<String, Places> scores = new LinkedHashMap<>();

  /**
   * Where the means of a pairing's scores stand; −1 where there is none.
   *
   * @param real mean raw score
   * @param fake mean raw score
   */
  private record Places(int real, int realProbability, int fake, int fakeProbability) {}

  void loss(Player player, Operand<T> value) {
    losses.put(player, add(value));
  }

  void term(String name, Operand<T> value) {
    terms.put(name, add(value));
  }

  void report(String name, Operand<T> value) {
    reports.put(name, add(value));
  }

  /**
   * Mean scores of a pairing, in the order in which they stand in the vector.
   *
   * @param real mean raw score of the real samples; null if they were not scored
   * @param realProbability null unless scores are logits
   * @param fake mean raw score of the fakes; null if they were not scored
   * @param fakeProbability null unless scores are logits
   */
  void scores(
      String pairing,
      @Nullable Operand<T> real,
      @Nullable Operand<T> realProbability,
      @Nullable Operand<T> fake,
      @Nullable Operand<T> fakeProbability) {
    scores.put(
        pairing,
        new Places(
            addIfAny(real), addIfAny(realProbability), addIfAny(fake), addIfAny(fakeProbability)));
  }

  private int addIfAny(@Nullable Operand<T> scalar) {
    return scalar == null ? -1 : add(scalar);
  }

  /** All of them as one vector. */
  Operand<T> vector(Ops tf) {
    return tf.stack(scalars);
  }

  /**
   * The vector, and after it the norms of each player: gradient, then weights.
   *
   * <p>A norm may wait for a weight that the update is about to move: it has to be in the list of
   * what comes before.
   */
  Operand<T> withNorms(Ops tf, Operand<T> vector, Map<Player, List<Operand<T>>> ofPlayers) {
    List<Operand<T>> all = new ArrayList<>();
    ofPlayers.forEach(
        (player, norms) -> {
          this.norms.add(player);
          all.addAll(norms);
        });
    return all.isEmpty() ? vector : tf.concat(List.of(vector, tf.stack(all)), tf.constant(0));
  }

  /**
   * Reads the vector.
   *
   * @param exchanged what is told of the other workers
   * @throws DivergedException if a loss is not finite
   */
  PhaseReport read(double[] values, Exchanged exchanged, StepRequest request) {
    Map<Player, Double> paid = new LinkedHashMap<>();
    losses.forEach((player, i) -> paid.put(player, values[i]));
    Map<String, Double> single = new LinkedHashMap<>();
    terms.forEach((name, i) -> single.put(name, values[i]));
    paid.forEach((player, loss) -> check(player.key() + " loss", loss, single, request));
    Map<String, Double> further = new LinkedHashMap<>();
    reports.forEach((name, i) -> further.put(name, values[i]));
    return new PhaseReport(paid, single, further, scores(values), norms(values), exchanged);
  }

  private Map<String, Scores> scores(double[] values) {
    Map<String, Scores> read = new LinkedHashMap<>();
    scores.forEach(
        (pairing, places) ->
            read.put(
                pairing,
                new Scores(
                    at(values, places.real()),
                    at(values, places.fake()),
                    at(values, places.realProbability()),
                    at(values, places.fakeProbability()))));
    return read;
  }

  private Map<Player, Norms> norms(double[] values) {
    Map<Player, Norms> read = new LinkedHashMap<>();
    if (values.length > scalars.size()) {
      int at = scalars.size();
      for (Player player : norms) {
        read.put(player, new Norms(values[at], values[at + 1]));
        at += 2;
      }
    }
    return read;
  }

  /** Scalars in the vector. */
  int size() {
    return scalars.size();
  }

  /** Names the term that is at fault where there is one: it tells more than the sum. */
  private static void check(
      String quantity, double loss, Map<String, Double> terms, StepRequest request) {
    if (Double.isFinite(loss)) {
      return;
    }
    for (Map.Entry<String, Double> term : terms.entrySet()) {
      if (!Double.isFinite(term.getValue())) {
        throw new DivergedException(
            request.phase(),
            request.step(),
            quantity + " (term " + term.getKey() + ")",
            term.getValue());
      }
    }
    throw new DivergedException(request.phase(), request.step(), quantity, loss);
  }

  private int add(Operand<T> scalar) {
    scalars.add(scalar);
    return scalars.size() - 1;
  }

  private static OptionalDouble at(double[] values, int index) {
    return index < 0 ? OptionalDouble.empty() : OptionalDouble.of(values[index]);
  }
}
