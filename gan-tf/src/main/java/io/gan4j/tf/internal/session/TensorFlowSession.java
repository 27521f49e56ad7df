package io.gan4j.tf.internal.session;

import io.gan4j.api.ProviderException;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.MemoryPlan;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.provider.Workers;
import io.gan4j.api.spec.Check;
import io.gan4j.tf.internal.device.Placement;
import io.gan4j.tf.internal.graph.FloatKind;
import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.network.NetworkCompiler;
import io.gan4j.tf.internal.workers.WorkerFault;
import io.gan4j.tf.internal.workers.WorkerTalk;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.types.family.TFloating;

/**
 * A run's graph and its session. The graph is built once, when the session opens; a step of a phase
 * is one run of it.
 *
 * @param <T> the graph's float type
 */
public final class TensorFlowSession<T extends TFloating> implements GanSession {
  private final RunGraph<T> built;
  private final NativeHandle<Session> held;
  private final StepRunner<T> steps;
  private final SessionState<T> state;
  private final ModelExport<T> export;
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
    RunGraph<T> built =
        RunGraph.build(
            plan, kind, placement.arithmetic(), placement.device(), compiler, optimizers);
    try {
      admit.accept(MemoryEstimate.of(plan, built));
      return new TensorFlowSession<>(built, placement.session("session of a run", built.held()));
    } catch (RuntimeException e) {
      built.close();
      throw e;
    }
  }

  /**
   * Gives every variable of a graph its initial value.
   *
   * @param built closed with this; still open if this throws
   * @param held a session on it; closed with this, and if this throws
   */
  TensorFlowSession(RunGraph<T> built, NativeHandle<Session> held) {
    this.built = built;
    this.held = held;
    Session session = held.get();
    this.steps = new StepRunner<>(built, session);
    this.state = new SessionState<>(built.model(), session);
    this.export = new ModelExport<>(built.model(), session);
    try {
      built.initialize(session);
    } catch (RuntimeException e) {
      held.close();
      throw e;
    }
  }

  @Override
  public PhaseReport step(StepRequest request) {
    return guarded(
        () -> "phase '" + request.phase() + "' failed at step " + request.step(),
        () -> steps.step(request));
  }

  @Override
  public GanPlan plan() {
    return built.model().plan();
  }

  @Override
  public String arithmetic() {
    return built.model().arithmetic().words();
  }

  @Override
  public FloatNdArray drawLatents(String name, long seed, int count) {
    Check.positive("count", count);
    return guarded(
        () -> "drawing latents failed",
        () -> built.sampler().drawLatents(held.get(), name, seed, count));
  }

  @Override
  public Map<String, FloatNdArray> infer(
      Player player, Map<String, FloatNdArray> inputs, int @Nullable [] labels) {
    return guarded(
        () -> "asking the " + player + " failed",
        () -> built.sampler().infer(held.get(), player, inputs, labels));
  }

  @Override
  public void scaleLearningRates(double factor) {
    Check.positive("factor", factor);
    for (Player player : built.model().plan().players().keySet()) {
      built.model().player(player).scaleLearningRate(factor);
    }
  }

  @Override
  public int largestOfWorkers(int own) {
    WorkerTalk talk = built.talk();
    return talk == null
        ? own
        : guarded(
            () -> "waiting for the other workers failed", () -> talk.largest(held.get(), own));
  }

  @Override
  public List<Integer> workersThatDiffer(String own) {
    WorkerTalk talk = built.talk();
    return talk == null
        ? List.of()
        : guarded(
            () -> "waiting for the other workers failed", () -> talk.differing(held.get(), own));
  }

  @Override
  public long updates(Player player) {
    return built.model().player(player).updates();
  }

  @Override
  public Map<String, NdArray<?>> saveState() {
    return guarded(() -> "reading the state failed", state::save);
  }

  @Override
  public void restoreState(Map<String, NdArray<?>> saved) {
    guarded(() -> "putting back the state failed", () -> state.restore(saved));
  }

  @Override
  public void export(Player player, Path folder, Map<String, String> metadata) {
    guarded(
        () -> "exporting the " + player + " failed", () -> export.write(player, folder, metadata));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      held.close();
      built.close();
    }
  }

  private void guarded(Supplier<String> what, Runnable work) {
    guarded(
        what,
        () -> {
          work.run();
          return true;
        });
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
              + OutOfMemory.advice(built.model().plan())
              + ". TensorFlow says: "
              + e.getMessage(),
          e);
    } catch (TensorFlowException e) {
      Workers workers = built.model().plan().workers();
      throw new ProviderException(
          "TensorFlow: "
              + what.get()
              + ": "
              + (workers.isAlone() ? e.getMessage() : WorkerFault.inWords(workers, e)),
          e);
    }
  }
}
