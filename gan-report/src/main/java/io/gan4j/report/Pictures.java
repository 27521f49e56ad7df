package io.gan4j.report;

import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Density;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.event.RunContext;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.RolledBack;
import io.gan4j.api.event.TrainingEvent.RunFailed;
import io.gan4j.api.event.TrainingEvent.RunFinished;
import io.gan4j.api.event.TrainingEvent.SamplesDrawn;
import io.gan4j.api.event.TrainingEvent.ScoresMapped;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.internal.FileTrees;
import io.gan4j.api.metric.Rows;
import io.gan4j.components.metric.Marginal;
import io.gan4j.core.run.EventHistory;
import io.gan4j.core.run.RecordFile;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.report.picture.Curves;
import io.gan4j.report.picture.DensityFigure;
import io.gan4j.report.picture.MarginalsFigure;
import io.gan4j.report.picture.NoFontsException;
import io.gan4j.report.picture.PlaneFigure;
import io.gan4j.report.picture.Png;
import io.gan4j.report.picture.SampleGrid;
import io.gan4j.report.picture.SampleRows;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * The pictures of a run directory: sample grids, curves, for tables each column beside the real
 * one, and for runs in one or two dimensions the figure of densities, points and scores. Curves are
 * drawn whenever samples are, and at the end.
 */
final class Pictures implements TrainingListener {
  private static final Logger LOG = LoggerFactory.getLogger(Pictures.class);

  private static final int REAL_POINTS = 2000;

  /** Rows that a picture of a table's columns is drawn from. */
  private static final int REAL_ROWS = 10_000;

  private final RunContext run;
  private final RunDirectory directory;
  private final Optional<String> mark;
  private final String title;
  private final long every;
  private Curves curves;
  private boolean curvesAreNew = true;
  private boolean fonts = true;

  /** For a run that goes on, its pictures go on as well. */
  Pictures(RunContext run) {
    this.run = run;
    this.directory = RunDirectory.open(run.directory());
    this.mark = RecordFile.of(directory).mark();
    this.title = run.config().name();
    this.every = EventHistory.writtenSteps(run.config().training().steps());
    this.curves = new Curves(run.plan().scoreKind(), run.plan().samples().plural());
    if (run.resumed()) {
      goOn();
    }
  }

  /**
   * Takes up where an earlier part of the run has left: its curves, from the log, and its pictures,
   * of which those that are about to be drawn again are removed.
   */
  private void goOn() {
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
    curves = new Curves(run.plan().scoreKind(), run.plan().samples().plural());
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
    } else if (event instanceof SamplesDrawn drawn
        && !drawn.player().equals(run.plan().exported())) {
      samplesOfAnother(drawn);
    } else if (event instanceof SamplesDrawn drawn) {
      if (run.plan().samples().isImage()) {
        write(grid(drawn, run.plan().samples()), directory.samples(drawn.step()));
      }
      Columns columns = run.plan().samples().columns();
      if (columns != null) {
        unlessFontsLack(() -> marginals(columns, drawn));
      }
      curves();
    } else if (event instanceof ScoresMapped mapped) {
      run.density().ifPresent(density -> unlessFontsLack(() -> figure(density, mapped)));
    } else if (event instanceof RolledBack) {
      goOn();
    } else if (event instanceof RunFinished || event instanceof RunFailed) {
      curves();
    }
  }

  /** A grid of samples of another player than the one that makes the run's samples. */
  private void samplesOfAnother(SamplesDrawn drawn) {
    SampleSpace space = run.plan().side(run.plan().player(drawn.player()).side()).samples();
    if (space.isImage()) {
      write(grid(drawn, space), directory.samples(drawn.step(), drawn.player()));
    }
  }

  /** Samples in a grid, each with what it stands in a row with, where those are pictures too. */
  private BufferedImage grid(SamplesDrawn drawn, SampleSpace space) {
    List<SampleRows.Column> columns =
        drawn.row().stream()
            .map(shown -> new SampleRows.Column(shown.samples(), space(shown.side())))
            .toList();
    boolean pictures = columns.stream().allMatch(column -> column.space().isImage());
    return columns.isEmpty() || !pictures
        ? SampleGrid.render(drawn.samples(), space, drawn.perClass())
        : SampleRows.render(columns);
  }

  private SampleSpace space(String side) {
    return run.plan().side(side).samples();
  }

  /** Draws the curves, unless they are as they were: drawing takes as long as many steps. */
  private void curves() {
    if (curvesAreNew) {
      unlessFontsLack(() -> write(curves.render(title), directory.curves()));
      curvesAreNew = false;
    }
  }

  /**
   * Draws a picture with words on it. A run is worth more than its pictures: without fonts it goes
   * on, and says so once.
   */
  private void unlessFontsLack(Runnable picture) {
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
                    run.plan().scoreKind())
                .render(title, mapped.step())
            : new PlaneFigure(
                    density,
                    points(run.realSamples().apply(REAL_POINTS).floats()),
                    points(firstOf(mapped.samples())),
                    mapped.scores(),
                    run.plan().scoreKind())
                .render(title, mapped.step());
    write(figure, directory.figure(mapped.step()));
  }

  /** Each column in real rows and in the drawn ones. */
  private void marginals(Columns columns, SamplesDrawn drawn) {
    List<Marginal> marginals =
        Marginal.of(
            columns,
            rows(run.realSamples().apply(REAL_ROWS).floats(), columns),
            rows(floats(drawn.samples()), columns));
    write(
        new MarginalsFigure(marginals)
            .render(title, String.format(Locale.ROOT, "step %,d", drawn.step())),
        directory.figure(drawn.step()));
  }

  private static Rows rows(float[] values, Columns columns) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return Rows.of(doubles, columns.width());
  }

  private static FloatNdArray points(float[] values) {
    return NdArrays.wrap(Shape.of(values.length / 2, 2), DataBuffers.of(values, true, false));
  }

  /** As many generated points as real ones, so that the eye can compare them. */
  private static float[] firstOf(FloatNdArray samples) {
    float[] values = floats(samples);
    return Arrays.copyOf(values, Math.min(values.length, 2 * REAL_POINTS));
  }

  private static float[] floats(FloatNdArray array) {
    float[] values = new float[Math.toIntExact(array.size())];
    array.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  private void write(BufferedImage picture, Path file) {
    FileTrees.parentOf(file);
    Png.write(picture, mark, file);
  }
}
