package io.gan4j.core;

import io.gan4j.api.GanException;
import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.InitFromConfig;
import io.gan4j.api.config.Problem;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Detection;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.internal.FileNames;
import io.gan4j.api.metric.FeatureExtractor;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GeneratorLoader;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.provider.MemoryPlan;
import io.gan4j.api.provider.Trust;
import io.gan4j.api.provider.Workers;
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
import io.gan4j.core.plugin.Registry;
import io.gan4j.core.run.RunWarnings;
import io.gan4j.core.run.Training;
import io.gan4j.core.run.WarmStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Providers providers;
  private final RunOpening opening;
  private final Workers workers;

  private Gan(Registry registry, SummaryCache statistics, Trust trust, Workers workers) {
    this.registry = registry;
    this.reader = new RunConfigReader(registry);
    this.statistics = statistics;
    this.trust = trust;
    this.workers = workers;
    this.providers = new Providers(registry);
    this.opening = new RunOpening(this, registry);
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
    return new Gan(registry, SummaryCache.none(), Trust.CHECKED, Workers.ALONE);
  }

  /** The same, keeping what takes long to learn from training data (whitening) in a cache. */
  public Gan keepingStatisticsIn(SummaryCache cache) {
    return new Gan(registry, cache, trust, workers);
  }

  /**
   * The same with this trust in models that others trained: generators that are loaded, and the
   * models that features are taken from.
   */
  public Gan trusting(Trust models) {
    return new Gan(registry, statistics, models, workers);
  }

  /**
   * The same as one of several workers: each run that it opens trains with those that the others
   * open of the same run file.
   */
  public Gan among(Workers all) {
    return new Gan(registry, statistics, trust, all);
  }

  /** Who opens runs together with this. */
  public Workers workers() {
    return workers;
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
   * A run on a file or folder in place of its own data: see {@link #reader}. Sides that read the
   * same files as the data go along.
   *
   * @throws GanException naming what was found and what is accepted
   */
  public RunFile withData(RunFile file, Path data) {
    return file.withReaders(own -> reader(own, data));
  }

  /**
   * A run whose data are elsewhere now: its reader with all that it was told but the place. Sides
   * that read the same files as the data go along.
   *
   * @throws GanException naming what was found and what is accepted
   */
  public RunFile withMovedData(RunFile file, Path data) {
    return file.withReaders(own -> MovedReader.of(own, reader(own, data)));
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
   * Opens the data of every side of a run's game, as {@link #data} does those of the first.
   *
   * @return by the side's name, in the order of the game
   */
  public Map<String, Dataset> sides(RunFile file) {
    return PreparedSides.open(file.config(), file.locate(), statistics);
  }

  /**
   * Opens what a run's {@code data.holdOut} keeps from its training, as {@link #data} does.
   *
   * @throws ConfigException if nothing is held out
   */
  public Dataset heldOut(RunFile file) {
    return PreparedData.openHeldOut(file.config(), file.locate(), statistics);
  }

  /**
   * Opens what {@code holdOut} keeps from the training of every side of a run's game, where
   * anything is: of partners that of the samples that they belong to.
   *
   * @return by the side's name, in the order of the game
   * @throws ConfigException if nothing is held out of any side
   */
  public Map<String, Dataset> heldOutSides(RunFile file) {
    return PreparedSides.openHeldOut(file.config(), file.locate(), statistics);
  }

  /** The engine where nobody chooses: the only one on the class path, or the first by name. */
  public GanProvider provider() {
    return providers.first();
  }

  /**
   * The engine of a run.
   *
   * @throws GanException if the run names one that is not on the class path
   */
  public GanProvider provider(RunConfig config) {
    return providers.of(config);
  }

  /**
   * What a run would build, without building it.
   *
   * @throws ConfigException if networks, data and training do not fit together: every mistake
   * @throws io.gan4j.api.DataException if the data cannot be read
   */
  public GanPlan plan(RunFile file) {
    return opening.plan(file);
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
    return opening.memory(file);
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
    return opening.open(file, initFrom == null ? null : WarmStart.read(initFrom, file.locate()));
  }

  /**
   * The same for a run that is about to go on from a checkpoint of its own: the weights it once
   * began with are not asked for again.
   */
  public Training reopen(RunFile file) {
    return opening.open(file, null);
  }

  /**
   * Measures a generator as a run's configuration says, against the side of the data that its
   * samples are like.
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

  /** The configuration as a run file with every default filled in; paths stand as they are. */
  public String toYaml(RunConfig config) {
    return new ConfigWriter(registry).write(config);
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
   * Loads an exported generator: a folder by the engine, a file by what the class path has for its
   * format ({@link GeneratorLoader}).
   *
   * @throws io.gan4j.api.ProviderException if it is not one, or its graph does more than calculate:
   *     see {@link #trusting}
   */
  public GeneratorModel load(Path model) {
    Optional<GeneratorLoader> loader =
        Files.isDirectory(model) ? Optional.empty() : GeneratorLoader.of(model);
    return loader.isPresent() ? loader.get().load(model, trust) : provider().load(model, trust);
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
