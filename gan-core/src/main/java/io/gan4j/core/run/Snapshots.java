package io.gan4j.core.run;

import io.gan4j.api.config.Reaction;
import io.gan4j.api.data.Density;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.event.TrainingEvent.SamplesDrawn;
import io.gan4j.api.event.TrainingEvent.ScoresMapped;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.Maker;
import io.gan4j.core.evaluate.MakerInputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private static final int LEAST_ROWS = 2000;

  /** Steps between two looks of the watches where no samples are drawn on the way. */
  private static final long LOOKS_EVERY = 100;

  private final GanPlan plan;
  private final GanSession session;
  private final Optional<Density> density;
  private final TrainingListener listener;
  private final TrainingListener watches;
  private final long every;
  private final long looksEvery;
  private final long seed;
  private final List<Grid> grids = new ArrayList<>();
  private long lastStep = -1;

  /**
   * What a grid is drawn from.
   *
   * @param given what goes into the player
   * @param labels the class of each sample, in rows; empty if there are none to choose
   * @param rows what samples stand in a row with; empty if each stands alone
   */
  private record Grid(
      MakerInputs inputs,
      MakerInputs.Given given,
      List<Integer> labels,
      Optional<SourceRows> rows) {}

  /**
   * @param listener hears of the samples
   * @param watches hear of samples also where nobody wants to see any on the way
   */
  Snapshots(OpenedRun run, TrainingListener listener, TrainingListener watches) {
    this.plan = run.plan();
    this.session = run.session();
    this.density = run.dataset().density();
    this.listener = listener;
    this.watches = watches;
    this.every = run.config().samples().every();
    boolean watched = run.config().watches().collapse().reaction() != Reaction.IGNORE;
    this.looksEvery = every == 0 && watched ? LOOKS_EVERY : 0;
    this.seed = run.config().seed() ^ GRID_SEED;
    for (Maker maker : plan.makers()) {
      grids.add(grid(new MakerInputs(session, maker, run::dataset), count(run)));
    }
  }

  private Grid grid(MakerInputs inputs, int count) {
    ClassRows rows = ClassRows.of(inputs.classes(), count);
    FloatNdArray latents =
        inputs
            .maker()
            .latents()
            .map(name -> rows.sameInEachRow(session.drawLatents(name, seed, rows.latents())))
            .orElse(null);
    int drawn = rows.labels().isEmpty() ? count : rows.labels().size();
    return new Grid(
        inputs,
        inputs.evenly(seed, drawn, latents, ClassRows.given(rows.labels())),
        rows.labels(),
        SourceRows.of(inputs, drawn));
  }

  /**
   * How many samples are drawn at a time: as the run file says, of a table at least as many rows as
   * the distribution of a column can be seen in.
   */
  static int count(OpenedRun run) {
    int asked = run.config().samples().count();
    return run.plan().samples().columns() == null ? asked : Math.max(asked, LEAST_ROWS);
  }

  /** Of a run that goes on, the samples of its start were drawn by its earlier part. */
  void atStart(Position position, boolean resumed) {
    if (!resumed && every > 0) {
      draw(position);
    } else if (isDue(position)) {
      lastStep = position.step();
    }
  }

  void after(Position position) {
    if (isDue(position)) {
      draw(position);
    } else if (looksEvery > 0 && position.step() % looksEvery == 0) {
      grids.forEach(grid -> watches.on(drawn(grid, position)));
    }
  }

  void atEnd(Position position) {
    if (lastStep != position.step()) {
      draw(position);
    }
  }

  private boolean isDue(Position position) {
    return every > 0 && position.step() % every == 0;
  }

  private void draw(Position position) {
    lastStep = position.step();
    grids.forEach(grid -> listener.on(drawn(grid, position)));
    Shape shape = plan.samples().shape();
    // Under labels there is a map of scores per class, and no one picture.
    boolean oneMap =
        plan.scorer().filter(s -> plan.classesSeenBy(s.pairing().discriminator()) == 0).isPresent();
    if (oneMap && shape.numDimensions() == 1 && shape.get(0) <= 2) {
      density.ifPresent(known -> map(known, position));
    }
  }

  private SamplesDrawn drawn(Grid grid, Position position) {
    FloatNdArray samples = grid.inputs().samples(grid.given());
    return new SamplesDrawn(
        position.step(),
        position.imagesSeen(),
        grid.given().first(),
        grid.labels(),
        samples,
        grid.inputs().maker().player(),
        grid.rows().map(rows -> rows.of(grid.given(), samples)).orElse(List.of()));
  }

  private void map(Density known, Position position) {
    FloatNdArray points = ScoreMap.positions(known);
    FloatNdArray many = session.drawLatents(seed, MAPPED_SAMPLES);
    int[] classes = LabelSpace.inTurn(plan.classesSampled(), MAPPED_SAMPLES);
    listener.on(
        new ScoresMapped(
            position.step(),
            position.imagesSeen(),
            points,
            session.score(points),
            many,
            session.generate(many, classes)));
  }
}
