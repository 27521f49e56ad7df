package io.gan4j.tf.internal.session;

import io.gan4j.api.game.Player;
import io.gan4j.api.provider.Freezing;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.training.Phase;
import io.gan4j.tf.internal.graph.Arithmetic;
import io.gan4j.tf.internal.graph.FloatKind;
import io.gan4j.tf.internal.graph.GraphScope;
import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import io.gan4j.tf.internal.network.NetworkCompiler;
import io.gan4j.tf.internal.workers.WorkerTalk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * The whole graph of a run, complete before anything runs in it.
 *
 * @param held where it is
 * @param model what its phases share
 * @param phases by name, as they are when everything has thawed that ever does
 * @param frozen the same while something is frozen, by the step before which they are
 * @param scratch of the players that a phase puts back
 * @param sums of gradients, where batches pass in parts
 * @param talk what workers tell each other; null where one is alone
 * @param sampler both players in inference mode
 * @param <T> the graph's float type
 */
record RunGraph<T extends TFloating>(
    NativeHandle<Graph> held,
    Model<T> model,
    Map<String, PhaseGraph<T>> phases,
    Map<String, NavigableMap<Long, PhaseGraph<T>>> frozen,
    Map<Player, RestoredPlayers<T>> scratch,
    GradientSums<T> sums,
    @Nullable WorkerTalk talk,
    Sampler<T> sampler)
    implements AutoCloseable {

  /** Builds the graph of a plan, on a device. */
  static <T extends TFloating> RunGraph<T> build(
      GanPlan plan,
      FloatKind<T> kind,
      Arithmetic arithmetic,
      DeviceSpec device,
      NetworkCompiler compiler,
      OptimizerTable optimizers) {
    NativeHandle<Graph> graph = NativeResources.graph("graph of a run");
    try {
      Ops tf = GraphScope.ops(graph.get()).withDevice(device);
      Model<T> model = new Model<>(plan, tf, kind, arithmetic, compiler, optimizers);
      try {
        return build(graph, model);
      } catch (RuntimeException e) {
        model.close();
        throw e;
      }
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  private static <T extends TFloating> RunGraph<T> build(
      NativeHandle<Graph> graph, Model<T> model) {
    Map<String, PhaseGraph<T>> phases = new LinkedHashMap<>();
    Map<String, NavigableMap<Long, PhaseGraph<T>>> frozen = new LinkedHashMap<>();
    Map<Player, RestoredPlayers<T>> scratch = new LinkedHashMap<>();
    TermStates<T> states = new TermStates<>(model.variables());
    GradientSums<T> sums = new GradientSums<>(model);
    for (Phase phase : model.plan().phases()) {
      NavigableMap<Long, PhaseGraph<T>> before = new TreeMap<>();
      for (long until : thaws(model.plan(), phase)) {
        before.put(until, new PhaseBuilder<>(model, states, sums, phase, until - 1).build());
      }
      frozen.put(phase.name(), before);
      phases.put(
          phase.name(),
          new PhaseBuilder<>(model, states, sums, phase, Freezing.FOR_GOOD - 1).build());
      for (Player player : phase.scratch()) {
        scratch.computeIfAbsent(
            player, p -> new RestoredPlayers<>(model.tf(), model.kind(), model.player(p)));
      }
    }
    WorkerTalk talk =
        model.plan().workers().isAlone()
            ? null
            : new WorkerTalk(model.tf(), model.plan().workers(), model.collectives());
    return new RunGraph<>(graph, model, phases, frozen, scratch, sums, talk, new Sampler<>(model));
  }

  /** The steps at which something thaws that a phase moves. */
  private static SortedSet<Long> thaws(GanPlan plan, Phase phase) {
    SortedSet<Long> steps = new TreeSet<>();
    phase.moves().stream()
        .map(player -> plan.player(player).frozen())
        .filter(Freezing::thaws)
        .forEach(frozen -> steps.add(frozen.until()));
    return steps;
  }

  /**
   * A phase as it is at a step.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  PhaseGraph<T> phase(String name, long step) {
    PhaseGraph<T> thawed = phases.get(name);
    if (thawed == null) {
      throw new IllegalArgumentException(
          "no phase '" + name + "', only " + List.copyOf(phases.keySet()));
    }
    Map.Entry<Long, PhaseGraph<T>> before =
        frozen.getOrDefault(name, new TreeMap<>()).higherEntry(step);
    return before == null ? thawed : before.getValue();
  }

  Graph graph() {
    return held.get();
  }

  /** Gives every variable its initial value. */
  void initialize(Session session) {
    model.variables().initialize(session);
    scratch.values().forEach(own -> own.initialize(session));
    sums.initialize(session);
  }

  @Override
  public void close() {
    model.close();
    held.close();
  }
}
