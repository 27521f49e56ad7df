package io.gan4j.tf.internal.session;

import io.gan4j.api.data.DataStatistics;
import io.gan4j.api.game.Player;
import io.gan4j.api.network.Constraint;
import io.gan4j.api.network.NetworkPart;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ParameterSpec.Role;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.random.RandomKey;
import io.gan4j.tf.extension.ParameterUpdate;
import io.gan4j.tf.internal.graph.FloatKind;
import io.gan4j.tf.internal.graph.GraphOps;
import io.gan4j.tf.internal.graph.Variable;
import io.gan4j.tf.internal.graph.Variables;
import io.gan4j.tf.internal.network.ParameterSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/**
 * A player's variables, and how they are moved.
 *
 * @param <T> the graph's float type
 */
final class PlayerGraph<T extends TFloating> implements AutoCloseable {
  private final Ops tf;
  private final FloatKind<T> kind;
  private final PlayerPlan plan;
  private final Map<String, Parameter<T>> parameters = new LinkedHashMap<>();
  private final Map<String, PartUpdate<T>> updatesOfParts = new LinkedHashMap<>();
  private final PlayerFeeds<T> termWeights;
  private final String prefix;
  private long updates;
  private long frozenUpdates;

  PlayerGraph(
      Ops tf,
      Variables<T> variables,
      FloatKind<T> kind,
      Player player,
      GanPlan run,
      OptimizerTable optimizers) {
    this.tf = tf;
    this.kind = kind;
    this.plan = run.player(player);
    List<String> slots = optimizers.slots(plan.optimizer());
    for (NetworkPart part : plan.network().parts()) {
      for (Placed placed : part.layers().placed()) {
        for (ParameterSpec spec : placed.parameters()) {
          String name = player.key() + "/" + part.prefix() + placed.name() + "/" + spec.name();
          parameters.put(name, declare(variables, name, part.name(), spec, run, slots));
        }
      }
    }
    this.prefix = player.key() + "/";
    this.termWeights = new PlayerFeeds<>(tf.withSubScope(player.key() + ".weights"), kind, 1);
    for (NetworkPart part : plan.network().parts()) {
      String scope = player.key() + (part.name().isEmpty() ? "" : "." + part.name());
      updatesOfParts.put(part.name(), PartUpdate.of(tf, scope, kind, plan, part, optimizers));
    }
  }

  private Parameter<T> declare(
      Variables<T> variables,
      String name,
      String part,
      ParameterSpec spec,
      GanPlan run,
      List<String> slots) {
    DataStatistics statistics = run.side(plan.side()).statistics();
    RandomKey random = RandomKey.of(run.seed()).split("initial").split(name);
    Variable<T> variable =
        variables.filled(
            name, spec.shape(), () -> spec.initializer().values(spec, random, statistics));
    Map<String, Variable<T>> kept = new LinkedHashMap<>();
    for (String slot : spec.trained() ? slots : List.<String>of()) {
      kept.put(slot, variables.uniform(name + "/" + slot, spec.shape(), 0));
    }
    Variable<T> average =
        plan.part(part).average() == null ? null : variables.copyOf(name + "/average", variable);
    return new Parameter<>(part, spec, variable, kept, average);
  }

  private PartUpdate<T> update(Parameter<T> parameter) {
    PartUpdate<T> update = updatesOfParts.get(parameter.part());
    if (update == null) {
      throw new IllegalStateException("no part '" + parameter.part() + "'");
    }
    return update;
  }

  /** The parameters that the optimiser moves. */
  List<Parameter<T>> trained() {
    return parameters.values().stream().filter(p -> p.spec().trained()).toList();
  }

  /** The parameters that move by their own rule. */
  List<Parameter<T>> statistics() {
    return parameters.values().stream().filter(p -> !p.spec().trained()).toList();
  }

  /** The parameters that the optimiser moves at a step. */
  List<Parameter<T>> trained(long step) {
    return trained().stream().filter(p -> !isFrozen(p, step)).toList();
  }

  /** The parameters that move by their own rule at a step. */
  List<Parameter<T>> statistics(long step) {
    return statistics().stream().filter(p -> !isFrozen(p, step)).toList();
  }

  private boolean isFrozen(Parameter<T> parameter, long step) {
    return plan.frozen().holds(parameter.variable().name().substring(prefix.length()), step);
  }

  /** The kernels, without biases and normalisation gains. */
  List<Operand<T>> kernels() {
    return parameters.values().stream()
        .filter(p -> p.spec().role() == Role.KERNEL)
        .map(p -> p.variable().read())
        .toList();
  }

  /** A parameter by its full name. */
  Parameter<T> parameter(String name) {
    Parameter<T> parameter = parameters.get(name);
    if (parameter == null) {
      throw new IllegalArgumentException("no parameter '" + name + "' in " + parameters.keySet());
    }
    return parameter;
  }

  /** Weights as they are trained. */
  ParameterSource<T> weights() {
    return (name, spec) -> parameter(name).variable().read();
  }

  /** Averaged weights and statistics where an average is kept, for sampling and export. */
  ParameterSource<T> averagedWeights() {
    return (name, spec) -> sampled(parameter(name)).read();
  }

  /** The variable that samples are made with. */
  static <T extends TFloating> Variable<T> sampled(Parameter<T> parameter) {
    return parameter.average() == null ? parameter.variable() : parameter.average();
  }

  /** Every variable of the player: weights, statistics, slots, averages. */
  Stream<Variable<T>> variables() {
    return parameters.values().stream().flatMap(Parameter::variables);
  }

  /** The parameters and statistics. */
  Stream<Parameter<T>> parameters() {
    return parameters.values().stream();
  }

  /** Updates the player has had. */
  long updates() {
    return updates;
  }

  /** Those of them in which what thaws was frozen. */
  long frozenUpdates() {
    return frozenUpdates;
  }

  void setUpdates(long updates, long frozenUpdates) {
    this.updates = updates;
    this.frozenUpdates = frozenUpdates;
  }

  /** Counts an update at a step. */
  void countUpdate(long step) {
    updates++;
    if (plan.frozen().thaws() && step < plan.frozen().until()) {
      frozenUpdates++;
    }
  }

  /** Multiplies the learning rate from now on. */
  void scaleLearningRate(double factor) {
    updatesOfParts.values().forEach(update -> update.scaleLearningRate(factor));
  }

  /** A weight of something that the player pays, computed before every update of the player. */
  Operand<T> termWeight(ToDoubleFunction<Progress> value) {
    return termWeights.fed("termWeight." + termWeights.count(), value);
  }

  /** Feeds what the next update needs. */
  void feed(Session.Runner runner, Progress progress) {
    termWeights.feed(runner, progress);
    Progress thawed = progress.withUpdates(progress.updates() - frozenUpdates);
    updatesOfParts.values().forEach(update -> update.feed(runner, progress, thawed));
  }

  /**
   * Moves a parameter: the optimiser's update, then the constraints on what came out, then the
   * average of what came out of those.
   *
   * @param gated operations that run only after every gradient of the phase is computed
   * @return the last operation of these
   */
  Op move(Ops gated, Parameter<T> parameter, Operand<T> gradient) {
    Variable<T> variable = parameter.variable();
    Map<String, Operand<? extends TType>> slots = new LinkedHashMap<>();
    parameter.slots().forEach((name, slot) -> slots.put(name, slot.handle()));
    Op last =
        update(parameter)
            .rule(isFrozen(parameter, 0))
            .apply(new ParameterUpdate<>(gated, variable.handle(), slots, gradient));
    List<Constraint> constraints =
        plan.constraints().stream().filter(c -> c.appliesTo(parameter.spec())).toList();
    if (!constraints.isEmpty()) {
      Operand<T> values = variable.readAfter(tf.withControlDependencies(last));
      for (Constraint constraint : constraints) {
        values = constraint.project(new GraphOps<>(tf, kind.type()), values, parameter.spec());
      }
      last = tf.assignVariableOp(variable.handle(), values);
    }
    return moveAverage(parameter, last);
  }

  /**
   * Moves a statistic, and then its average.
   *
   * @param gated operations that run only after everything that reads a variable
   * @param next its next value; null if nothing moves it in this phase
   * @return the last operation of these
   */
  Op moveStatistic(Ops gated, Parameter<T> statistic, @Nullable Operand<T> next) {
    return moveAverage(
        statistic,
        next == null ? gated.noOp() : gated.assignVariableOp(statistic.variable().handle(), next));
  }

  private Op moveAverage(Parameter<T> parameter, Op moved) {
    Variable<T> average = parameter.average();
    Operand<T> averageRate = update(parameter).averageRate();
    if (averageRate == null || average == null) {
      return moved;
    }
    Ops after = tf.withControlDependencies(moved);
    Operand<T> away = tf.math.sub(average.readAfter(after), parameter.variable().readAfter(after));
    return tf.train.resourceApplyGradientDescent(average.handle(), averageRate, away);
  }

  @Override
  public void close() {
    termWeights.close();
    updatesOfParts.values().forEach(PartUpdate::close);
  }
}
