package io.gan4j.cli;

import io.gan4j.api.GanException;
import io.gan4j.api.augmentation.Augmentation;
import io.gan4j.api.augmentation.Augmentations;
import io.gan4j.api.augmentation.Augmenting;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Player;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.evaluate.RowSelection;
import io.gan4j.report.gallery.Gallery;
import io.gan4j.report.picture.SampleGrid;
import io.gan4j.testkit.DoubleNoise;
import io.gan4j.testkit.DoubleOps;
import io.gan4j.testkit.DoubleTensor;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Real samples of a run, changed as its discriminator sees them. */
final class AugmentedSamples {
  private final SampleSpace space;
  private final Player player;
  private final Augmentations augmentations;
  private final double[] samples;
  private final int count;
  private final long seed;

  private AugmentedSamples(
      SampleSpace space,
      Player player,
      Augmentations augmentations,
      double[] samples,
      int count,
      long seed) {
    this.space = space;
    this.player = player;
    this.augmentations = augmentations;
    this.samples = samples;
    this.count = count;
    this.seed = seed;
  }

  /**
   * A row of the picture.
   *
   * @param words what was done to its samples
   * @param samples changed, {@code [count, …]}
   */
  record Row(String words, DoubleTensor samples) {}

  /**
   * Samples of a run's data.
   *
   * @param count of them, at most
   * @throws GanException if nobody in the run's game sees samples through augmentations
   */
  static AugmentedSamples of(Gallery gallery, int count, long seed) {
    GanPlan plan = gallery.plan();
    for (Player player : plan.players().keySet()) {
      Augmentations augmentations = plan.player(player).augmentations();
      if (augmentations != null) {
        RowSelection rows = new RowSelection(gallery.training(), plan.samples(), count, 0);
        double[] samples = new double[rows.count() * rows.width()];
        rows.read(0, rows.count(), samples);
        return new AugmentedSamples(
            plan.samples(), player, augmentations, samples, rows.count(), seed);
      }
    }
    throw new GanException(
        "this run's discriminator has no augmentations: discriminator.augmentations has them");
  }

  /** The probability at a checkpoint. */
  double probability(GanSession session, Checkpoint checkpoint, RunConfig config) {
    if (augmentations.adapt() != null) {
      Map<String, NdArray<?>> state = session.saveState();
      NdArray<?> carried = state.get(GanPlan.probabilityOf(player));
      if (carried != null) {
        return ((Number) carried.getObject()).doubleValue();
      }
    }
    return augmentations
        .probability()
        .valueAt(
            new Progress(
                checkpoint.step(),
                config.training().steps(),
                session.updates(player),
                0,
                config.data().batchSize()));
  }

  /**
   * The rows: as they are, all changes at a probability, each change alone and always.
   *
   * @param line a change as a run file has it
   */
  List<Row> rows(double probability, Function<Augmentation, String> line) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("as they are", DoubleTensor.of(space.shape().prepend(count), samples)));
    rows.add(
        new Row(
            String.format(Locale.ROOT, "all changes, each with probability %.3g", probability),
            changed(augmentations.transforms(), probability)));
    for (Augmentation transform : augmentations.transforms()) {
      for (Augmentation part : transform.parts(space)) {
        rows.add(new Row(line.apply(part), changed(List.of(part), 1)));
      }
    }
    return rows;
  }

  private DoubleTensor changed(List<Augmentation> changes, double probability) {
    Shape shape = space.shape().prepend(count);
    DoubleTensor changed = DoubleTensor.of(shape, samples);
    Augmenting<DoubleTensor> by =
        new Augmenting<>(
            new DoubleOps(),
            DoubleNoise.of(seed, 0, count),
            "picture/",
            DoubleTensor.scalar(probability),
            space.range());
    for (int i = 0; i < changes.size(); i++) {
      changed = changes.get(i).apply(by.part(Integer.toString(i)), changed);
    }
    return changed;
  }

  /** All rows in one grid, a column for each sample. */
  BufferedImage picture(List<Row> rows) {
    float[] all = new float[rows.size() * samples.length];
    for (int row = 0; row < rows.size(); row++) {
      double[] values = rows.get(row).samples().values();
      for (int i = 0; i < values.length; i++) {
        all[row * samples.length + i] = (float) values[i];
      }
    }
    return SampleGrid.render(
        NdArrays.wrap(
            space.shape().prepend((long) rows.size() * count), DataBuffers.of(all, true, false)),
        space,
        count);
  }
}
