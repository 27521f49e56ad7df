package io.gan4j.core;

import io.gan4j.api.GanException;
import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.InitFromConfig;
import io.gan4j.api.config.Problem;
import io.gan4j.api.config.Reaction;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Detection;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.event.RunRecord;
import io.gan4j.api.internal.Closing;
import io.gan4j.api.internal.FileNames;
import io.gan4j.api.metric.FeatureExtractor;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.provider.Device;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.provider.MemoryPlan;
import io.gan4j.api.provider.Trust;
import io.gan4j.api.spec.Suggestions;
import io.gan4j.core.config.ConfigWriter;
import io.gan4j.core.config.RecordBuilder;
import io.gan4j.core.config.RunConfigReader;
import io.gan4j.core.data.MovedReader;
import io.gan4j.core.data.PreparedData;
import io.gan4j.core.data.PreparedSides;
import io.gan4j.core.data.ReaderChoice;
import io.gan4j.core.evaluate.Evaluator;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way in: gan4j with every plugin on the class path. Reads run files, opens trainings, loads
 * exported generators.
 *
 * <pre>{@code
 * Gan gan = Gan.load();
 * try (Training training = gan.open(gan.preset("digits", "training.steps=3000"))) {
 *   training.run();
 *   FloatNdArray digits = training.sample(16, 42);
 * }
 * }</pre>
 */
public final class Gan {
  /** What {@code gan train} trains without arguments. */
  public static final String DEFAULT_PRESET = "digits";

  private final Registry registry;
  private final RunConfigReader reader;
  private final SummaryCache statistics;
  private final Trust trust;
  private final Map<String, GanProvider> providers = new HashMap<>();

  private Gan(Registry registry, SummaryCache statistics, Trust trust) {
    this.registry = registry;
    this.reader = new RunConfigReader(registry);
    this.statistics = statistics;
    this.trust = trust;
  }

  /**
   * With every plugin that ServiceLoader finds.
   *
   * @throws GanException if two plugins bring the same name, or one is broken
   */
  public static Gan load() {
    return of(Registry.load());
  }

  /** With the plugins of a registry. */
  public static Gan of(Registry registry) {
    return new Gan(registry, SummaryCache.none(), Trust.CHECKED);
  }

  /** The same, keeping what takes long to learn from training data (whitening) in a cache. */
  public Gan keepingStatisticsIn(SummaryCache cache) {
    return new Gan(registry, cache, trust);
  }

  /**
   * The same with this trust in models that others trained: generators that are loaded, and the
   * models that features are taken from.
   */
  public Gan trusting(Trust models) {
    return new Gan(registry, statistics, models);
  }

  /** What the plugins brought. */
  public Registry registry() {
    return registry;
  }

  /** Names of the presets. */
  public List<String> presets() {
    return List.copyOf(registry.presets().keySet());
  }

  /** A preset's run file. */
  public String presetText(String name) {
    return reader.presetText(name);
  }

  /**
   * A preset, with changes.
   *
   * @param overrides each {@code path=value}, for example {@code loss=minimax}
   * @throws ConfigException with everything that is wrong
   */
  public RunFile preset(String name, String... overrides) {
    return file(reader.preset(name, Arrays.asList(overrides)));
  }

  /**
   * A run file, with changes.
   *
   * @param overrides each {@code path=value}, for example {@code loss=minimax}
   * @throws ConfigException with everything that is wrong
   */
  public RunFile read(Path file, String... overrides) {
    return file(reader.read(file, Arrays.asList(overrides)));
  }

  /**
   * A run file given as text, with changes.
   *
   * @param overrides each {@code path=value}
   * @throws ConfigException with everything that is wrong
   */
  public RunFile parse(String yaml, String... overrides) {
    return file(reader.parse(yaml, "run file", Arrays.asList(overrides)));
  }

  /** Makes a run's configuration, a section of it or a component in Java, from its defaults. */
  public <R> RecordBuilder<R> builder(Class<R> type) {
    return new RecordBuilder<>(registry, type);
  }

  /** The same from another one, to be changed. */
  public <R extends Record> RecordBuilder<R> builder(R like) {
    return RecordBuilder.like(registry, like);
  }

  /** A configuration made in Java. */
  public RunFile configured(RunConfig config) {
    return new RunFile(
        config, (path, message) -> new Problem("configuration", null, path, message));
  }

  private RunFile file(RunConfigReader.Read read) {
    return new RunFile(read.config(), read::problem);
  }

  /**
   * The reader for a file or folder, by what it holds.
   *
   * @throws GanException naming what was found and what is accepted, or two readers that would do
   *     alike
   */
  public DatasetReader detectReader(Path data) {
    return detect(data).reader();
  }

  /**
   * The same, with what speaks for that reader.
   *
   * @throws GanException as {@link #detectReader} does
   */
  public Detection detect(Path data) {
    requireThere(data);
    // absolute, so that the run can be resumed from any folder
    return new ReaderChoice(registry.detectors(), reader -> line(DatasetReader.class, reader))
        .of(data.toAbsolutePath().normalize());
  }

  /**
   * The reader for a file or folder in place of another: the same kind with the same configuration
   * if it takes any path, otherwise one that the content picks.
   *
   * @throws GanException naming what was found and what is accepted
   */
  public DatasetReader reader(DatasetReader other, Path data) {
    requireThere(data);
    // absolute, so that the run can be resumed from any folder
    return other
        .withPath(data.toAbsolutePath().normalize())
        .orElseGet(() -> other.withSource(detectReader(data)));
  }

  private static void requireThere(Path data) {
    if (Files.notExists(data) && !FileNames.isNumbered(data)) {
      throw new GanException(data + ": no such file or folder");
    }
  }

  /**
   * A run on a file or folder in place of its own data: see {@link #reader}.
   *
   * @throws GanException naming what was found and what is accepted
   */
  public RunFile withData(RunFile file, Path data) {
    return file.withReader(reader(file.config().data().reader(), data));
  }

  /**
   * A run whose data are elsewhere now: its reader with all that it was told but the place.
   *
   * @throws GanException naming what was found and what is accepted
   */
  public RunFile withMovedData(RunFile file, Path data) {
    DatasetReader own = file.config().data().reader();
    return file.withReader(MovedReader.of(own, reader(own, data)));
  }

  /**
   * Opens a run's data as its networks see it, preprocessing included. Who opens closes.
   *
   * @throws ConfigException if the data cannot be preprocessed as the configuration says
   * @throws io.gan4j.api.DataException if the data cannot be read
   */
  public Dataset data(RunFile file) {
    return PreparedData.open(file.config(), file.locate(), statistics);
  }

  /**
   * Opens what a run's {@code data.holdOut} keeps from its training, as {@link #data} does.
   *
   * @throws ConfigException if nothing is held out
   */
  public Dataset heldOut(RunFile file) {
    return PreparedData.openHeldOut(file.config(), file.locate(), statistics);
  }

  /** The engine where nobody chooses: the only one on the class path, or the first by name. */
  public GanProvider provider() {
    return provider(
        registry.providers().keySet().stream()
            .min(Comparator.naturalOrder())
            .orElseThrow(
                () ->
                    new GanException(
                        "there is no provider on the class path: add io.gan4j:gan-tf and a"
                            + " TensorFlow native")));
  }

  /**
   * The engine of a run.
   *
   * @throws GanException if the run names one that is not on the class path
   */
  public GanProvider provider(RunConfig config) {
    return config.provider() == null ? provider() : provider(config.provider());
  }

  private synchronized GanProvider provider(String name) {
    GanProvider known = providers.get(name);
    if (known == null) {
      Supplier<? extends GanProvider> made = registry.providers().get(name);
      if (made == null) {
        throw new GanException(
            "provider: no provider is called '"
                + name
                + "'"
                + Suggestions.ending(
                    Suggestions.near(name, registry.providers().keySet()),
                    registry.providers().keySet()));
      }
      known = made.get();
      providers.put(name, known);
    }
    return known;
  }

  /**
   * What a run would build, without building it.
   *
   * @throws ConfigException if networks, data and training do not fit together: every mistake
   * @throws io.gan4j.api.DataException if the data cannot be read
   */
  public GanPlan plan(RunFile file) {
    Map<String, Dataset> data = everySide(file);
    try {
      return plan(file, data);
    } finally {
      Datasets.close(data.values());
    }
  }

  /** What a run would build, of sizes that can be. */
  private static GanPlan plan(RunFile file, Map<String, Dataset> data) {
    GanPlan plan = PlanBuilder.build(file.config(), data, file.locate(), FloatType.FLOAT32);
    SizeCheck.require(file.config(), plan, HostMemory.ofThisMachine(), file.locate());
    return plan;
  }

  /** What speaks against a run that can be trained, a line each with a way out. */
  public List<String> warnings(RunConfig config, GanPlan plan) {
    return RunWarnings.of(registry, config, plan);
  }

  /**
   * The memory that training a run needs, without training it.
   *
   * @throws ConfigException if networks, data and training do not fit together: every mistake
   * @throws io.gan4j.api.DataException if the data cannot be read
   * @throws io.gan4j.api.ProviderException if the provider cannot build it
   */
  public MemoryPlan memory(RunFile file) {
    Map<String, Dataset> data = everySide(file);
    try {
      GanPlan plan = plan(file, data);
      return provider(file.config()).plan(plan).withData(bytesHeld(data));
    } finally {
      Datasets.close(data.values());
    }
  }

  /**
   * Builds both players with their initial weights, those of another run as far as the file says
   * so, and opens the data.
   *
   * @throws ConfigException if networks, data and training do not fit together: every mistake
   * @throws io.gan4j.api.DataException if the data cannot be read
   * @throws io.gan4j.api.ProviderException if the provider cannot build it
   * @throws GanException if it needs more memory than there is, unless the file says that this does
   *     not matter
   */
  public Training open(RunFile file) {
    InitFromConfig initFrom = file.config().initFrom();
    return open(file, initFrom == null ? null : WarmStart.read(initFrom, file.locate()));
  }

  /**
   * The same for a run that is about to go on from a checkpoint of its own: the weights it once
   * began with are not asked for again.
   */
  public Training reopen(RunFile file) {
    return open(file, null);
  }

  private Training open(RunFile file, @Nullable WarmStart warmStart) {
    RunConfig config = file.config();
    GanProvider engine = provider(config);
    Map<String, Dataset> data = everySide(file);
    GanSession session = null;
    try {
      GanPlan plan = plan(file, data);
      RunWarnings.log(registry, config, plan);
      session = engine.open(plan, need -> admit(need.withData(bytesHeld(data)), plan, config));
      RunRecord record =
          Provenance.record(
              config,
              resolved(config),
              data.values(),
              engine,
              session.device(),
              UsedPlugins.of(registry, config));
      if (warmStart != null) {
        record = record.begunWith(warmStart.apply(session));
      }
      Training training =
          new Training(
              new OpenedRun(config, plan, data, session, record),
              List.copyOf(registry.listeners().values()));
      if (config.evaluation().everyImages() > 0) {
        training.measuredBy(
            evaluator(
                config,
                Generator.of(session, side -> Objects.requireNonNull(data.get(side), side)),
                data.values().iterator().next(),
                SummaryCache.none()));
      }
      return training;
    } catch (RuntimeException | Error e) {
      closing(e, session, data);
      throw e;
    }
  }

  /** Closes what was opened before something failed. */
  private static void closing(
      Throwable failure, @Nullable GanSession session, Map<String, Dataset> data) {
    List<@Nullable AutoCloseable> opened = new ArrayList<>();
    opened.add(session);
    opened.addAll(data.values());
    Closing.after(failure, opened.toArray(AutoCloseable[]::new));
  }

  /** The data of every side of a run's game. Who opens closes. */
  private Map<String, Dataset> everySide(RunFile file) {
    return PreparedSides.open(file.config(), file.locate(), statistics);
  }

  private static long bytesHeld(Map<String, Dataset> data) {
    return data.values().stream().mapToLong(Dataset::bytesHeld).sum();
  }

  private void admit(MemoryPlan need, GanPlan plan, RunConfig config) {
    if (config.watches().memory() == Reaction.STOP) {
      new MemoryCheck(HostMemory.ofThisMachine().room(), device(provider(config), plan))
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

  /**
   * Measures a generator as a run's configuration says.
   *
   * @param training what the networks were trained on, which stays the caller's to close; null if
   *     that is not known
   * @param cache where numbers on real samples are kept
   * @throws GanException if a metric cannot have what it needs
   * @throws io.gan4j.api.DataException if data cannot be read
   */
  public Evaluator evaluator(
      RunConfig config, Generator generator, @Nullable Dataset training, SummaryCache cache) {
    return evaluator(config, config.metrics(), generator, training, cache);
  }

  /** The same with other metrics than the configuration's. */
  public Evaluator evaluator(
      RunConfig config,
      List<Metric> measures,
      Generator generator,
      @Nullable Dataset training,
      SummaryCache cache) {
    return new EvaluatorFactory(this, registry, statistics, trust)
        .open(config, measures, generator, training, cache);
  }

  /** The configuration as a run file with every default filled in, which holds in any folder. */
  public String resolved(RunConfig config) {
    return ConfigWriter.forAnyFolder(registry).write(config);
  }

  /** A component in one line, as it would stand in a run file. */
  public String line(Class<?> kind, Object component) {
    return new ConfigWriter(registry).line(kind, component);
  }

  /**
   * Loads an exported generator.
   *
   * @throws io.gan4j.api.ProviderException if the folder is not one, or its graph does more than
   *     calculate: see {@link #trusting}
   */
  public GeneratorModel load(Path model) {
    return provider().load(model, trust);
  }

  /** The same of a generator that a run has exported, by the run's engine. */
  public GeneratorModel load(Path model, RunConfig config) {
    return provider(config).load(model, trust);
  }

  /** Opens what a run takes features from, for its samples. Who opens closes. */
  public FeatureExtractor features(RunConfig config, SampleSpace samples) {
    return config.evaluation().features().open(samples, trust);
  }
}
