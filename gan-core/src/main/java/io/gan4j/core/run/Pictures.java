package io.gan4j.core.run;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Density;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.RolledBack;
import io.gan4j.api.event.TrainingEvent.RunFailed;
import io.gan4j.api.event.TrainingEvent.RunFinished;
import io.gan4j.api.event.TrainingEvent.SamplesDrawn;
import io.gan4j.api.event.TrainingEvent.ScoresMapped;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.metric.Rows;
import io.gan4j.core.internal.FileTrees;
import io.gan4j.core.metric.Marginal;
import io.gan4j.core.picture.Curves;
import io.gan4j.core.picture.DensityFigure;
import io.gan4j.core.picture.MarginalsFigure;
import io.gan4j.core.picture.NoFontsException;
import io.gan4j.core.picture.PlaneFigure;
import io.gan4j.core.picture.Png;
import io.gan4j.core.picture.SampleGrid;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * The pictures of a run directory: sample grids, curves, and for runs in one or two dimensions the
 * figure of densities, points and scores. Curves are drawn whenever samples are, and at the end.
 */
final class Pictures implements TrainingListener {
  private static final Logger LOG = LoggerFactory.getLogger(Pictures.class);

  private static final int REAL_POINTS = 2000;

  /** Rows that a picture of a table's columns is drawn from. */
  private static final int REAL_ROWS = 10_000;

  private final RunDirectory directory;
  private final Training training;
  private final String title;
  private Curves curves;
  private boolean curvesAreNew = true;
  private final long every;
  private boolean fonts = true;

  Pictures(RunDirectory directory, Training training) {
    this.directory = directory;
    this.training = training;
    this.title = training.config().name();
    this.curves = new Curves(training.plan().scoreKind());
    this.every = EventLog.writtenSteps(training.config().training().steps());
  }

  /**
   * Takes up where an earlier part of the run has left: its curves, from the log, and its pictures,
   * of which those that are about to be drawn again are removed.
   */
  void goOn() {
    List<StepCompleted> steps = new ArrayList<>();
    Set<Long> samples = new HashSet<>();
    List<Long> damaged =
        EventHistory.read(
            directory.events(),
            event -> {
              switch (EventHistory.kind(event)) {
                case "step-completed" -> steps.add(EventHistory.stepCompleted(event));
                case "samples-drawn" -> samples.add(EventHistory.step(event));
                case "rolled-back" -> {
                  long to = event.path("to").asLong();
                  steps.removeIf(step -> step.step() > to);
                  samples.removeIf(step -> step > to);
                }
                default -> {} // not in a picture
              }
            });
    if (!damaged.isEmpty()) {
      LOG.warn(
          "{}: {} lines are no events, the first is line {}. The run goes on; its curves lack"
              + " them.",
          directory.events(),
          damaged.size(),
          damaged.get(0));
    }
    curves = new Curves(training.plan().scoreKind());
    steps.forEach(curves::add);
    curvesAreNew = true;
    directory.keepPictures(samples);
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof StepCompleted done) {
      if (done.step() % every == 0) { // those of the log, from which the curves can be drawn again
        curves.add(done);
        curvesAreNew = true;
      }
    } else if (event instanceof SamplesDrawn drawn) {
      if (training.plan().samples().isImage()) {
        write(
            SampleGrid.render(drawn.samples(), training.plan().samples(), drawn.perClass()),
            directory.samples(drawn.step()));
      }
      Columns columns = training.plan().samples().columns();
      if (columns != null) {
        drawn(() -> marginals(columns, drawn));
      }
      curves();
    } else if (event instanceof ScoresMapped mapped) {
      training.dataset().density().ifPresent(density -> drawn(() -> figure(density, mapped)));
    } else if (event instanceof RolledBack) {
      goOn();
    } else if (event instanceof RunFinished || event instanceof RunFailed) {
      curves();
    }
  }

  /** Draws the curves, unless they are as they were: drawing takes as long as many steps. */
  private void curves() {
    if (curvesAreNew) {
      drawn(() -> write(curves.render(title), directory.curves()));
      curvesAreNew = false;
    }
  }

  /**
   * Draws a picture with words on it. A run is worth more than its pictures: without fonts it goes
   * on, and says so once.
   */
  private void drawn(Runnable picture) {
    if (!fonts) {
      return;
    }
    try {
      picture.run();
    } catch (NoFontsException e) {
      fonts = false;
      LOG.warn("{} The run goes on without curves and figures.", e.getMessage());
    }
  }

  private void figure(Density density, ScoresMapped mapped) {
    BufferedImage figure =
        density.window().size() == 1
            ? new DensityFigure(
                    density,
                    mapped.latents(),
                    mapped.samples(),
                    mapped.scores(),
                    training.plan().scoreKind())
                .render(title, mapped.step())
            : new PlaneFigure(
                    density,
                    realPoints(),
                    firstOf(mapped.samples()),
                    mapped.scores(),
                    training.plan().scoreKind())
                .render(title, mapped.step());
    write(figure, directory.figure(mapped.step()));
  }

  /** Each column in real rows and in the drawn ones. */
  private void marginals(Columns columns, SamplesDrawn drawn) {
    int rows = (int) Math.min(REAL_ROWS, training.dataset().size().orElse(REAL_ROWS));
    long size = training.dataset().size().orElse(rows);
    Batch real = new Batch(training.dataset().space(), rows);
    training.dataset().read(LongStream.range(0, rows).map(i -> i * size / rows).toArray(), real);
    float[] made = new float[Math.toIntExact(drawn.samples().size())];
    drawn.samples().copyTo(DataBuffers.of(made, false, false));
    List<Marginal> marginals =
        Marginal.of(columns, rowsOf(real.floats(), columns), rowsOf(made, columns));
    write(
        new MarginalsFigure(marginals).render(title, "step %,d".formatted(drawn.step())),
        directory.figure(drawn.step()));
  }

  private static Rows rowsOf(float[] values, Columns columns) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return Rows.of(doubles, columns.width());
  }

  private FloatNdArray realPoints() {
    Batch batch = new Batch(training.plan().samples(), REAL_POINTS);
    training.dataset().read(LongStream.range(0, REAL_POINTS).toArray(), batch);
    return NdArrays.wrap(Shape.of(REAL_POINTS, 2), DataBuffers.of(batch.floats(), true, false));
  }

  /** As many generated points as real ones, so that the eye can compare them. */
  private static FloatNdArray firstOf(FloatNdArray samples) {
    float[] values = new float[Math.toIntExact(samples.size())];
    samples.copyTo(DataBuffers.of(values, false, false));
    float[] first = Arrays.copyOf(values, Math.min(values.length, 2 * REAL_POINTS));
    return NdArrays.wrap(Shape.of(first.length / 2, 2), DataBuffers.of(first, true, false));
  }

  private static void write(BufferedImage picture, Path file) {
    FileTrees.parentOf(file);
    Png.write(picture, file);
  }
}
