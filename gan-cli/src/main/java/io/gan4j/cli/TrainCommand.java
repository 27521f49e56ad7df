package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.DataException;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.internal.FileNames;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.core.run.Training;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gan train}: from a run file or a preset to an exported generator. */
@Command(
    name = "train",
    description =
        "Train a GAN. Without arguments: the default preset on the embedded handwritten digits.")
final class TrainCommand implements Callable<Integer> {
  private final Gan gan;
  private final Console console;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CONFIG|PRESET",
      description =
          "A run file, or the name of a preset (gan preset list). A name that is both is the"
              + " preset; ./NAME is the file.")
  private @Nullable String config;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "Train on this file or folder; its content picks the reader and, where no run file and no"
              + " preset is named, a preset that fits it.")
  private @Nullable Path data;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "Override a value of the configuration, for example --set loss=minimax. Repeatable.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description =
          "Where to keep the run; must not exist or be empty. Default: runs/NAME-1, -2, …")
  private @Nullable Path runDirectory;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Training steps: short for --set training.steps=N.")
  private @Nullable String steps;

  @Option(names = "--seed", paramLabel = "S", description = "Short for --set seed=S.")
  private @Nullable String seed;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "auto, cpu or gpu:N: short for --set device=DEVICE.")
  private @Nullable String device;

  @Option(
      names = "--init-from",
      paramLabel = "RUN_DIR",
      description = "Begin with the weights of another run: short for --set initFrom.run=RUN_DIR.")
  private @Nullable Path initFrom;

  @Option(
      names = "--dry-run",
      description =
          "Show the resolved configuration, the data, both networks and the memory they need, and"
              + " stop.")
  private boolean dryRun;

  @Mixin
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private TrustOption trust;

  @Mixin
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private WorkersOption workers;

  @Inject
  TrainCommand(Gan gan, Console console) {
    this.gan = gan;
    this.console = console;
  }

  @Override
  public Integer call() {
    try {
      return train(runFile());
    } catch (DataException e) {
      if (config == null || data != null || !gan.presets().contains(config)) {
        throw e;
      }
      throw new DataException(
          e.getMessage()
              + "; has the preset no data yet? gan train "
              + config
              + " --data PATH gives it some",
          e);
    }
  }

  private Integer train(RunFile file) {
    if (dryRun) {
      new DryRun(gan, console).show(file);
      return CommandLineRunner.DONE;
    }
    RunConfig resolved = file.config();
    Path where =
        runDirectory != null ? runDirectory : RunDirectory.next(Path.of("runs"), resolved.name());
    RunDirectory.requireUnused(where);
    return workers.together(
        where,
        runDirectory != null,
        (all, processes) -> {
          try (Training training = trust.applyTo(gan).among(all).open(file)) {
            TrainingSession session = new TrainingSession(console);
            if (!all.isChief()) {
              return session.follow(training, where);
            }
            RunDirectory directory = RunDirectory.create(where);
            processes.keepLogs();
            return session.run(training, directory);
          }
        });
  }

  private RunFile runFile() {
    List<String> all = new ArrayList<>();
    shortcut("training.steps", steps, all);
    shortcut("seed", seed, all);
    shortcut("device", device, all);
    shortcut("initFrom.run", initFrom == null ? null : initFrom.toString(), all);
    all.addAll(overrides);
    if (config == null && data != null) {
      OwnData own = OwnData.of(gan, data, all);
      own.lines().forEach(console::note);
      return own.file(gan, data, all);
    }
    String[] changes = all.toArray(String[]::new);
    RunFile file =
        config == null
            ? gan.preset(Gan.DEFAULT_PRESET, changes)
            : named(gan, console, config, changes);
    return data == null ? file : gan.withData(file, data);
  }

  /** A preset if one is called so; else a file if the word looks like one or is one. */
  static RunFile named(Gan gan, Console console, String word, String[] changes) {
    if (gan.presets().contains(word)) {
      if (Files.isRegularFile(FileNames.path(word))) {
        console.note("taking the preset " + word + "; the file of that name is ./" + word);
      }
      return gan.preset(word, changes);
    }
    boolean path =
        word.contains("/")
            || word.contains("\\")
            || word.matches(".*\\.(ya?ml|json)")
            || Files.exists(FileNames.path(word));
    return path ? gan.read(FileNames.path(word), changes) : gan.preset(word, changes);
  }

  private static void shortcut(String path, @Nullable String value, List<String> overrides) {
    if (value != null) {
      overrides.add(path + "=" + value);
    }
  }
}
