package io.gan4j.core.run;

import io.gan4j.api.event.TrainingEvent.ArtifactWritten;
import io.gan4j.api.event.TrainingEvent.CheckpointTaken;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.metric.MetricResult;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.checkpoint.Checkpoints;
import io.gan4j.core.evaluate.Measured;
import io.gan4j.core.evaluate.ResultsFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what a run has learnt: checkpoints from the first step on, at the intervals that the run
 * file asks for, and the exported generator at the end.
 */
sealed interface Keeper extends AutoCloseable {
  /** Keeps nothing: a run without a directory. */
  Keeper NOTHING = new Nothing();

  void atStart(TrainingListener listener);

  void after(long step, TrainingListener listener);

  /** The last state, before the events that only the end of a run has. */
  void atEnd(TrainingListener listener);

  /** What was measured of this run so far. */
  List<Measured> measured();

  /** What was measured just now. */
  void measured(List<MetricResult> results);

  /** The state as it is now, the best so far by what is measured. */
  void best();

  /** The generator as it was at the end. */
  void export(TrainingListener listener);

  /**
   * The newest checkpoint to roll back to: whole, and of finite numbers only. Those after it are
   * removed.
   */
  Optional<Checkpoint> lastGood();

  @Override
  void close();

  /** Keeps nothing. */
  record Nothing() implements Keeper {
    @Override
    public void atStart(TrainingListener listener) {}

    @Override
    public void after(long step, TrainingListener listener) {}

    @Override
    public void atEnd(TrainingListener listener) {}

    @Override
    public List<Measured> measured() {
      return List.of();
    }

    @Override
    public void measured(List<MetricResult> results) {}

    @Override
    public void best() {}

    @Override
    public void export(TrainingListener listener) {}

    @Override
    public Optional<Checkpoint> lastGood() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  /** Keeps everything in a run directory. */
  final class InDirectory implements Keeper {
    private final RunDirectory directory;
    private final Training training;
    private final EventLog events;
    private final Checkpoints checkpoints;
    private final CheckpointWriter writer;
    private final ResultsFile results;
    private long lastCheckpoint = -1;

    InDirectory(RunDirectory directory, Training training, EventLog events) {
      this.directory = directory;
      this.training = training;
      this.events = events;
      this.checkpoints = new Checkpoints(directory.path());
      var config = training.config().checkpoints();
      checkpoints.removeLeftovers();
      results = new ResultsFile(directory.metrics());
      results.removeAfter(training.step());
      writer =
          new CheckpointWriter(
              checkpoints,
              events,
              config.keep(),
              step -> config.keepEvery() > 0 && step > 0 && step % config.keepEvery() == 0);
    }

    @Override
    public void atStart(TrainingListener listener) {
      if (training.config().checkpoints().every() > 0 && !training.isResumed()) {
        take(listener);
      }
    }

    @Override
    public void after(long step, TrainingListener listener) {
      writer.check();
      long every = training.config().checkpoints().every();
      if (every > 0 && step % every == 0) {
        take(listener);
      }
    }

    @Override
    public void atEnd(TrainingListener listener) {
      if (lastCheckpoint != training.step()) {
        // Without the event: an uninterrupted run has none here, and a resumed one is to equal it.
        write();
      }
    }

    @Override
    public List<Measured> measured() {
      return results.read();
    }

    @Override
    public void measured(List<MetricResult> found) {
      Instant now = Instant.now();
      results.append(
          found.stream()
              .map(result -> new Measured(training.step(), training.imagesSeen(), now, result))
              .toList());
    }

    @Override
    public void best() {
      Checkpoints best = new Checkpoints(directory.best());
      best.removeLeftovers();
      best.write(training.checkpoint(events.position()), 1, step -> false);
      best.removeAfter(training.step()); // of what a killed part of the run had come to
    }

    @Override
    public void export(TrainingListener listener) {
      directory.replaceModel(training::export);
      writer.finish();
      listener.on(new ArtifactWritten(training.step(), "model", directory.model()));
    }

    @Override
    public Optional<Checkpoint> lastGood() {
      writer.finish();
      Optional<Checkpoint> good = checkpoints.newestFinite();
      good.ifPresent(checkpoint -> checkpoints.removeAfter(checkpoint.step()));
      return good;
    }

    private void take(TrainingListener listener) {
      listener.on(new CheckpointTaken(training.step(), checkpoints.folder(training.step())));
      write();
    }

    private void write() {
      lastCheckpoint = training.step();
      Checkpoint checkpoint = training.checkpoint(events.position());
      writer.write(checkpoint);
    }

    @Override
    public void close() {
      writer.close();
    }
  }
}
