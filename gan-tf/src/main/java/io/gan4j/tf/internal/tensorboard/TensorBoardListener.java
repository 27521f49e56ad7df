package io.gan4j.tf.internal.tensorboard;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.RunStarted;
import io.gan4j.api.event.TrainingEvent.SamplesDrawn;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.game.Player;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run for TensorBoard, to {@code tensorboard/} in the run directory: losses, terms, scores
 * and probabilities over the steps, images per second, the grid of samples from the fixed latents,
 * and the resolved configuration.
 */
public final class TensorBoardListener implements TrainingListener {
  private static final int EVERY_STEPS = 10;

  /** Writing takes less than a millisecond, so this keeps it below a hundredth of the time. */
  private static final long AT_MOST_EVERY_NANOS = Duration.ofMillis(100).toNanos();

  private static final long AT_LEAST_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final Path folder;
  private final LongSupplier clock;
  private @Nullable Run run;

  /**
   * Makes a listener for one run.
   *
   * @param runDirectory where the run keeps its files
   */
  public TensorBoardListener(Path runDirectory) {
    this(runDirectory, System::nanoTime);
  }

  TensorBoardListener(Path runDirectory, LongSupplier clock) {
    this.folder = runDirectory.resolve("tensorboard");
    this.clock = clock;
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof RunStarted started) {
      run = start(started);
    } else if (run != null && event instanceof StepCompleted step) {
      run.step(step, clock.getAsLong());
    } else if (run != null && event instanceof SamplesDrawn drawn && run.shows(drawn)) {
      run.file.image(
          drawn.step(), Run.tag(drawn), Picture.grid(drawn.samples(), run.space, drawn.perClass()));
    }
  }

  private Run start(RunStarted started) {
    Run starting = new Run(new EventFile(folder), started.samples(), started.imagesSeen());
    if (started.step() > 0) {
      starting.file.restart(started.step());
    }
    String yaml = started.record().config().indent(4);
    starting.file.text(started.step(), "config", "The resolved run file:\n\n" + yaml);
    return starting;
  }

  @Override
  public void close() {
    if (run != null) {
      run.close();
      run = null;
    }
  }

  /** A run that has started. */
  private static final class Run implements AutoCloseable {
    final EventFile file;
    final SampleSpace space;
    private @Nullable StepCompleted unwritten;
    private @Nullable Long writtenAt;
    private long imagesWritten;
    private long nanosTrained;

    Run(EventFile file, SampleSpace space, long imagesSeen) {
      this.file = file;
      this.space = space;
      this.imagesWritten = imagesSeen;
    }

    /** Whether these are images of the kind that the run's data are. */
    boolean shows(SamplesDrawn drawn) {
      return space.isImage() && drawn.samples().shape().tail().equals(space.shape());
    }

    static String tag(SamplesDrawn drawn) {
      return drawn.player().equals(Player.GENERATOR) ? "samples" : "samples/" + drawn.player();
    }

    void step(StepCompleted step, long now) {
      unwritten = step;
      nanosTrained += step.duration().toNanos();
      if (due(step.step(), now)) {
        write(step);
        writtenAt = now;
      }
    }

    private boolean due(long step, long now) {
      if (writtenAt == null) {
        return true;
      }
      long since = now - writtenAt;
      return since >= AT_LEAST_EVERY_NANOS
          || (step % EVERY_STEPS == 0 && since >= AT_MOST_EVERY_NANOS);
    }

    private void write(StepCompleted step) {
      Map<String, Double> scalars = StepScalars.of(step);
      if (nanosTrained > 0) {
        double images = step.imagesSeen() - imagesWritten;
        scalars.put("speed/images_per_second", images * 1e9 / nanosTrained);
      }
      file.scalars(step.step(), scalars);
      imagesWritten = step.imagesSeen();
      nanosTrained = 0;
      unwritten = null;
    }

    /** The last step is always written. */
    @Override
    public void close() {
      try (file) {
        if (unwritten != null) {
          write(unwritten);
        }
      }
    }
  }
}
