package io.gan4j.testkit;

import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import io.gan4j.api.provider.Device;
import io.gan4j.api.provider.Finding;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.provider.MemoryPlan;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.Precision;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.provider.Trust;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;

/**
 * Another provider behind an interceptor, so that a test can see what a loop asks for, script what
 * it is told, and have a provider fail at any call.
 */
public final class InterceptedProvider implements GanProvider {
  private final GanProvider provider;
  private final Interceptor interceptor;

  /**
   * @param provider does all that the interceptor leaves to it
   */
  public InterceptedProvider(GanProvider provider, Interceptor interceptor) {
    this.provider = provider;
    this.interceptor = interceptor;
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public String version() {
    return provider.version();
  }

  @Override
  public List<Device> devices() {
    return provider.devices();
  }

  @Override
  public List<Finding> diagnose() {
    return provider.diagnose();
  }

  @Override
  public Set<Precision> precisions() {
    return interceptor.precisions(provider.precisions());
  }

  @Override
  public MemoryPlan plan(GanPlan plan) {
    return provider.plan(plan);
  }

  @Override
  public GanSession open(GanPlan plan) {
    interceptor.beforeOpen(plan);
    return new Session(provider.open(plan), interceptor);
  }

  @Override
  public GanSession open(GanPlan plan, Consumer<MemoryPlan> admit) {
    interceptor.beforeOpen(plan);
    return new Session(provider.open(plan, admit), interceptor);
  }

  @Override
  public GeneratorModel load(Path model, Trust trust) {
    return provider.load(model, trust);
  }

  private record Session(GanSession session, Interceptor interceptor) implements GanSession {
    @Override
    public PhaseReport step(StepRequest request) {
      interceptor.beforeStep(request);
      return interceptor.reported(request, session.step(request));
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
      Map<String, FloatNdArray> outputs =
          new LinkedHashMap<>(session.infer(player, inputs, labels));
      outputs.computeIfPresent(Signal.SAMPLES, (name, made) -> interceptor.generated(made));
      return outputs;
    }

    @Override
    public FloatNdArray score(FloatNdArray samples, int @Nullable [] labels) {
      return session.score(samples, labels);
    }

    @Override
    public String device() {
      return session.device();
    }

    @Override
    public String arithmetic() {
      return interceptor.arithmetic(session.arithmetic());
    }

    @Override
    public void scaleLearningRates(double factor) {
      interceptor.beforeScaling(factor);
      session.scaleLearningRates(factor);
    }

    @Override
    public long updates(Player player) {
      return session.updates(player);
    }

    @Override
    public Map<String, NdArray<?>> saveState() {
      return interceptor.saved(session.saveState());
    }

    @Override
    public void restoreState(Map<String, NdArray<?>> state) {
      interceptor.beforeRestore(state);
      session.restoreState(state);
    }

    @Override
    public void export(Player player, Path folder, Map<String, String> metadata) {
      interceptor.beforeExport(folder);
      session.export(player, folder, metadata);
    }

    @Override
    public void close() {
      interceptor.beforeClose();
      session.close();
    }
  }
}
