package io.gan4j.core.run;

import io.gan4j.api.data.Density;
import io.gan4j.api.event.TrainingEvent.SamplesDrawn;
import io.gan4j.api.event.TrainingEvent.ScoresMapped;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.provider.GanSession;
import io.gan4j.core.picture.DensityFigure;
import io.gan4j.core.picture.PlaneFigure;
import java.util.List;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;

/**
 * Draws samples at the intervals that the run file asks for, always from the same latents; in one
 * or two dimensions it maps the scores as well.
 */
final class Snapshots {
  /** Seed of the latents that grids are drawn from, mixed with the run's own. */
  private static final long GRID_SEED = 0x6772_6964L;

  private static final int MAPPED_SAMPLES = 10_000;

  private final Training training;
  private final TrainingListener listener;
  private final GanSession session;
  private final FloatNdArray latents;
  private final List<Integer> labels;
  private long lastStep = -1;

  Snapshots(Training training, TrainingListener listener) {
    this.training = training;
    this.listener = listener;
    this.session = training.session();
    long seed = training.config().seed() ^ GRID_SEED;
    int count = training.config().samples().count();
    ClassRows rows = ClassRows.of(training.plan(), count);
    this.labels = rows.labels();
    this.latents = rows.sameInEachRow(session.drawLatents(seed, rows.latents()));
    long every = training.config().samples().every();
    if (training.isResumed() && every > 0 && training.step() % every == 0) {
      lastStep = training.step(); // drawn before the checkpoint of this step was taken
    }
  }

  /** Of a run that goes on, these samples were drawn by its earlier part. */
  void atStart() {
    if (training.config().samples().every() > 0 && !training.isResumed()) {
      draw();
    }
  }

  void after(long step) {
    long every = training.config().samples().every();
    if (every > 0 && step % every == 0) {
      draw();
    }
  }

  void atEnd() {
    if (lastStep != training.step()) {
      draw();
    }
  }

  private void draw() {
    lastStep = training.step();
    listener.on(
        new SamplesDrawn(
            training.step(),
            training.imagesSeen(),
            latents,
            labels,
            session.generate(latents, ClassRows.given(labels))));
    Shape shape = training.plan().samples().shape();
    // Under labels there is a map of scores per class, and no one picture.
    boolean oneMap = !training.plan().discriminator().network().seesLabels();
    if (oneMap && shape.numDimensions() == 1 && shape.get(0) <= 2) {
      training.dataset().density().ifPresent(this::map);
    }
  }

  private void map(Density density) {
    FloatNdArray points =
        density.window().size() == 1
            ? DensityFigure.positions(density)
            : PlaneFigure.positions(density);
    FloatNdArray many = session.drawLatents(training.config().seed() ^ GRID_SEED, MAPPED_SAMPLES);
    listener.on(
        new ScoresMapped(
            training.step(),
            training.imagesSeen(),
            points,
            session.score(points),
            many,
            session.generate(many, training.classesInTurn(MAPPED_SAMPLES))));
  }
}
