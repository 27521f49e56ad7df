package io.gan4j.tf;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.spi.Message;
import io.gan4j.api.ProviderException;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.Device;
import io.gan4j.api.provider.Finding;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.provider.MemoryPlan;
import io.gan4j.api.provider.Precision;
import io.gan4j.api.provider.Trust;
import io.gan4j.tf.extension.TensorFlowExtension;
import io.gan4j.tf.internal.device.Bfloat16;
import io.gan4j.tf.internal.device.Devices;
import io.gan4j.tf.internal.device.Diagnosis;
import io.gan4j.tf.internal.device.Placement;
import io.gan4j.tf.internal.export.SavedModelGenerator;
import io.gan4j.tf.internal.gate.ModelGate;
import io.gan4j.tf.internal.graph.Arithmetic;
import io.gan4j.tf.internal.graph.FloatKind;
import io.gan4j.tf.internal.network.NetworkCompiler;
import io.gan4j.tf.internal.session.MemoryEstimate;
import io.gan4j.tf.internal.session.OptimizerTable;
import io.gan4j.tf.internal.session.TensorFlowSession;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.exceptions.TensorFlowException;

/** Builds and trains GANs with TensorFlow. */
public final class TensorFlowProvider implements GanProvider {
  /** The name under which it is contributed. */
  public static final String NAME = "tensorflow";

  private static final Logger LOG = LoggerFactory.getLogger(TensorFlowProvider.class);

  private static final Device CPU = new Device("cpu", "the CPU");

  /** A broken file of services can fail at every line. */
  private static final int MOST_FAILURES = 20;

  private final NetworkCompiler compiler;
  private final OptimizerTable optimizers;
  private final Devices devices;
  private final Diagnosis diagnosis;
  private final Bfloat16 bfloat16;

  @Inject
  TensorFlowProvider(
      NetworkCompiler compiler,
      OptimizerTable optimizers,
      Devices devices,
      Diagnosis diagnosis,
      Bfloat16 bfloat16) {
    this.compiler = compiler;
    this.optimizers = optimizers;
    this.devices = devices;
    this.diagnosis = diagnosis;
    this.bfloat16 = bfloat16;
  }

  /**
   * The provider with every extension on the class path. One that cannot be loaded is left out with
   * a warning: what it would have built is refused by name.
   */
  public static TensorFlowProvider create() {
    List<TensorFlowExtension> extensions = new ArrayList<>();
    Iterator<TensorFlowExtension> found = ServiceLoader.load(TensorFlowExtension.class).iterator();
    for (int failures = 0; failures < MOST_FAILURES; ) {
      try {
        extensions.add(found.next());
      } catch (NoSuchElementException e) {
        break;
      } catch (ServiceConfigurationError | LinkageError e) {
        failures++; // the iterator goes on behind it
        LOG.warn("left out an extension of TensorFlow: {}", reason(e));
      }
    }
    return create(extensions);
  }

  private static String reason(Error e) {
    return e.getCause() == null ? String.valueOf(e) : e.getMessage() + ": " + e.getCause();
  }

  /**
   * The provider with these extensions.
   *
   * @throws ProviderException if two builders are for the same class
   */
  public static TensorFlowProvider create(List<TensorFlowExtension> extensions) {
    try {
      return Guice.createInjector(new TensorFlowModule(extensions))
          .getInstance(TensorFlowProvider.class);
    } catch (CreationException e) {
      throw new ProviderException(
          e.getErrorMessages().stream().map(Message::getMessage).collect(Collectors.joining("; ")),
          e);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String version() {
    return diagnosis.version();
  }

  @Override
  public List<Device> devices() {
    return devices.list();
  }

  @Override
  public List<Finding> diagnose() {
    return diagnosis.findings();
  }

  @Override
  public Set<Precision> precisions() {
    return EnumSet.allOf(Precision.class);
  }

  @Override
  public MemoryPlan plan(GanPlan plan) {
    check(plan);
    try {
      return MemoryEstimate.of(
          plan, FloatKind.of(plan.floatType()), planned(plan), compiler, optimizers);
    } catch (TensorFlowException e) {
      throw new ProviderException("TensorFlow: building the graph failed: " + e.getMessage(), e);
    }
  }

  @Override
  public GanSession open(GanPlan plan) {
    return open(plan, need -> {});
  }

  @Override
  public GanSession open(GanPlan plan, Consumer<MemoryPlan> admit) {
    check(plan);
    Device device = devices.choose(plan.device());
    Bfloat16.Found found = bfloat16.of(plan, device);
    if (!found.reason().isEmpty()) {
      LOG.warn("precision: mixed computes in float32 here: {}", found.reason());
    }
    Placement placement =
        Placement.on(device)
            .computing(found.arithmetic())
            .among(plan.workers(), devices.processorsOf(plan.workers()));
    try {
      return TensorFlowSession.open(
          plan, FloatKind.of(plan.floatType()), placement, compiler, optimizers, admit);
    } catch (TensorFlowException e) {
      throw new ProviderException("TensorFlow: building the run failed: " + e.getMessage(), e);
    }
  }

  /** The graph is planned as for the CPU. */
  private Arithmetic planned(GanPlan plan) {
    return bfloat16.of(plan, CPU).arithmetic();
  }

  private void check(GanPlan plan) {
    for (Player player : plan.players().keySet()) {
      compiler.check(player.key(), plan.player(player).network());
      optimizers.check(player.key(), plan.player(player).optimizer());
    }
  }

  @Override
  public GeneratorModel load(Path model, Trust trust) {
    return SavedModelGenerator.load(model, gate(trust));
  }

  /** What a model has to pass that was trained elsewhere. */
  ModelGate gate(Trust trust) {
    return ModelGate.of(trust, compiler.exportedOperations());
  }
}
