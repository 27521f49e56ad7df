package io.gan4j.tf.internal.session;

import io.gan4j.api.Player;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.tf.internal.graph.FloatKind;
import io.gan4j.tf.internal.graph.GraphNoise;
import io.gan4j.tf.internal.graph.Variables;
import io.gan4j.tf.internal.network.NetworkCompiler;
import java.util.EnumMap;
import java.util.Map;
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
  private final NetworkCompiler compiler;
  private final Variables<T> variables;
  private final Tables<T> tables;
  private final Inputs<T> inputs;
  private final Map<Player, PlayerGraph<T>> players = new EnumMap<>(Player.class);

  Model(
      GanPlan plan,
      Ops tf,
      FloatKind<T> kind,
      NetworkCompiler compiler,
      OptimizerTable optimizers) {
    this.plan = plan;
    this.tf = tf;
    this.kind = kind;
    this.compiler = compiler;
    this.variables = new Variables<>(tf, kind);
    this.tables = new Tables<>(tf, kind, variables, GraphNoise.training(plan.seed()));
    this.inputs = new Inputs<>(tf, kind, plan);
    try {
      for (Player player : Player.values()) {
        players.put(player, new PlayerGraph<>(tf, variables, kind, player, plan, optimizers));
      }
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

  NetworkCompiler compiler() {
    return compiler;
  }

  Variables<T> variables() {
    return variables;
  }

  Tables<T> tables() {
    return tables;
  }

  Inputs<T> inputs() {
    return inputs;
  }

  PlayerGraph<T> player(Player player) {
    PlayerGraph<T> graph = players.get(player);
    if (graph == null) {
      throw new IllegalStateException("no " + player.key());
    }
    return graph;
  }

  @Override
  public void close() {
    players.values().forEach(PlayerGraph::close);
    inputs.close();
  }
}
