package io.gan4j.core.run;

import io.gan4j.api.data.Density;
import io.gan4j.api.data.Range;
import io.gan4j.api.event.TrainingEvent.SamplesDrawn;
import io.gan4j.api.event.TrainingEvent.ScoresMapped;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.provider.GanSession;
import java.util.List;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Draws samples at the intervals that the run file asks for, always from the same latents; in one
 * or two dimensions it maps the scores as well.
 */
final class Snapshots {
  /** Seed of the latents that grids are drawn from, mixed with the run's own. */
  private static final long GRID_SEED = 0x6772_6964L;

  private static final int MESH_1D = 512;
  private static final int MESH_2D = 96;
  private static final int MAPPED_SAMPLES = 10_000;

  private final Training training;
  private final TrainingListener listener;
  private final GanSession session;
  private final FloatNdArray latents;
  private long lastStep = -1;

  Snapshots(Training training, TrainingListener listener) {
    this.training = training;
    this.listener = listener;
    this.session = training.session();
    this.latents =
        session.drawLatents(
            training.config().seed() ^ GRID_SEED, training.config().samples().count());
  }

  void atStart() {
    if (training.config().samples().every() > 0) {
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
            training.step(), training.imagesSeen(), latents, session.generate(latents)));
    Shape shape = training.plan().samples().shape();
    if (shape.numDimensions() == 1 && shape.get(0) <= 2) {
      training.dataset().density().ifPresent(this::map);
    }
  }

  private void map(Density density) {
    FloatNdArray points = mesh(density.window());
    FloatNdArray many = session.drawLatents(training.config().seed() ^ GRID_SEED, MAPPED_SAMPLES);
    listener.on(
        new ScoresMapped(
            training.step(),
            training.imagesSeen(),
            points,
            session.score(points),
            many,
            session.generate(many)));
  }

  private static FloatNdArray mesh(List<Range> window) {
    int side = window.size() == 1 ? MESH_1D : MESH_2D;
    int count = window.size() == 1 ? side : side * side;
    float[] values = new float[count * window.size()];
    for (int i = 0; i < count; i++) {
      for (int axis = 0; axis < window.size(); axis++) {
        int at = axis == window.size() - 1 ? i % side : i / side;
        Range range = window.get(axis);
        values[i * window.size() + axis] =
            (float) (range.low() + (range.high() - range.low()) * at / (side - 1));
      }
    }
    return NdArrays.wrap(Shape.of(count, window.size()), DataBuffers.of(values, false, false));
  }
}
