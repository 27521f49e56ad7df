package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.GanException;
import io.gan4j.core.Gan;
import io.gan4j.core.Gan.RunFile;
import io.gan4j.core.checkpoint.Checkpoints;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.core.run.Training;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gan resume}: goes on from the newest good checkpoint. */
@Command(name = "resume", description = "Go on with a run from its newest good checkpoint.")
final class ResumeCommand implements Callable<Integer> {
  private final Gan gan;
  private final Console console;

  @Parameters(index = "0", paramLabel = "RUN_DIR", description = "The run's directory.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path runDirectory;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Train until this many steps are done, rather than the run's own number.")
  private @Nullable String steps;

  @Inject
  ResumeCommand(Gan gan, Console console) {
    this.gan = gan;
    this.console = console;
  }

  @Override
  public Integer call() {
    RunDirectory directory = RunDirectory.open(runDirectory);
    RunFile file =
        steps == null
            ? gan.read(directory.config())
            : gan.read(directory.config(), "training.steps=" + steps);
    Checkpoints.Restored checkpoint =
        new Checkpoints(directory.path())
            .newest()
            .orElseThrow(
                () -> new GanException(runDirectory + " holds no checkpoint to go on from"));
    checkpoint
        .skipped()
        .forEach(skipped -> console.err().println("gan: skipped a damaged checkpoint: " + skipped));
    if (checkpoint.step() >= file.config().training().steps()) {
      throw new UsageException(
          "the run is done: "
              + checkpoint.step()
              + " of "
              + file.config().training().steps()
              + " steps; --steps N trains on");
    }
    try (Training training = gan.open(file)) {
      training.restore(checkpoint);
      console.err().println("gan: going on from step " + checkpoint.step());
      return new TrainingSession(gan, console).run(training, directory);
    }
  }
}
