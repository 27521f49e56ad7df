package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.GanException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Latents;
import io.gan4j.api.data.Normalization;
import io.gan4j.api.game.Player;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricResult;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.api.spec.Suggestions;
import io.gan4j.components.latents.ScaledLatents;
import io.gan4j.components.metric.Memorization;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.evaluate.Evaluator;
import io.gan4j.core.evaluate.Generator;
import io.gan4j.core.evaluate.ResultsTable;
import io.gan4j.core.evaluate.SummaryCache;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.core.run.Training;
import io.gan4j.onnx.OnnxExport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gan export}: the generator, or another player, of a run as a SavedModel or as ONNX. */
@Command(
    name = "export",
    description = "Write the generator of a run's newest checkpoint as a SavedModel or as ONNX.")
final class ExportCommand implements Callable<Integer> {
  /** The usual one of the metric. */
  private static final double QUANTILE = 0.01;

  private static final String SAVED_MODEL = "saved-model";
  private static final String ONNX = "onnx";

  private final Gan gan;
  private final Console console;
  private final SummaryCache cache;

  @Parameters(index = "0", paramLabel = "RUN_DIR", description = "The run's directory.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path runDirectory;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where to write it: an absent or empty folder, or for onnx a file that is not there.")
  private @Nullable Path out;

  @Option(
      names = "--serving",
      paramLabel = "BASE",
      description =
          "In place of --out: write it as the next version of a model, BASE/1, BASE/2, …, where"
              + " gan serve and TensorFlow Serving look for one. It is there whole or not at all.")
  private @Nullable Path base;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "saved-model (the default) or onnx, for runtimes other than TensorFlow.")
  private String format = SAVED_MODEL;

  @Option(
      names = "--best",
      description = "Take the checkpoint that was measured best during training, not the newest.")
  private boolean best;

  @Option(
      names = "--player",
      paramLabel = "NAME",
      description = "Export another player: discriminator, or a name of the run file's game.")
  private @Nullable String player;

  @Option(
      names = "--truncation",
      paramLabel = "PSI",
      description =
          "Scale all latents that the exported generator draws, by a factor in [0, 1]: below 1"
              + " samples are more alike, and less often bad.")
  private @Nullable Double truncation;

  @Option(
      names = "--max-copied",
      paramLabel = "SHARE",
      description =
          "Export only if at most this share of the samples lies nearer to a training sample than"
              + " 99 %% of held-out samples do. About 0.01 is what a generator has that copies"
              + " nothing.")
  private @Nullable Double mostCopied;

  @Option(
      names = "--require",
      paramLabel = "VALUE>=X",
      description =
          "Export only if a value of the run's metrics is at least, or with <= at most, so large:"
              + " --require quality>=0.9. May stand several times.")
  private List<String> required = List.of();

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "Samples that were not trained on, for --max-copied and --require. Default:"
              + " evaluation.data, or what"
              + " data.holdOut keeps from training.")
  private @Nullable Path data;

  @Inject
  ExportCommand(Gan gan, Console console, SummaryCache cache) {
    this.gan = gan;
    this.console = console;
    this.cache = cache;
  }

  @Override
  public Integer call() {
    if (!List.of(SAVED_MODEL, ONNX).contains(format)) {
      throw new UsageException("--format must be saved-model or onnx, found '" + format + "'");
    }
    List<ExportGate> gates = required.stream().map(ExportGate::of).toList();
    Path target = target();
    RunDirectory directory = CheckedRun.open(gan, runDirectory, console).directory();
    if (format.equals(ONNX)) {
      if (base != null) {
        throw new UsageException("--serving is for SavedModels: an ONNX file goes to --out");
      }
      requireNoFile(target);
    } else {
      RunDirectory.requireFree(target);
    }
    Checkpoint checkpoint = CheckpointChoice.of(directory, best, console);
    RunFile file = CheckedRun.file(gan, checkpoint, changes(checkpoint));
    try (Training training = gan.reopen(file)) {
      CheckpointChoice.restore(training, checkpoint);
      Player exported = exported(training.plan());
      if (format.equals(ONNX)) {
        OnnxExport.load().check(training.session(), exported);
        requireOwnPixels(file, training, exported);
      }
      if (mostCopied != null) {
        requireOriginals(file, training, mostCopied);
      }
      if (!gates.isEmpty()) {
        requireMeasures(file, training, gates);
      }
      if (format.equals(ONNX)) {
        OnnxExport.load()
            .write(training.session(), exported, target, training.exportMetadata(exported));
      } else {
        training.export(exported, target);
      }
      console.note(exported + " of step " + checkpoint.step() + " in " + target);
    }
    console.out().println(target);
    return CommandLineRunner.DONE;
  }

  private Path target() {
    if (out != null && base == null) {
      return out;
    }
    if (out != null || base == null) {
      throw new UsageException("gan export needs either --out DIR or --serving BASE");
    }
    return ServingVersions.next(base);
  }

  /** Refuses samples of which the file could not make pictures again. */
  private void requireOwnPixels(RunFile file, Training training, Player exported) {
    boolean makesSamples =
        training.plan().makers().stream().anyMatch(maker -> maker.player().equals(exported));
    if (makesSamples && training.hasPixelsBeside(exported)) {
      String normalize =
          file.config().data().normalize().stream()
              .map(step -> gan.line(Normalization.class, step))
              .collect(Collectors.joining(", "));
      throw new UsageException(
          "an ONNX file cannot hold the way back from data.normalize ("
              + normalize
              + ") to pixels, which is more than a number for each channel: export a SavedModel");
    }
  }

  private static void requireNoFile(Path file) {
    if (Files.exists(file)) {
      throw new GanException(
          Files.isDirectory(file)
              ? file + " is a folder: an ONNX file needs a name of its own, NAME.onnx"
              : file + " is there already: name another file, or remove it");
    }
  }

  private Player exported(GanPlan plan) {
    if (player == null) {
      return plan.exported();
    }
    List<String> names = plan.players().keySet().stream().map(Player::key).toList();
    if (!names.contains(player)) {
      throw new UsageException(
          "--player: '"
              + player
              + "' does not play in this run"
              + Suggestions.ending(Suggestions.near(player, names), names));
    }
    return new Player(player);
  }

  /** What the gate needs of the configuration; an export without it takes the run's own. */
  private String[] changes(Checkpoint checkpoint) {
    List<String> changes = new ArrayList<>();
    if (truncation != null) {
      changes.add("latents=" + truncated(CheckedRun.file(gan, checkpoint).config().latents()));
    }
    if (mostCopied == null && required.isEmpty()) {
      if (data != null) {
        throw new UsageException("--data is for --max-copied and --require");
      }
      return changes.toArray(String[]::new);
    }
    if (mostCopied != null && !(mostCopied >= 0 && mostCopied <= 1)) {
      throw new UsageException("--max-copied must be in [0, 1], found " + mostCopied);
    }
    changes.add("evaluation.everyImages=0");
    if (data != null) {
      changes.add("evaluation.data=" + gan.line(DatasetReader.class, gan.detectReader(data)));
    }
    return changes.toArray(String[]::new);
  }

  /** The latents of an exported generator, as a run file says them. */
  private String truncated(Latents drawn) {
    if (player != null && !player.equals(Player.GENERATOR.key())) {
      throw new UsageException("--truncation is for a generator, and this is the " + player);
    }
    try {
      double scale = Objects.requireNonNull(truncation);
      return gan.line(Latents.class, new ScaledLatents(drawn, scale));
    } catch (InvalidValueException e) {
      throw new UsageException("--truncation " + e.problem());
    }
  }

  /** Refuses a generator whose measures are not as they have to be. */
  private void requireMeasures(RunFile file, Training training, List<ExportGate> gates) {
    if (file.config().metrics().isEmpty()) {
      throw new UsageException("--require is for the metrics of the run file, which has none");
    }
    Generator players = Generator.of(training.session(), training::dataset);
    try (Evaluator evaluator = gan.evaluator(file.config(), players, training.dataset(), cache)) {
      List<MetricResult> results = evaluator.measure();
      ResultsTable.lines(results).forEach(console.err()::println);
      gates.forEach(gate -> gate.check(results));
    }
  }

  /** Refuses a generator that gives back more training samples than is allowed. */
  private void requireOriginals(RunFile file, Training training, double most) {
    Generator players = Generator.of(training.session(), training::dataset);
    Dataset trained = players.side().map(training::dataset).orElseGet(training::dataset);
    Metric memorization = new Memorization(QUANTILE);
    try (Evaluator evaluator =
        gan.evaluator(file.config(), List.of(memorization), players, trained, cache)) {
      MetricResult result = evaluator.measure().get(0);
      ResultsTable.lines(List.of(result)).forEach(console.err()::println);
      double copied = result.main().value();
      if (copied > most) {
        throw new GanException(
            String.format(
                Locale.ROOT,
                "not exported: %.2f %% of the samples lie nearer to a training sample than %.0f %%"
                    + " of the held-out ones do, and --max-copied allows %.2f %%",
                100 * copied,
                100 * (1 - QUANTILE),
                100 * most));
      }
    }
  }
}
