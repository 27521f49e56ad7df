package io.gan4j.tf.internal.session;

import io.gan4j.api.game.Player;
import io.gan4j.api.optimizer.ConstantSchedule;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.tf.internal.graph.Arithmetic;
import io.gan4j.tf.internal.graph.FloatKind;
import io.gan4j.tf.internal.graph.GraphNoise;
import io.gan4j.tf.internal.graph.Variable;
import io.gan4j.tf.internal.graph.Variables;
import io.gan4j.tf.internal.network.NetworkCompiler;
import io.gan4j.tf.internal.workers.Collectives;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * What all phases of a graph share.
 *
 * @param <T> the graph's float type
 */
final class Model<T extends TFloating> implements AutoCloseable {
  private final GanPlan plan;
  private final Ops tf;
  private final FloatKind<T> kind;
  private final Arithmetic arithmetic;
  private final NetworkCompiler compiler;
  private final Variables<T> variables;
  private final Tables<T> tables;
  private final StepInputs step;
  private final Collectives collectives;
  private final PlayerFeeds<T> numbers;
  private final Map<Schedule, Operand<T>> numbersBySchedule = new HashMap<>();
  private final Map<String, Variable<T>> carried = new LinkedHashMap<>();
  private final Map<String, Inputs<T>> inputs = new LinkedHashMap<>();
  private final Map<Player, PlayerGraph<T>> players = new LinkedHashMap<>();

  Model(
      GanPlan plan,
      Ops tf,
      FloatKind<T> kind,
      Arithmetic arithmetic,
      NetworkCompiler compiler,
      OptimizerTable optimizers) {
    this.plan = plan;
    this.tf = tf;
    this.kind = kind;
    this.arithmetic = arithmetic;
    this.compiler = compiler;
    this.variables = new Variables<>(tf, kind);
    this.tables = new Tables<>(tf, kind, variables, GraphNoise.training(plan.seed()));
    this.step = new StepInputs(tf, plan);
    this.collectives = new Collectives(plan.workers());
    this.numbers = new PlayerFeeds<>(tf.withSubScope("numbers"), kind, 1);
    try {
      for (String side : plan.sides().keySet()) {
        inputs.put(side, new Inputs<>(tf, kind, plan, side));
      }
      for (Player player : plan.players().keySet()) {
        players.put(player, new PlayerGraph<>(tf, variables, kind, player, plan, optimizers));
      }
      plan.carried()
          .forEach(
              (name, initial) ->
                  carried.put(name, variables.uniform(name, Shape.scalar(), initial)));
      plan.histories()
          .forEach((name, shape) -> carried.put(name, variables.uniform(name, shape, 0)));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  GanPlan plan() {
    return plan;
  }

  Ops tf() {
    return tf;
  }

  FloatKind<T> kind() {
    return kind;
  }

  /** Of the products in passes that train. */
  Arithmetic arithmetic() {
    return arithmetic;
  }

  NetworkCompiler compiler() {
    return compiler;
  }

  Variables<T> variables() {
    return variables;
  }

  Tables<T> tables() {
    return tables;
  }

  /** What a step is fed beside data. */
  StepInputs step() {
    return step;
  }

  /** What workers tell each other. */
  Collectives collectives() {
    return collectives;
  }

  /** A number of no player's update, computed before every step: a scalar. */
  Operand<T> number(Schedule schedule) {
    return schedule instanceof ConstantSchedule constant
        ? tf.constant(kind.type(), constant.value())
        : numbersBySchedule.computeIfAbsent(
            schedule, s -> numbers.fed("number." + numbers.count(), s::valueAt));
  }

  /** What is carried from step to step beside players and terms. */
  Variable<T> carried(String name) {
    return known("number", carried, name);
  }

  /** Feeds these numbers. */
  void feedNumbers(Session.Runner runner, StepRequest request) {
    numbers.feed(
        runner,
        new Progress(
            request.step(),
            request.totalSteps(),
            request.step(),
            request.epoch(),
            plan.batchSize()));
  }

  /** What is fed of a side of the data. */
  Inputs<T> inputs(String side) {
    return known("side", inputs, side);
  }

  PlayerGraph<T> player(Player player) {
    return known("player", players, player);
  }

  private static <K, V> V known(String what, Map<K, V> map, K key) {
    V value = map.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no " + what + " '" + key + "', only " + map.keySet());
    }
    return value;
  }

  @Override
  public void close() {
    players.values().forEach(PlayerGraph::close);
    inputs.values().forEach(Inputs::close);
    numbers.close();
    step.close();
  }
}
