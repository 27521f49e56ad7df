package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.GanException;
import io.gan4j.core.Gan;
import io.gan4j.core.checkpoint.Checkpoints;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.core.run.Training;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gan export}: the generator of a run as a SavedModel. */
@Command(
    name = "export",
    description = "Write the generator of a run's newest checkpoint as a SavedModel.")
final class ExportCommand implements Callable<Integer> {
  private final Gan gan;
  private final Console console;

  @Parameters(index = "0", paramLabel = "RUN_DIR", description = "The run's directory.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path runDirectory;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where to write it: an absent or empty folder.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path out;

  @Option(
      names = "--best",
      description = "The checkpoint that was measured best during training, not the newest.")
  private boolean best;

  @Inject
  ExportCommand(Gan gan, Console console) {
    this.gan = gan;
    this.console = console;
  }

  @Override
  public Integer call() {
    RunDirectory directory = RunDirectory.open(runDirectory);
    RunDirectory.requireFree(out);
    Checkpoints.Restored checkpoint =
        new Checkpoints(best ? directory.best() : directory.path())
            .newest()
            .orElseThrow(
                () ->
                    new GanException(
                        runDirectory + " holds no " + (best ? "best " : "") + "checkpoint yet"));
    checkpoint
        .skipped()
        .forEach(skipped -> console.err().println("gan: skipped a damaged checkpoint: " + skipped));
    try (Training training = gan.reopen(gan.read(directory.config()))) {
      training.restore(checkpoint.checkpoint());
      training.export(out);
    }
    console
        .err()
        .println("gan: generator of step " + checkpoint.checkpoint().step() + " in " + out);
    console.out().println(out);
    return CommandLineRunner.DONE;
  }
}
