package io.gan4j.tf.internal.session;

import io.gan4j.api.Player;
import io.gan4j.api.ProviderException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.MemoryPlan;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.spec.Check;
import io.gan4j.tf.internal.device.Placement;
import io.gan4j.tf.internal.export.SavedModelWriter;
import io.gan4j.tf.internal.graph.FloatKind;
import io.gan4j.tf.internal.graph.Variable;
import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import io.gan4j.tf.internal.network.NetworkCompiler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/**
 * A run's graph and its session. The graph is built once, when the session opens; a step of a phase
 * is one run of it.
 *
 * @param <T> the graph's float type
 */
public final class TensorFlowSession<T extends TFloating> implements GanSession {
  private final RunGraph<T> built;
  private final Model<T> model;
  private final NativeHandle<Session> held;
  private final Session session;
  private long nanosInTensorFlow;
  private boolean closed;

  /**
   * Builds the graph of a plan and gives every variable its initial value.
   *
   * @param admit is told what it needs before there are variables
   */
  public static <T extends TFloating> TensorFlowSession<T> open(
      GanPlan plan,
      FloatKind<T> kind,
      Placement placement,
      NetworkCompiler compiler,
      OptimizerTable optimizers,
      Consumer<MemoryPlan> admit) {
    RunGraph<T> built = RunGraph.build(plan, kind, placement.device(), compiler, optimizers);
    try {
      admit.accept(MemoryEstimate.of(plan, built));
      return new TensorFlowSession<>(built, placement);
    } catch (RuntimeException e) {
      built.close();
      throw e;
    }
  }

  private TensorFlowSession(RunGraph<T> built, Placement placement) {
    this.built = built;
    this.model = built.model();
    this.held = NativeResources.session("session of a run", built.held(), placement.config());
    this.session = held.get();
    try {
      model.variables().initialise(session);
      built.scratch().values().forEach(s -> s.initialise(session));
      built.sums().initialise(session);
    } catch (RuntimeException e) {
      held.close();
      throw e;
    }
  }

  @Override
  public PhaseReport step(StepRequest request) {
    PhaseGraph<T> phase = phase(request.phase());
    Set<Player> putBack = phase.phase().scratch();
    return guarded(
        () -> "phase '" + request.phase() + "' failed at step " + request.step(),
        () -> {
          if (request.repeat() == 0) {
            putBack.forEach(player -> scratch(player).keep(session));
          }
          double[] values = train(phase, request);
          PhaseReport report = phase.report().read(values, request);
          if (request.repeat() == phase.phase().repeat() - 1) {
            putBack.forEach(player -> scratch(player).putBack(session));
          }
          return report;
        });
  }

  /** Runs a batch, in parts where the plan says so, and then moves what the phase moves. */
  private double[] train(PhaseGraph<T> phase, StepRequest request) {
    int parts = model.plan().accumulate();
    double[] means = new double[phase.report().size()];
    for (int part = 0; part < parts - 1; part++) {
      Session.Runner runner = session.runner();
      feed(runner, phase, request, part);
      double[] ofPart = run(runner.addTarget(phase.parts().get(part)), phase.values());
      for (int i = 0; i < means.length; i++) {
        means[i] += ofPart[i] / parts;
      }
    }
    Session.Runner runner = session.runner();
    feed(runner, phase, request, parts - 1);
    for (Player player : phase.phase().moves()) {
      PlayerGraph<T> moved = model.player(player);
      moved.feed(
          runner,
          new Progress(request.step(), request.totalSteps(), moved.updates(), request.epoch()));
    }
    double[] values =
        run(
            runner.addTarget(phase.train()),
            request.norms() ? phase.valuesAndNorms() : phase.values());
    // The norms, which come last, are of the whole batch.
    for (int i = 0; parts > 1 && i < means.length; i++) {
      values[i] = means[i] + values[i] / parts;
    }
    for (Player player : phase.phase().moves()) {
      model.player(player).setUpdates(model.player(player).updates() + 1);
    }
    return values;
  }

  private double[] run(Session.Runner runner, Operand<T> fetched) {
    double[] values = new double[Math.toIntExact(fetched.shape().size())];
    runner.fetch(fetched);
    long begin = System.nanoTime();
    try (NativeHandle<Result> result = NativeResources.run("a step's report", runner)) {
      nanosInTensorFlow += System.nanoTime() - begin;
      model.kind().read(result.get().get(0), values);
    }
    return values;
  }

  private void feed(Session.Runner runner, PhaseGraph<T> phase, StepRequest request, int part) {
    model.inputs().feedDraw(runner, request.draw());
    if (model.plan().accumulate() > 1) {
      model.inputs().feedPart(runner, part);
    }
    Batch batch = request.batch();
    if (batch == null) {
      if (phase.readsSamples() || phase.readsLabels()) {
        throw new IllegalArgumentException("phase '" + request.phase() + "' needs a batch");
      }
      return;
    }
    if (phase.readsSamples()) {
      model.inputs().feedSamples(runner, batch, part);
    }
    if (phase.readsLabels()) {
      model.inputs().feedLabels(runner, batch, part);
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
    PhaseGraph<T> phase = phase(request.phase());
    Session.Runner runner = session.runner();
    feed(runner, phase, request, 0);
    runner.fetch(phase.values());
    // Two parameters may share one gradient, which can be fetched only once.
    Map<Output<T>, Integer> fetched = new LinkedHashMap<>();
    for (Operand<T> gradient : phase.gradients().values()) {
      if (fetched.putIfAbsent(gradient.asOutput(), fetched.size() + 1) == null) {
        runner.fetch(gradient);
      }
    }
    try (NativeHandle<Result> evaluated = NativeResources.run("a step's gradients", runner)) {
      Result result = evaluated.get();
      double[] values = new double[phase.report().size()];
      model.kind().read(result.get(0), values);
      Map<String, NdArray<?>> gradients = new LinkedHashMap<>();
      phase
          .gradients()
          .forEach(
              (name, gradient) ->
                  gradients.put(
                      name,
                      model
                          .kind()
                          .copy(result.get(fetched.getOrDefault(gradient.asOutput(), -1)))));
      return new Evaluation(phase.report().read(values, request), gradients);
    }
  }

  @Override
  public FloatNdArray drawLatents(long seed, int count) {
    Check.positive("count", count);
    return guarded(
        () -> "drawing latents failed", () -> built.sampler().drawLatents(session, seed, count));
  }

  @Override
  public FloatNdArray generate(FloatNdArray latents, int @Nullable [] labels) {
    return guarded(
        () -> "generating samples failed",
        () -> built.sampler().generate(session, latents, labels));
  }

  @Override
  public FloatNdArray score(FloatNdArray samples, int @Nullable [] labels) {
    return guarded(
        () -> "scoring samples failed", () -> built.sampler().score(session, samples, labels));
  }

  /** Nanoseconds that training steps have spent in TensorFlow, for benchmarks. */
  public long nanosInTensorFlow() {
    return nanosInTensorFlow;
  }

  @Override
  public void scaleLearningRates(double factor) {
    Check.positive("factor", factor);
    for (Player player : Player.values()) {
      model.player(player).scaleLearningRate(factor);
    }
  }

  @Override
  public long updates(Player player) {
    return model.player(player).updates();
  }

  @Override
  public Map<String, NdArray<?>> saveState() {
    return guarded(
        () -> "reading the state failed",
        () -> {
          Map<String, NdArray<?>> state = new LinkedHashMap<>();
          List<Variable<T>> variables = List.copyOf(model.variables().all());
          Session.Runner runner = session.runner();
          variables.forEach(variable -> runner.fetch(variable.read()));
          try (NativeHandle<Result> fetched = NativeResources.run("the state", runner)) {
            Result result = fetched.get();
            for (int i = 0; i < variables.size(); i++) {
              state.put(variables.get(i).name(), model.kind().copy(result.get(i)));
            }
          }
          for (Player player : Player.values()) {
            state.put(updatesName(player), NdArrays.scalarOf(updates(player)));
          }
          return state;
        });
  }

  @Override
  public void restoreState(Map<String, NdArray<?>> state) {
    checkState(state);
    guarded(
        () -> "putting back the state failed",
        () -> {
          model
              .variables()
              .assign(
                  session,
                  model.variables().all(),
                  variable ->
                      model
                          .kind()
                          .restored("restored " + variable.name(), entry(state, variable.name())));
          return state;
        });
    for (Player player : Player.values()) {
      model.player(player).setUpdates(((LongNdArray) entry(state, updatesName(player))).getLong());
    }
  }

  /** Refuses a state that does not fit, naming everything that does not. */
  private void checkState(Map<String, NdArray<?>> state) {
    List<String> problems = new ArrayList<>();
    Set<String> unknown = new TreeSet<>(state.keySet());
    for (Variable<T> variable : model.variables().all()) {
      unknown.remove(variable.name());
      NdArray<?> values = state.get(variable.name());
      if (values == null) {
        problems.add("no " + variable.name());
      } else if (!values.shape().equals(variable.shape())) {
        problems.add(
            variable.name() + " is " + values.shape() + " and should be " + variable.shape());
      } else if (!model.kind().fits(values)) {
        problems.add(variable.name() + " is not of type " + model.plan().floatType());
      }
    }
    for (Player player : Player.values()) {
      unknown.remove(updatesName(player));
      if (!(state.get(updatesName(player)) instanceof LongNdArray count)
          || !count.shape().equals(Shape.scalar())) {
        problems.add("no " + updatesName(player) + ", a 64-bit scalar");
      }
    }
    unknown.forEach(name -> problems.add("unknown " + name));
    if (!problems.isEmpty()) {
      throw new ProviderException(
          "the state does not fit this run, nothing was changed: " + String.join("; ", problems));
    }
  }

  private static NdArray<?> entry(Map<String, NdArray<?>> state, String name) {
    NdArray<?> values = state.get(name);
    if (values == null) {
      throw new IllegalStateException("no " + name);
    }
    return values;
  }

  private static String updatesName(Player player) {
    return player.key() + "/updates";
  }

  @Override
  public void export(Path folder, Map<String, String> metadata) {
    // A parameter's name, and the variable that samples are made with.
    Map<String, Variable<T>> exported = new LinkedHashMap<>();
    model
        .player(Player.GENERATOR)
        .parameters()
        .forEach(p -> exported.put(p.variable().name(), PlayerGraph.sampled(p)));
    guarded(
        () -> "exporting the generator failed",
        () ->
            exported(
                exported,
                weights ->
                    SavedModelWriter.write(
                        folder,
                        new ExportedGenerator(model.plan(), model.compiler()),
                        weights,
                        metadata)));
  }

  @Override
  public void exportDiscriminator(Path folder, Map<String, String> metadata) {
    // Weights as they are, which is what it scores with: averages are for samples.
    Map<String, Variable<T>> exported = new LinkedHashMap<>();
    model
        .player(Player.DISCRIMINATOR)
        .parameters()
        .forEach(p -> exported.put(p.variable().name(), p.variable()));
    guarded(
        () -> "exporting the discriminator failed",
        () ->
            exported(
                exported,
                weights ->
                    SavedModelWriter.write(
                        folder,
                        new ExportedDiscriminator(model.plan(), model.compiler()),
                        weights,
                        metadata)));
  }

  /** Fetches the values of variables and of all tables, and hands them over. */
  private boolean exported(
      Map<String, Variable<T>> variables, Consumer<Map<String, Tensor>> writer) {
    model.tables().all().forEach(table -> variables.put(table.name(), table));
    Session.Runner runner = session.runner();
    variables.values().forEach(variable -> runner.fetch(variable.read()));
    try (NativeHandle<Result> fetched = NativeResources.run("exported weights", runner)) {
      Result result = fetched.get();
      Map<String, Tensor> weights = new LinkedHashMap<>();
      for (String name : variables.keySet()) {
        weights.put(name, result.get(weights.size()));
      }
      writer.accept(weights);
    }
    return true;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      held.close();
      built.close();
    }
  }

  /** The graph, complete since the session was opened. */
  Graph graph() {
    return built.graph();
  }

  private PhaseGraph<T> phase(String name) {
    PhaseGraph<T> phase = built.phases().get(name);
    if (phase == null) {
      throw new IllegalArgumentException(
          "no phase '" + name + "', only " + List.copyOf(built.phases().keySet()));
    }
    return phase;
  }

  private RestoredPlayers<T> scratch(Player player) {
    RestoredPlayers<T> own = built.scratch().get(player);
    if (own == null) {
      throw new IllegalStateException("no scratch for " + player);
    }
    return own;
  }

  private <R> R guarded(Supplier<String> what, Supplier<R> work) {
    if (closed) {
      throw new IllegalStateException("this session is closed");
    }
    try {
      return work.get();
    } catch (TFResourceExhaustedException e) {
      throw new ProviderException(
          "TensorFlow: "
              + what.get()
              + ": there is not enough memory on "
              + device()
              + "; "
              + OutOfMemory.advice(model.plan())
              + ". TensorFlow says: "
              + e.getMessage(),
          e);
    } catch (TensorFlowException e) {
      throw new ProviderException("TensorFlow: " + what.get() + ": " + e.getMessage(), e);
    }
  }
}
