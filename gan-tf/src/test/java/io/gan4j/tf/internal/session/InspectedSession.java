package io.gan4j.tf.internal.session;

import static java.util.Objects.requireNonNull;

import com.google.inject.Guice;
import com.google.inject.Injector;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.PhaseReport.Exchanged;
import io.gan4j.api.provider.Precision;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.tf.TensorFlowModule;
import io.gan4j.tf.extension.TensorFlowExtension;
import io.gan4j.tf.internal.device.Devices;
import io.gan4j.tf.internal.device.Placement;
import io.gan4j.tf.internal.graph.Arithmetic;
import io.gan4j.tf.internal.graph.FloatKind;
import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import io.gan4j.tf.internal.network.NetworkCompiler;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.types.family.TFloating;

/**
 * A session as the provider opens it, of which a test sees the graph, and what a step would move
 * by.
 *
 * @param built its graph
 * @param running runs it
 * @param session the session itself
 * @param <T> the graph's float type
 */
record InspectedSession<T extends TFloating>(
    RunGraph<T> built, Session running, TensorFlowSession<T> session) implements GanSession {

  static InspectedSession<?> open(GanPlan plan, TensorFlowExtension... extensions) {
    Injector injector = Guice.createInjector(new TensorFlowModule(List.of(extensions)));
    return open(plan, FloatKind.of(plan.floatType()), injector);
  }

  private static <T extends TFloating> InspectedSession<T> open(
      GanPlan plan, FloatKind<T> kind, Injector injector) {
    // In mixed precision with everything that may be rounded, whatever this machine has: where it
    // has nothing, TensorFlow emulates it.
    Arithmetic arithmetic = plan.precision() == Precision.MIXED ? Arithmetic.AMX : Arithmetic.FULL;
    Placement placement = Placement.on(injector.getInstance(Devices.class).choose(plan.device()));
    RunGraph<T> built =
        RunGraph.build(
            plan,
            kind,
            arithmetic,
            placement.device(),
            injector.getInstance(NetworkCompiler.class),
            injector.getInstance(OptimizerTable.class));
    try {
      NativeHandle<Session> held =
          NativeResources.session("session of a test", built.held(), placement.config());
      return new InspectedSession<>(built, held.get(), new TensorFlowSession<>(built, held));
    } catch (RuntimeException e) {
      built.close();
      throw e;
    }
  }

  /**
   * What a step would report and move by, without moving anything.
   *
   * @param report what it would report
   * @param gradients of what a parameter's player pays, by parameter name
   */
  record Evaluation(PhaseReport report, Map<String, NdArray<?>> gradients) {}

  /** Evaluates a step without taking it. Batches have to pass whole. */
  Evaluation evaluate(StepRequest request) {
    PhaseGraph<T> phase = requireNonNull(built.phases().get(request.phase()));
    Session.Runner runner = running.runner();
    phase.feeds().feed(runner, request, 0);
    runner.fetch(phase.reported().values());
    // Two parameters may share one gradient, which can be fetched only once.
    Map<Output<T>, Integer> fetched = new LinkedHashMap<>();
    for (Operand<T> gradient : phase.gradients().values()) {
      if (fetched.putIfAbsent(gradient.asOutput(), fetched.size() + 1) == null) {
        runner.fetch(gradient);
      }
    }
    FloatKind<T> kind = built.model().kind();
    try (NativeHandle<Result> evaluated = NativeResources.run("a step's gradients", runner)) {
      Result result = evaluated.get();
      double[] values = new double[phase.reported().report().size()];
      kind.read(result.get(0), values);
      Map<String, NdArray<?>> gradients = new LinkedHashMap<>();
      phase
          .gradients()
          .forEach(
              (name, gradient) ->
                  gradients.put(
                      name, kind.copy(result.get(fetched.getOrDefault(gradient.asOutput(), -1)))));
      return new Evaluation(
          phase.reported().report().read(values, Exchanged.NOTHING, request), gradients);
    }
  }

  /** The graph, complete since the session was opened. */
  Graph graph() {
    return built.graph();
  }

  @Override
  public PhaseReport step(StepRequest request) {
    return session.step(request);
  }

  @Override
  public GanPlan plan() {
    return session.plan();
  }

  @Override
  public FloatNdArray drawLatents(String name, long seed, int count) {
    return session.drawLatents(name, seed, count);
  }

  @Override
  public Map<String, FloatNdArray> infer(
      Player player, Map<String, FloatNdArray> inputs, int @Nullable [] labels) {
    return session.infer(player, inputs, labels);
  }

  @Override
  public void scaleLearningRates(double factor) {
    session.scaleLearningRates(factor);
  }

  @Override
  public long updates(Player player) {
    return session.updates(player);
  }

  @Override
  public Map<String, NdArray<?>> saveState() {
    return session.saveState();
  }

  @Override
  public void restoreState(Map<String, NdArray<?>> state) {
    session.restoreState(state);
  }

  @Override
  public void export(Player player, Path folder, Map<String, String> metadata) {
    session.export(player, folder, metadata);
  }

  @Override
  public void close() {
    session.close();
  }
}
