package io.gan4j.core.run;

import io.gan4j.api.event.TrainingEvent.ArtifactWritten;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.core.checkpoint.Checkpoints;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a run has learnt: checkpoints at the intervals that the run file asks for, and the
 * exported generator at the end.
 */
final class Keeper {
  /** Keeps nothing: a run without a directory. */
  static final Keeper NOTHING = new Keeper();

  private final @Nullable RunDirectory directory;
  private final @Nullable Training training;
  private long lastCheckpoint = -1;

  Keeper(RunDirectory directory, Training training) {
    this.directory = directory;
    this.training = training;
  }

  private Keeper() {
    directory = null;
    training = null;
  }

  void after(long step, TrainingListener listener) {
    if (directory != null && training != null) {
      long every = training.config().checkpoints().every();
      if (every > 0 && step % every == 0) {
        checkpoint(directory, training, listener);
      }
    }
  }

  void atEnd(TrainingListener listener) {
    if (directory != null && training != null) {
      if (lastCheckpoint != training.step()) {
        checkpoint(directory, training, listener);
      }
      directory.removeModel(); // that of an earlier part of the run, if it was resumed
      training.export(directory.model());
      listener.on(new ArtifactWritten(training.step(), "model", directory.model()));
    }
  }

  private void checkpoint(RunDirectory directory, Training training, TrainingListener listener) {
    lastCheckpoint = training.step();
    Path written =
        new Checkpoints(directory.path())
            .write(
                training.step(),
                training.session().saveState(),
                training.config().checkpoints().keep());
    listener.on(new ArtifactWritten(training.step(), "checkpoint", written));
  }
}
