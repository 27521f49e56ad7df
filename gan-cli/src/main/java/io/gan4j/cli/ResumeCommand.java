package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.core.Gan;
import io.gan4j.core.Resumption;
import io.gan4j.core.Resumption.Change;
import io.gan4j.core.Resumption.Effect;
import io.gan4j.core.RunCheck;
import io.gan4j.core.RunFile;
import io.gan4j.core.run.EventHistory;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.core.run.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gan resume}: goes on from the newest good checkpoint. */
@Command(
    name = "resume",
    description =
        "Continue a run from its newest intact checkpoint. If nothing is changed, it ends as if it"
            + " had never stopped.")
final class ResumeCommand implements Callable<Integer> {
  private final Gan gan;
  private final Console console;

  @Parameters(index = "0", paramLabel = "RUN_DIR", description = "The run's directory.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path runDirectory;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Train until this many steps are done. Default: the run's own number.")
  private @Nullable String steps;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Override a value of the run's configuration. Repeatable.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "Where the run's data lie now; the same content under another path is the same run.")
  private @Nullable Path data;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "auto, cpu or gpu:N: short for --set device=DEVICE.")
  private @Nullable String device;

  @Option(
      names = "--accept-changes",
      description = "Continue although the configuration or the data have changed.")
  private boolean acceptChanges;

  @Mixin
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private TrustOption trust;

  @Mixin
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private WorkersOption workers;

  @Inject
  ResumeCommand(Gan gan, Console console) {
    this.gan = gan;
    this.console = console;
  }

  @Override
  public Integer call() {
    CheckedRun.requireThere(runDirectory);
    RunDirectory directory = RunDirectory.open(runDirectory);
    if (Resumption.isUnbegun(directory)) {
      return begin(directory);
    }
    RunCheck.of(gan, directory).notes().forEach(note -> console.note(note));
    Resumption resumption = Resumption.of(gan, directory, file(directory));
    for (String skipped : resumption.skipped()) {
      console.note("skipped a damaged checkpoint: " + skipped);
    }
    long done = resumption.checkpoint().step();
    long planned = resumption.file().config().training().steps();
    if (done >= planned && EventHistory.isFinished(directory.events())) {
      String message =
          "the run is done: " + done + " of " + planned + " steps; --steps N trains on";
      if (steps != null) {
        throw new UsageException(message);
      }
      console.note(message);
      console.out().println(directory.path());
      return 0; // whoever resumes until all is well stops here
    }
    refuse(resumption.changes());
    return workers.together(
        runDirectory,
        true,
        (those, processes) -> {
          try (Training training = trust.applyTo(gan).among(those).reopen(resumption.file())) {
            List<Change> all = new ArrayList<>(resumption.changes());
            all.addAll(resumption.changes(training.record()));
            refuse(all);
            all.forEach(change -> console.note("changed: " + change));
            training.restore(resumption.checkpoint());
            console.note("going on from step " + done);
            return run(training, directory, processes);
          }
        });
  }

  private int run(Training training, RunDirectory directory, WorkerProcesses processes) {
    TrainingSession session = new TrainingSession(console);
    if (!training.plan().workers().isChief()) {
      return session.follow(training, directory.path());
    }
    processes.keepLogs();
    return session.run(training, directory);
  }

  /** A run that was killed before its first checkpoint has lost nothing. */
  private int begin(RunDirectory directory) {
    console.note("there is no checkpoint and no step yet: the run begins again");
    RunFile file = file(directory);
    return workers.together(
        runDirectory,
        true,
        (those, processes) -> {
          try (Training training = trust.applyTo(gan).among(those).open(file)) {
            return run(training, directory, processes);
          }
        });
  }

  private RunFile file(RunDirectory directory) {
    RunFile file = gan.read(directory.config(), changes());
    return data == null ? file : gan.withMovedData(file, data);
  }

  private String[] changes() {
    List<String> all = new ArrayList<>();
    if (steps != null) {
      all.add("training.steps=" + steps);
    }
    if (device != null) {
      all.add("device=" + device);
    }
    all.addAll(overrides);
    return all.toArray(String[]::new);
  }

  /** Refuses changes that make it another run, unless told to go on. */
  private void refuse(List<Change> changes) {
    if (!acceptChanges && changes.stream().anyMatch(this::isRefused)) {
      throw new UsageException(
          "this is not the run that was stopped:\n"
              + changes.stream().map(change -> "  " + change).collect(Collectors.joining("\n"))
              + "\n--accept-changes goes on all the same");
    }
  }

  /** More steps are asked for in so many words; all else that makes a difference is not. */
  private boolean isRefused(Change change) {
    return change.effect() == Effect.ANOTHER_RUN
        || (change.effect() == Effect.STRETCHES && steps == null);
  }
}
