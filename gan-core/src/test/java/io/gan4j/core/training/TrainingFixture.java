package io.gan4j.core.training;

import io.gan4j.api.config.EvaluationConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.event.RunRecord;
import io.gan4j.api.event.TrainingEvent.Reason;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.Trust;
import io.gan4j.api.term.Term;
import io.gan4j.components.BuiltinPlugin;
import io.gan4j.components.metric.PixelFeatures;
import io.gan4j.core.Gan;
import io.gan4j.core.Resumption;
import io.gan4j.core.RunFile;
import io.gan4j.core.checkpoint.Checkpoints;
import io.gan4j.core.evaluate.Evaluator;
import io.gan4j.core.evaluate.Generator;
import io.gan4j.core.evaluate.RealData;
import io.gan4j.core.evaluate.SummaryCache;
import io.gan4j.core.plugin.Registry;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.core.run.Training;
import io.gan4j.testkit.FakeProvider;
import io.gan4j.testkit.InterceptedProvider;
import io.gan4j.testkit.Interceptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;

/**
 * Makes trainings on the fake provider: the only place that knows how a training is constructed,
 * run and resumed. Run files and overrides say what a test is about.
 */
public final class TrainingFixture {
  /** Five steps on ten points; nothing is drawn, kept, measured or watched on the way. */
  public static final String RUN_FILE =
      """
      name: heart
      seed: 3
      data: {reader: {type: toy}, batchSize: 4}
      latents: {type: normal, size: 2}
      generator:
        network: {type: mlp, units: [2]}
        optimizer: {type: momentum, learningRate: 0.05, momentum: 0.5}
      discriminator:
        network: {type: mlp, units: [2]}
        optimizer: {type: momentum, learningRate: 0.05, momentum: 0.5}
      training: {steps: 5}
      samples: {every: 0, count: 4}
      checkpoints: {every: 0}
      watches:
        every: 0
        saturation: {reaction: ignore}
        vanishingGradient: {reaction: ignore}
        collapse: {reaction: ignore}
      """;

  private final Gan gan;

  public TrainingFixture() {
    this(Interceptor.NONE);
  }

  /**
   * @param between stands between every training and the fake provider
   * @param further plugins besides the built-ins
   */
  public TrainingFixture(Interceptor between, GanPlugin... further) {
    List<GanPlugin> plugins = new ArrayList<>(List.of(further));
    plugins.add(new BuiltinPlugin());
    plugins.add(new Toys(between));
    gan = Gan.of(Registry.of(plugins.toArray(GanPlugin[]::new)));
  }

  private record Toys(Interceptor between) implements GanPlugin {
    @Override
    public String name() {
      return "toys";
    }

    @Override
    public void contribute(Contributions to) {
      to.component(DatasetReader.class, "toy", ToyReader.class);
      to.component(Metric.class, "sample-mean", SampleMean.class);
      to.component(Term.class, "lazy", LazyTerm.class);
      to.component(Term.class, "labelled", LabelledTerm.class);
      to.provider("fake", () -> new InterceptedProvider(new FakeProvider(), between));
    }
  }

  public Gan gan() {
    return gan;
  }

  /**
   * The run file with changes.
   *
   * @param overrides each {@code path=value}
   */
  public RunFile file(String... overrides) {
    return gan.parse(RUN_FILE, overrides);
  }

  /** What the run file with changes would build. */
  public GanPlan plan(String... overrides) {
    return gan.plan(file(overrides));
  }

  /** A training of the run file with changes, about to start. */
  public Opened open(String... overrides) {
    return open(file(overrides));
  }

  /** A training of a run file, about to start. */
  public Opened open(RunFile file) {
    return new Opened(gan.open(file));
  }

  /** A training that goes on from the newest good checkpoint of a run directory. */
  public Opened resume(Path directory, String... overrides) {
    Resumption resumption = Resumption.of(gan, RunDirectory.open(directory), overrides);
    Training training = gan.reopen(resumption.file());
    training.restore(resumption.checkpoint());
    return new Opened(training);
  }

  /** What is different now from what the newest checkpoint of a run directory says. */
  public List<String> changes(Path directory, String... overrides) {
    Resumption resumption = Resumption.of(gan, RunDirectory.open(directory), overrides);
    try (Training training = gan.reopen(resumption.file())) {
      return Stream.concat(
              resumption.changes().stream(), resumption.changes(training.record()).stream())
          .map(Resumption.Change::toString)
          .toList();
    }
  }

  /** Damaged checkpoints that resuming passes over, and how they are damaged. */
  public List<String> skipped(Path directory) {
    return Resumption.of(gan, RunDirectory.open(directory)).skipped();
  }

  /** What a training without a run directory tells from the first event to the last. */
  public Heard run(String... overrides) {
    Heard heard = new Heard();
    try (Opened training = open(overrides)) {
      training.run(heard);
    }
    return heard;
  }

  /** What a training in a new run directory tells from the first event to the last. */
  public Heard runIn(Path directory, String... overrides) {
    Heard heard = new Heard();
    try (Opened training = open(overrides)) {
      training.runIn(directory, heard);
    }
    return heard;
  }

  /** What a training that goes on tells from the first event to the last. */
  public Heard resumeIn(Path directory, String... overrides) {
    Heard heard = new Heard();
    try (Opened training = resume(directory, overrides)) {
      training.runIn(directory, heard);
    }
    return heard;
  }

  /** A training, whatever its class is called and however it is run. */
  public static final class Opened implements AutoCloseable {
    private final Training training;

    private Opened(Training training) {
      this.training = training;
    }

    /** Trains without a run directory. */
    public Reason run(TrainingListener... listeners) {
      return training.run(listeners);
    }

    /** Trains in a run directory, which is made unless it is one already. */
    public Reason runIn(Path directory, TrainingListener... listeners) {
      return training.runIn(
          Files.exists(directory.resolve("config.yaml"))
              ? RunDirectory.open(directory)
              : RunDirectory.create(directory),
          List.of(listeners));
    }

    /** Asks it to end after the step it is in. */
    public void stop() {
      training.stop();
    }

    /** Training steps done. */
    public long step() {
      return training.step();
    }

    public long imagesSeen() {
      return training.imagesSeen();
    }

    public RunRecord record() {
      return training.record();
    }

    public GanPlan plan() {
      return training.plan();
    }

    public GanSession session() {
      return training.session();
    }

    /** All that the next step depends on, of both players. */
    public Map<String, NdArray<?>> state() {
      return training.session().saveState();
    }

    /** Goes on from another run's newest checkpoint. */
    public void restoreFrom(Path directory) {
      training.restore(new Checkpoints(directory).newest().orElseThrow().checkpoint());
    }

    /** Has it measured on other data, which are closed with it. */
    public void measuredOn(DatasetReader data) {
      EvaluationConfig config =
          new EvaluationConfig(1000, 4, 4, data, null, null, null, new PixelFeatures(), 1, 1, 0, 0);
      training.measuredBy(
          new Evaluator(
              config,
              List.of(),
              RealData.open(config, (reader, split) -> data.open(), training.dataset(), null),
              Generator.of(training.session(), training::dataset),
              SummaryCache.none(),
              Trust.CHECKED));
    }

    public FloatNdArray sample(int count, long seed) {
      return training.sample(count, seed);
    }

    public Dataset dataset() {
      return training.dataset();
    }

    @Override
    public void close() {
      training.close();
    }
  }
}
