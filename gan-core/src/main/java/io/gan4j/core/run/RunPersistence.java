package io.gan4j.core.run;

import io.gan4j.api.config.CheckpointsConfig;
import io.gan4j.api.event.TrainingEvent.ArtifactWritten;
import io.gan4j.api.event.TrainingEvent.CheckpointTaken;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.game.Player;
import io.gan4j.api.metric.MetricResult;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.checkpoint.Checkpoints;
import io.gan4j.core.checkpoint.RunMarks;
import io.gan4j.core.evaluate.Measured;
import io.gan4j.core.evaluate.ResultsFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a run has learnt: checkpoints from the first step on, at the intervals that the run
 * file asks for, what was measured, and the exported generator at the end.
 */
sealed interface RunPersistence extends AutoCloseable {
  /** Keeps nothing: a run without a directory. */
  RunPersistence NOTHING = new Nothing(null);

  void atStart(Position position, boolean resumed);

  void after(Position position);

  /** The last state, before the events that only the end of a run has. */
  void atEnd(Position position);

  /** What was measured of this run so far. */
  List<Measured> measured();

  /** What was measured just now. */
  void keepResults(Position position, List<MetricResult> results);

  /** The state as it is now, the best so far by what is measured. */
  void keepBest(Position position);

  /** Forgets what was measured after a step that the run has gone back to. */
  void goneBack(Position position);

  /** Whether there is a best state. */
  boolean hasBest();

  /** The generator as it was at the end. */
  void export(Position position);

  /**
   * The newest checkpoint to roll back to: whole, and of finite numbers only. Those after it are
   * removed.
   */
  Optional<Checkpoint> lastGood();

  @Override
  void close();

  /**
   * Keeps nothing.
   *
   * @param chiefs run directory in which another worker keeps the run, for checkpoints to go back
   *     to; null if nobody does
   */
  record Nothing(@Nullable Path chiefs) implements RunPersistence {
    @Override
    public void atStart(Position position, boolean resumed) {}

    @Override
    public void after(Position position) {}

    @Override
    public void atEnd(Position position) {}

    @Override
    public List<Measured> measured() {
      return List.of();
    }

    @Override
    public void keepResults(Position position, List<MetricResult> results) {}

    @Override
    public void keepBest(Position position) {}

    @Override
    public void goneBack(Position position) {}

    @Override
    public boolean hasBest() {
      return true; // none is kept, so that none can be lost
    }

    @Override
    public void export(Position position) {}

    @Override
    public Optional<Checkpoint> lastGood() {
      return chiefs == null ? Optional.empty() : new Checkpoints(chiefs).newestFinite();
    }

    @Override
    public void close() {}
  }

  /** Keeps everything in a run directory. */
  final class InDirectory implements RunPersistence {
    private final RunDirectory directory;
    private final LiveRun live;
    private final EventLog events;
    private final TrainingListener listener;
    private final long every;
    private final Checkpoints checkpoints;
    private final CheckpointWriter writer;
    private final ResultsFile results;
    private long lastCheckpoint = -1;

    /**
     * Removes what an earlier part of the run has left half-written.
     *
     * @param marks what the run's results say of it
     * @param listener hears of what was kept
     */
    InDirectory(
        RunDirectory directory,
        RunMarks marks,
        CheckpointsConfig config,
        LiveRun live,
        EventLog events,
        TrainingListener listener) {
      this.directory = directory;
      this.live = live;
      this.events = events;
      this.listener = listener;
      this.every = config.every();
      this.checkpoints = new Checkpoints(directory.path());
      this.results = new ResultsFile(directory.metrics(), marks);
      checkpoints.removeLeftovers();
      this.writer =
          new CheckpointWriter(
              checkpoints,
              events,
              config.keep(),
              step -> config.keepEvery() > 0 && step > 0 && step % config.keepEvery() == 0);
    }

    @Override
    public void atStart(Position position, boolean resumed) {
      if (every > 0 && !resumed) {
        take(position);
      }
    }

    @Override
    public void after(Position position) {
      writer.check();
      if (every > 0 && position.step() % every == 0) {
        take(position);
      }
    }

    @Override
    public void atEnd(Position position) {
      if (lastCheckpoint != position.step()) {
        // Without the event: an uninterrupted run has none here, and a resumed one is to equal it.
        write(live.checkpoint());
      }
    }

    @Override
    public List<Measured> measured() {
      return results.read();
    }

    @Override
    public void keepResults(Position position, List<MetricResult> found) {
      Instant now = Instant.now();
      results.append(
          found.stream()
              .map(result -> new Measured(position.step(), position.imagesSeen(), now, result))
              .toList());
    }

    @Override
    public void goneBack(Position position) {
      results.removeAfter(position.step());
      new Checkpoints(directory.best()).removeAfter(position.step());
    }

    @Override
    public boolean hasBest() {
      return !new Checkpoints(directory.best()).isEmpty();
    }

    @Override
    public void keepBest(Position position) {
      Checkpoints best = new Checkpoints(directory.best());
      best.removeLeftovers();
      best.write(live.checkpoint().withEvents(events.position()), 1, step -> false);
      best.removeAfter(position.step()); // of what a killed part of the run had come to
    }

    @Override
    public void export(Position position) {
      directory.replaceModel(live::export);
      for (Player player : live.furtherGenerators()) {
        directory.replaceModel(player, folder -> live.export(player, folder));
      }
      writer.finish();
      listener.on(new ArtifactWritten(position.step(), "model", directory.model()));
      for (Player player : live.furtherGenerators()) {
        listener.on(new ArtifactWritten(position.step(), "model", directory.model(player)));
      }
    }

    @Override
    public Optional<Checkpoint> lastGood() {
      writer.finish();
      Optional<Checkpoint> good = checkpoints.newestFinite();
      good.ifPresent(
          checkpoint -> {
            checkpoints.removeAfter(checkpoint.step());
            lastCheckpoint = checkpoint.step();
          });
      return good;
    }

    /** The copy comes first: what is told is there. Its events are known once it is told. */
    private void take(Position position) {
      Checkpoint copy = live.checkpoint();
      listener.on(new CheckpointTaken(position.step(), checkpoints.folder(position.step())));
      write(copy);
    }

    private void write(Checkpoint copy) {
      lastCheckpoint = copy.step();
      writer.write(copy.withEvents(events.position()));
    }

    @Override
    public void close() {
      writer.close();
    }
  }
}
