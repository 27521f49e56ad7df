package io.gan4j.tf.internal.session;

import io.gan4j.api.ProviderException;
import io.gan4j.api.game.Player;
import io.gan4j.api.play.PhasePlay;
import io.gan4j.api.provider.PairingPlan;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.TermValue;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import io.gan4j.tf.internal.graph.GraphOps;
import io.gan4j.tf.internal.graph.Variable;
import io.gan4j.tf.internal.session.PhaseGraph.Reported;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Builds one phase: what is paid, its gradients, and then the updates. Every update waits for all
 * gradients of all players that move, and for everything else that reads a variable.
 *
 * @param <T> the graph's float type
 */
final class PhaseBuilder<T extends TFloating> {
  private final Model<T> model;
  private final TermStates<T> termStates;
  private final GradientSums<T> sums;
  private final Phase phase;
  private final long step;
  private final GraphEngine<T> engine;
  private final PhasePlay<Operand<T>> play;
  private final GraphOps<T> ops;
  private final Ops tf;
  private final Report<T> report = new Report<>();

  /** Of each player that pays: the norm of its gradient, and of its weights before the update. */
  private final Map<Player, List<Operand<T>>> norms = new LinkedHashMap<>();

  /** Gradients of this worker's rows, and their means over all workers. */
  private final List<Op> ownGradients = new ArrayList<>();

  private final List<Op> meanGradients = new ArrayList<>();

  private final Map<Variable<T>, Operand<T>> nextStates = new LinkedHashMap<>();
  private final Map<String, Operand<T>> nextStatistics = new LinkedHashMap<>();

  /** Begin and add to the sums of gradients; empty if batches pass whole. */
  private final List<Op> begin = new ArrayList<>();

  private final List<Op> goOn = new ArrayList<>();

  /**
   * @param step at which it is to run: what is frozen then is not moved
   */
  PhaseBuilder(
      Model<T> model, TermStates<T> termStates, GradientSums<T> sums, Phase phase, long step) {
    this.model = model;
    this.termStates = termStates;
    this.sums = sums;
    this.phase = phase;
    this.step = step;
    this.engine = new GraphEngine<>(model, phase);
    this.play = new PhasePlay<>(model.plan(), phase, engine);
    this.tf = engine.tf();
    this.ops = new GraphOps<>(tf, model.kind().type());
  }

  PhaseGraph<T> build() {
    Map<Player, Operand<T>> losses = losses();
    losses.forEach(report::loss);
    reportScores();
    moveCarried();

    Map<String, Operand<T>> gradients = new LinkedHashMap<>();
    losses.forEach((player, loss) -> gradients.putAll(gradients(player, loss)));
    phase.moves().forEach(player -> nextStatistics.putAll(engine.passes().nextStatistics(player)));

    Operand<T> values = model.collectives().mean(tf, report.vector(tf));
    Operand<T> valuesAndNorms = report.withNorms(tf, values, norms);
    List<Op> before = new ArrayList<>(gradients.values());
    before.addAll(nextStates.values());
    before.addAll(nextStatistics.values());
    before.add(values);
    Op train = apply(gradients, tf.withControlDependencies(before).noOp());
    return new PhaseGraph<>(
        phase,
        new PhaseFeeds<>(model, engine.readSamples(), engine.readLabels()),
        new Reported<>(report, values, valuesAndNorms),
        gradients,
        parts(),
        train,
        exchange(before, values));
  }

  private @Nullable GradientExchange exchange(List<Op> all, Operand<T> values) {
    if (model.plan().workers().isAlone()) {
      return null;
    }
    List<Operand<?>> ends = new ArrayList<>();
    for (Op op : all) {
      ends.add((Operand<?>) op);
    }
    ends.add(values);
    return GradientExchange.between(tf, model.plan().workers(), ownGradients, meanGradients, ends);
  }

  /** What is run for the parts of a batch but the last, in their order. */
  private List<Op> parts() {
    List<Op> parts = new ArrayList<>();
    for (int part = 0; part < model.plan().accumulate() - 1; part++) {
      parts.add(
          part < 2 ? tf.withControlDependencies(part == 0 ? begin : goOn).noOp() : parts.get(1));
    }
    return parts;
  }

  /** What each moving player pays: the weighted sum of its terms. */
  private Map<Player, Operand<T>> losses() {
    Map<Player, Operand<T>> losses = new LinkedHashMap<>();
    Map<String, WeightedTerm> seen = new LinkedHashMap<>();
    for (WeightedTerm paid : phase.terms()) {
      if (seen.put(paid.name(), paid) != null) {
        throw new ProviderException(
            "phase '" + phase.name() + "' has two terms called '" + paid.name() + "'");
      }
      value(paid).forEach((payer, owed) -> losses.merge(payer, owed, ops::add));
    }
    return losses;
  }

  /** Reports a term, and gives what each of its payers owes. */
  private Map<Player, Operand<T>> value(WeightedTerm paid) {
    Map<String, Variable<T>> states = termStates.of(paid);
    Map<String, Operand<T>> carried = new LinkedHashMap<>();
    states.forEach((name, state) -> carried.put(name, state.read()));
    TermValue<Operand<T>> result = play.value(paid, carried);
    Operand<T> value = scalar(paid, "its value", result.value());
    Map<Player, Operand<T>> owed = new LinkedHashMap<>();
    for (Player payer : phase.payers(paid)) {
      WeighedValue<T> weighed = WeighedValue.of(paid, value, ops, model.player(payer));
      if (owed.isEmpty()) {
        report.term(paid.name(), weighed.shown());
      }
      owed.put(payer, weighed.paid());
    }
    result
        .reports()
        .forEach(
            (name, reported) ->
                report.report(
                    paid.name() + "/" + name, scalar(paid, "report '" + name + "'", reported)));
    result
        .nextState()
        .forEach(
            (name, next) ->
                nextStates.put(
                    state(paid, states, name), scalar(paid, "next state '" + name + "'", next)));
    return owed;
  }

  private static <T extends TFloating> Operand<T> scalar(
      WeightedTerm paid, String what, Operand<T> value) {
    if (!value.shape().equals(Shape.scalar())) {
      throw new ProviderException(
          "term '"
              + paid.name()
              + "' ("
              + paid.term().getClass().getName()
              + "): "
              + what
              + " must be a scalar, found shape "
              + value.shape());
    }
    return value;
  }

  private static <T extends TFloating> Variable<T> state(
      WeightedTerm paid, Map<String, Variable<T>> states, String name) {
    Variable<T> state = states.get(name);
    if (state == null) {
      throw new IllegalArgumentException(
          "term '" + paid.name() + "' declares no state '" + name + "', only " + states.keySet());
    }
    return state;
  }

  private void reportScores() {
    for (PairingPlan plan : model.plan().pairings()) {
      Operand<T> real = play.realScores(plan.pairing()).orElse(null);
      Operand<T> fake = play.fakeScores(plan.pairing()).orElse(null);
      boolean logits = plan.scoreKind() == ScoreKind.LOGIT;
      if (real != null || fake != null) {
        report.scores(
            plan.pairing().name(),
            mean(real),
            logits ? probability(real) : null,
            mean(fake),
            logits ? probability(fake) : null);
      }
    }
  }

  /** What is carried beside the terms' states moves with them, and is reported. */
  private void moveCarried() {
    play.nextCarried()
        .forEach(
            (name, next) -> {
              report.report(name, next);
              nextStates.put(model.carried(name), next);
            });
    play.nextHistories()
        .forEach(
            (name, next) ->
                nextStates.put(
                    model.carried(name),
                    next.shape().numDimensions() == 0
                        ? next
                        : model.collectives().rowsOfAll(tf, next)));
  }

  private @Nullable Operand<T> mean(@Nullable Operand<T> scores) {
    return scores == null ? null : ops.mean(scores);
  }

  private @Nullable Operand<T> probability(@Nullable Operand<T> scores) {
    return scores == null ? null : ops.mean(ops.sigmoid(scores));
  }

  /**
   * Gradients of a player's loss with respect to those of its own trained parameters that move, and
   * no others; of the whole batch, where it passes in parts or in several workers.
   */
  private Map<String, Operand<T>> gradients(Player player, Operand<T> loss) {
    List<Parameter<T>> trained = model.player(player).trained(step);
    if (trained.isEmpty() && !model.player(player).trained().isEmpty()) {
      return Map.of(); // all of it is frozen: no gradient, and no norm that would say it vanishes
    }
    List<Operand<T>> weights = trained.stream().map(p -> p.variable().read()).toList();
    List<Operand<T>> found = play.gradients(loss, weights);
    if (model.plan().accumulate() > 1) {
      GradientSums.Added<T> added = sums.add(tf, trained, found);
      begin.addAll(added.begin());
      goOn.addAll(added.goOn());
      found = added.totals();
    }
    ownGradients.addAll(found);
    found = model.collectives().means(tf, found);
    meanGradients.addAll(found);
    Operand<T> norm = norm(found);
    norms.put(player, List.of(norm, norm(weights)));
    Double limit = model.plan().player(player).maxGradientNorm();
    if (limit != null) {
      found = clipped(found, norm, limit);
    }
    Map<String, Operand<T>> gradients = new LinkedHashMap<>();
    for (int i = 0; i < trained.size(); i++) {
      gradients.put(trained.get(i).variable().name(), found.get(i));
    }
    return gradients;
  }

  /** All gradients of a player, scaled down together to a norm of at most the limit. */
  private List<Operand<T>> clipped(List<Operand<T>> gradients, Operand<T> norm, double limit) {
    // limit / max(norm, limit) is exactly 1 where the norm is allowed.
    Operand<T> most = ops.constant(limit);
    Operand<T> scale = ops.div(most, ops.maximum(norm, most));
    return gradients.stream().map(gradient -> ops.mul(gradient, scale)).toList();
  }

  /** The L2 norm of all values together. */
  private Operand<T> norm(List<Operand<T>> tensors) {
    if (tensors.isEmpty()) {
      // A player without weights.
      return ops.constant(0);
    }
    List<Operand<T>> halfSquares = new ArrayList<>();
    tensors.forEach(tensor -> halfSquares.add(tf.nn.l2Loss(tensor)));
    return tf.math.sqrt(
        tf.math.mul(tf.constant(model.kind().type(), 2), tf.math.addN(halfSquares)));
  }

  /** Everything the phase moves, after everything that reads it. */
  private Op apply(Map<String, Operand<T>> gradients, Op allRead) {
    Ops gated = tf.withControlDependencies(allRead);
    List<Op> updates = new ArrayList<>();
    for (Player player : phase.moves()) {
      PlayerGraph<T> graph = model.player(player);
      for (Parameter<T> parameter : graph.trained(step)) {
        String name = parameter.variable().name();
        Operand<T> gradient = gradients.get(name);
        if (gradient == null) {
          throw new IllegalStateException("no gradient for " + name);
        }
        updates.add(graph.move(gated, parameter, gradient));
      }
      for (Parameter<T> statistic : graph.statistics(step)) {
        Operand<T> next = nextStatistics.get(statistic.variable().name());
        updates.add(graph.moveStatistic(gated, statistic, next));
      }
    }
    nextStates.forEach(
        (variable, next) -> updates.add(gated.assignVariableOp(variable.handle(), next)));
    return tf.withControlDependencies(updates).noOp();
  }
}
