package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.provider.Workers;
import io.gan4j.core.workers.TfConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code --workers}, for commands that train: processes that share every batch. */
final class WorkersOption {
  private static final String NAME = "--workers";
  private static final String WAIT = "--wait";

  @Option(
      names = NAME,
      paramLabel = "N",
      description =
          "Train with N processes on this machine, each with its share of the processors and of"
              + " every batch. Several machines: the variable TF_CONFIG on each.")
  private @Nullable Integer count;

  @Option(
      names = WAIT,
      paramLabel = "SECONDS",
      description =
          "How long another worker is waited for, before the first step and within a step."
              + " Default: 300.")
  private @Nullable Integer wait;

  private final Console console;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Inject
  WorkersOption(Console console) {
    this.console = console;
  }

  /**
   * Trains with all workers: starts those that are to be started here, and ends them.
   *
   * @param directory the run's
   * @param named whether the command's arguments name the directory
   * @param training what this worker does
   * @return the code to exit with
   */
  int together(
      Path directory, boolean named, BiFunction<Workers, WorkerProcesses, Integer> training) {
    try (WorkerProcesses processes = start(directory, named)) {
      processes.watch(console::alarm);
      try {
        return training.apply(processes.all(), processes);
      } catch (RuntimeException e) {
        throw processes.afterFailure(e);
      }
    }
  }

  private WorkerProcesses start(Path directory, boolean named) {
    if (wait != null && wait < 1) {
      throw new UsageException(WAIT + " must be > 0, found " + wait);
    }
    Duration patience = wait == null ? Workers.USUAL_PATIENCE : Duration.ofSeconds(wait);
    Workers given = TfConfig.of(System.getenv()).waiting(patience);
    if (count == null) {
      return WorkerProcesses.none(given, directory);
    }
    if (count < 1) {
      throw new UsageException(NAME + " must be > 0, found " + count);
    }
    if (!given.isAlone()) {
      throw new UsageException(
          NAME + " starts processes of its own, and " + TfConfig.VARIABLE + " names others");
    }
    return count == 1
        ? WorkerProcesses.none(given, directory)
        : WorkerProcesses.start(count, patience, arguments(directory, named), directory);
  }

  /** The arguments of the command for another worker of the same run. */
  private List<String> arguments(Path directory, boolean named) {
    List<String> all = command.root().commandLine().getParseResult().originalArgs();
    List<String> others = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).equals(NAME)) {
        i++; // and its value
      } else if (!all.get(i).startsWith(NAME + "=")) {
        others.add(all.get(i));
      }
    }
    if (!named) {
      others.add("--run-dir");
      others.add(directory.toString());
    }
    return others;
  }
}
