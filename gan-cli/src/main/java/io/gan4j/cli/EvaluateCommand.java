package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.GanException;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricResult;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.provider.Maker;
import io.gan4j.api.spec.Suggestions;
import io.gan4j.core.Gan;
import io.gan4j.core.RunCheck;
import io.gan4j.core.RunFile;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.evaluate.Evaluator;
import io.gan4j.core.evaluate.Generator;
import io.gan4j.core.evaluate.Measured;
import io.gan4j.core.evaluate.ResultsFile;
import io.gan4j.core.evaluate.ResultsTable;
import io.gan4j.core.evaluate.SummaryCache;
import io.gan4j.core.run.Datasets;
import io.gan4j.core.run.ExportedSamples;
import io.gan4j.core.run.ModelFacts;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.core.run.Training;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code gan evaluate}: numbers on a trained generator, with the protocol they were taken under.
 */
@Command(
    name = "evaluate",
    description = {
      "Measure a trained generator.",
      "Every number is printed with the conditions under which it was measured."
    })
final class EvaluateCommand implements Callable<Integer> {
  private final Gan gan;
  private final Console console;
  private final SummaryCache cache;

  @Parameters(
      index = "0",
      paramLabel = "RUN_DIR|SAVED_MODEL",
      description = "A run's directory (its newest checkpoint), or an exported generator.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path source;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "Real samples to compare with: short for --set evaluation.data=…. Default: the training"
              + " data.")
  private @Nullable Path data;

  @Option(
      names = "--metrics",
      paramLabel = "LIST",
      description =
          "What to measure, separated by commas: frechet-distance,kernel-distance (gan list"
              + " metrics). Default: the run's own metrics.")
  private @Nullable String metrics;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "Override a value of the configuration, for example --set evaluation.generated=50000."
              + " Repeatable.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--json", description = "Print JSON, one result per line, instead of the table.")
  private boolean json;

  @Option(
      names = "--best",
      description = "Take the checkpoint that was measured best during training, not the newest.")
  private boolean best;

  @Option(
      names = "--player",
      paramLabel = "NAME",
      description =
          "Measure another player that generates samples from latents. Its results are printed, not"
              + " stored.")
  private @Nullable String player;

  @Mixin
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private TrustOption trust;

  @Inject
  EvaluateCommand(Gan gan, Console console, SummaryCache cache) {
    this.gan = gan;
    this.console = console;
    this.cache = cache;
  }

  @Override
  public Integer call() {
    List<Measured> results = CheckedRun.isRun(source) ? ofRun() : ofModel();
    if (json) {
      results.forEach(result -> console.out().println(ResultsFile.json(result)));
    } else {
      ResultsTable.lines(results.stream().map(Measured::result).toList())
          .forEach(console.out()::println);
    }
    return CommandLineRunner.DONE;
  }

  private List<Measured> ofRun() {
    RunDirectory directory = CheckedRun.open(gan, source, console).directory();
    Checkpoint checkpoint = CheckpointChoice.of(directory, best, console);
    RunFile file =
        CheckedRun.file(gan, checkpoint, changes(() -> CheckedRun.file(gan, checkpoint)));
    requireMetrics(file.config());
    try (Training training = gan.reopen(file)) {
      CheckpointChoice.restore(training, checkpoint);
      console.note("measuring step " + checkpoint.step());
      if (player != null) {
        return ofPlayer(file.config(), training, player);
      }
      Generator players = Generator.of(training.session(), training::dataset);
      Dataset trained = players.side().map(training::dataset).orElseGet(training::dataset);
      try (Evaluator evaluator =
          trust.applyTo(gan).evaluator(file.config(), players, trained, cache)) {
        List<Measured> results =
            stamped(evaluator.measure(), training.step(), training.imagesSeen());
        new ResultsFile(directory.metrics(), RunCheck.marks(directory)).append(results);
        return results;
      }
    }
  }

  private List<Measured> ofPlayer(RunConfig config, Training training, String name) {
    List<Maker> makers = training.plan().makers();
    List<String> names = makers.stream().map(known -> known.player().key()).toList();
    Maker maker =
        makers.stream()
            .filter(known -> known.player().key().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new UsageException(
                        "--player: '"
                            + name
                            + "' makes no samples"
                            + Suggestions.ending(Suggestions.near(name, names), names)));
    Generator generator = Generator.of(training.session(), maker, training::dataset);
    try (Evaluator evaluator =
        trust.applyTo(gan).evaluator(config, generator, training.dataset(maker.side()), cache)) {
      return stamped(evaluator.measure(), training.step(), training.imagesSeen());
    }
  }

  private List<Measured> ofModel() {
    if (player != null) {
      throw new UsageException("--player is for a run's directory");
    }
    CheckedRun.requireThere(source);
    try (GeneratorModel model = trust.applyTo(gan).load(source)) {
      Map<String, String> metadata = model.metadata();
      String config = metadata.get("config");
      if (config == null) {
        throw new GanException(
            source + " does not say how it was trained: evaluate the run's directory");
      }
      ModelFacts facts = new ModelFacts(metadata);
      RunFile file = gan.parse(config, changes(() -> gan.parse(config)));
      requireMetrics(file.config());
      String side = ExportedSamples.side(metadata, file.config());
      Generator generator =
          Generator.of(
              model, ExportedSamples.space(metadata), side, categories(model, file.config()));
      String first = file.config().game().sides().get(0);
      Map<String, Dataset> sides =
          !needsTraining(file.config())
              ? Map.of()
              : side == null ? Map.of(first, gan.data(file)) : gan.sides(file);
      Dataset training = sides.get(side == null ? first : side);
      try (Evaluator evaluator =
          trust.applyTo(gan).evaluator(file.config(), generator, training, cache)) {
        return stamped(evaluator.measure(), facts.count("step", 0), facts.count("imagesSeen", 0));
      } finally {
        Datasets.close(sides.values());
      }
    }
  }

  /** Values of the categorical codes of an exported generator's latents. */
  private static List<Integer> categories(GeneratorModel model, RunConfig config) {
    List<String> latents = config.game().latents();
    return latents.size() == 1 && model.latents(0, 1).isPresent()
        ? config.game().distribution(latents.get(0), config.latents()).categories()
        : List.of();
  }

  private static boolean needsTraining(RunConfig config) {
    return (config.evaluation().data() == null && config.evaluation().split() == null)
        || config.metrics().stream()
            .map(Metric::needs)
            .anyMatch(needs -> needs.contains(MetricNeed.TRAINING));
  }

  private static List<Measured> stamped(List<MetricResult> results, long step, long imagesSeen) {
    Instant now = Instant.now();
    return results.stream().map(result -> new Measured(step, imagesSeen, now, result)).toList();
  }

  private static void requireMetrics(RunConfig config) {
    if (config.metrics().isEmpty()) {
      throw new UsageException(
          "the run names no metrics: --metrics LIST does (gan list metrics shows all)");
    }
  }

  private String[] changes(Supplier<RunFile> trained) {
    List<String> changes = new ArrayList<>();
    if (metrics != null) {
      changes.add("metrics=[" + metrics + "]");
    }
    if (data != null) {
      DatasetReader reader = gan.reader(trained.get().config().data().reader(), data);
      changes.add("evaluation.data=" + gan.line(DatasetReader.class, reader));
    }
    changes.addAll(overrides);
    return changes.toArray(String[]::new);
  }
}
