package io.gan4j.cli;

import io.gan4j.api.GanException;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.checkpoint.Checkpoints;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.core.run.Training;

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
                            + (best
                                ? " holds no best checkpoint: the run measured nothing"
                                    + " (metrics, evaluation.everyImages)"
                                : " holds no checkpoint yet: wait for checkpoints.every steps,"
                                    + " or stop the run with Ctrl-C")));
    restored.skipped().forEach(skipped -> console.note("skipped a damaged checkpoint: " + skipped));
    return restored.checkpoint();
  }

  /**
   * Puts a run back to a checkpoint, to be looked at. What the numbers of a table's rows and of
   * normalised samples mean was learnt from the data, so that these have to be the same.
   *
   * @throws GanException if they are not
   */
  static void restore(Training training, Checkpoint checkpoint) {
    boolean learnt =
        training.plan().samples().columns() != null
            || !training.config().data().normalize().isEmpty();
    if (learnt) {
      String then = checkpoint.origin().get(Checkpoint.DATA);
      String now = training.record().dataHash();
      if (then != null && !then.equals(now)) {
        throw new GanException(
            training.dataset().description()
                + ": these are not the data that the run learnt from (SHA-256 "
                + then
                + ", now "
                + now
                + "), and its samples would mean something else; bring them back, or take the"
                + " exported generator, the run's folder model, which needs none");
      }
    }
    training.restore(checkpoint);
  }
}
