package io.gan4j.core;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.Reaction;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.event.RunRecord;
import io.gan4j.api.internal.Closing;
import io.gan4j.api.provider.Device;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.MemoryPlan;
import io.gan4j.api.provider.Precision;
import io.gan4j.core.evaluate.Generator;
import io.gan4j.core.evaluate.SummaryCache;
import io.gan4j.core.memory.HostMemory;
import io.gan4j.core.memory.MemoryCheck;
import io.gan4j.core.memory.SizeCheck;
import io.gan4j.core.plugin.Registry;
import io.gan4j.core.plugin.UsedPlugins;
import io.gan4j.core.run.Datasets;
import io.gan4j.core.run.OpenedRun;
import io.gan4j.core.run.PlanBuilder;
import io.gan4j.core.run.Provenance;
import io.gan4j.core.run.RunWarnings;
import io.gan4j.core.run.Training;
import io.gan4j.core.run.WarmStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lays a run out, and opens it: its data, its session, and what it is measured by. */
final class RunOpening {
  private final Gan gan;
  private final Registry registry;

  RunOpening(Gan gan, Registry registry) {
    this.gan = gan;
    this.registry = registry;
  }

  /** What a run would build. */
  GanPlan plan(RunFile file) {
    Map<String, Dataset> data = gan.sides(file);
    try {
      return plan(file, data);
    } finally {
      Datasets.close(data.values());
    }
  }

  /** What a run would build, of sizes that can be. */
  private GanPlan plan(RunFile file, Map<String, Dataset> data) {
    requirePrecision(file);
    GanPlan plan = PlanBuilder.build(file.config(), data, file.locate(), FloatType.FLOAT32);
    SizeCheck.require(file.config(), plan, HostMemory.ofThisMachine(), file.locate());
    return plan;
  }

  /**
   * Refuses a precision that the run's provider does not take.
   *
   * @throws ConfigException naming those that it takes
   */
  private void requirePrecision(RunFile file) {
    RunConfig config = file.config();
    Set<Precision> known = gan.provider(config).precisions();
    if (!known.contains(config.precision())) {
      String message =
          "must be "
              + known.stream().sorted().map(RunOpening::word).collect(Collectors.joining(" or "))
              + " with the provider "
              + gan.provider(config).name()
              + ", found "
              + word(config.precision());
      throw new ConfigException(List.of(file.locate().apply("precision", message)));
    }
  }

  private static String word(Precision precision) {
    return precision.name().toLowerCase(Locale.ROOT);
  }

  /** The memory that training a run needs. */
  MemoryPlan memory(RunFile file) {
    Map<String, Dataset> data = gan.sides(file);
    try {
      GanPlan plan = plan(file, data);
      return gan.provider(file.config()).plan(plan).withData(bytesHeld(data));
    } finally {
      Datasets.close(data.values());
    }
  }

  /**
   * Opens a run.
   *
   * @param warmStart weights to begin with in place of initial ones; null for none
   */
  Training open(RunFile file, @Nullable WarmStart warmStart) {
    RunConfig config = file.config();
    GanProvider engine = gan.provider(config);
    Map<String, Dataset> data = gan.sides(file);
    GanSession session = null;
    try {
      GanPlan plan = WorkerCheck.among(gan.workers(), plan(file, data), file.locate());
      RunWarnings.log(registry, config, plan);
      session = engine.open(plan, need -> admit(need.withData(bytesHeld(data)), plan, config));
      RunRecord record =
          Provenance.record(
              config,
              gan.resolved(config),
              data.values(),
              engine,
              session,
              UsedPlugins.of(registry, config));
      if (warmStart != null) {
        record = record.begunWith(warmStart.apply(session));
      }
      WorkerCheck.requireAlike(session, record);
      Training training =
          new Training(
              new OpenedRun(config, plan, data, session, record, heldOut(file, plan)),
              List.copyOf(registry.listeners().values()));
      if (config.evaluation().everyImages() > 0 && gan.workers().isChief()) {
        Generator generator = Generator.of(session, training::dataset);
        Dataset trained = generator.side().map(training::dataset).orElseGet(training::dataset);
        training.measuredBy(gan.evaluator(config, generator, trained, SummaryCache.none()));
      }
      return training;
    } catch (RuntimeException | Error e) {
      closing(e, session, data);
      throw e;
    }
  }

  /** Samples kept from training, if they steer a player's augmentations. */
  private @Nullable Dataset heldOut(RunFile file, GanPlan plan) {
    return PlanBuilder.isSteeredByHeldOut(plan) ? gan.heldOut(file).adaptTo(plan.samples()) : null;
  }

  /** Closes what was opened before something failed. */
  private static void closing(
      Throwable failure, @Nullable GanSession session, Map<String, Dataset> data) {
    List<@Nullable AutoCloseable> opened = new ArrayList<>();
    opened.add(session);
    opened.addAll(data.values());
    Closing.after(failure, opened.toArray(AutoCloseable[]::new));
  }

  private static long bytesHeld(Map<String, Dataset> data) {
    return data.values().stream().mapToLong(Dataset::bytesHeld).sum();
  }

  private void admit(MemoryPlan need, GanPlan plan, RunConfig config) {
    if (config.watches().memory() == Reaction.STOP) {
      new MemoryCheck(HostMemory.ofThisMachine().room(), device(gan.provider(config), plan))
          .require(need, plan);
    }
  }

  /** The device of a plan; the first if there is none of its name, which the provider refuses. */
  private static Device device(GanProvider provider, GanPlan plan) {
    List<Device> devices = provider.devices();
    return devices.stream()
        .filter(device -> device.name().equals(plan.device()))
        .findFirst()
        .orElse(devices.get(0));
  }
}
