package io.gan4j.cli;

import io.gan4j.api.GanException;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.checkpoint.Checkpoints;
import io.gan4j.core.run.RunDirectory;

/** Which of a run's states a command works on. */
final class CheckpointChoice {
  private CheckpointChoice() {}

  /**
   * The newest checkpoint, or the one that was measured best. Damaged ones are passed over, and
   * named.
   *
   * @throws GanException if there is none
   */
  static Checkpoint of(RunDirectory directory, boolean best, Console console) {
    Checkpoints.Restored restored =
        new Checkpoints(best ? directory.best() : directory.path())
            .newest()
            .orElseThrow(
                () ->
                    new GanException(
                        directory.path()
                            + " holds no "
                            + (best ? "best " : "")
                            + "checkpoint yet"));
    restored
        .skipped()
        .forEach(skipped -> console.err().println("gan: skipped a damaged checkpoint: " + skipped));
    return restored.checkpoint();
  }
}
