package io.gan4j.core.run;

import io.gan4j.api.GanException;
import io.gan4j.api.augmentation.Augmentations;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.random.RandomKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Steers the probability of augmentations by how far the discriminator tells training samples from
 * held-out ones (Karras et al. 2020, equation 1): every few steps it scores as many of both and of
 * fakes, without augmentations, and r = (E D(x) − E D(held out)) / (E D(x) − E D(G(z))). Which
 * samples these are is a function of the seed and the step.
 */
final class HeldOutGap {
  /** Steps between two looks, as in the paper. */
  private static final int EVERY = 4;

  private final OpenedRun run;
  private final Dataset heldOut;
  private final Player discriminator;
  private final HeldOutProbability probability;

  private HeldOutGap(
      OpenedRun run, Dataset heldOut, Player discriminator, HeldOutProbability probability) {
    this.run = run;
    this.heldOut = heldOut;
    this.discriminator = discriminator;
    this.probability = probability;
  }

  /**
   * Of a run whose augmentations are steered so; empty for any other.
   *
   * @throws GanException if they are another player's than that which scores the run's samples
   */
  static Optional<HeldOutGap> of(OpenedRun run) {
    Dataset heldOut = run.heldOut();
    if (heldOut == null) {
      return Optional.empty();
    }
    Player player =
        run.plan().scorer().map(scorer -> scorer.pairing().discriminator()).orElse(null);
    Augmentations augmentations = player == null ? null : run.plan().player(player).augmentations();
    if (player != null
        && augmentations != null
        && augmentations.probability() instanceof HeldOutProbability probability) {
      return Optional.of(new HeldOutGap(run, heldOut, player, probability));
    }
    throw new GanException(
        "held-out samples steer the augmentations of the player that scores the run's samples, and"
            + " of no other: adapt.by must be scores");
  }

  private String name() {
    return GanPlan.probabilityOf(discriminator);
  }

  /** What a checkpoint keeps. */
  Map<String, Double> numbers() {
    return Map.of(name(), probability.value());
  }

  /** Goes on from what a checkpoint has kept. */
  void restore(Map<String, Double> numbers) {
    probability.set(numbers.getOrDefault(name(), 0.0));
  }

  /** The results of a step, the first of which reports the probability of that step. */
  List<PhaseResult> reported(List<PhaseResult> results) {
    if (results.isEmpty()) {
      return results;
    }
    List<PhaseResult> more = new ArrayList<>(results);
    PhaseResult first = results.get(0);
    PhaseReport report = first.report();
    Map<String, Double> reports = new LinkedHashMap<>(report.reports());
    reports.put(name(), probability.value());
    more.set(
        0,
        new PhaseResult(
            first.phase(),
            first.repeat(),
            new PhaseReport(
                report.losses(),
                report.terms(),
                reports,
                report.scores(),
                report.norms(),
                report.exchanged()),
            first.waited(),
            first.duration()));
    return more;
  }

  /** Looks again, if it is time, and moves the probability for the steps to come. */
  void after(Position position) {
    if (position.step() % EVERY != 0) {
      return;
    }
    int count = run.plan().batchSize();
    RandomKey random =
        RandomKey.of(run.config().seed()).split("held-out-gap").split(position.step());
    double real = mean(run.dataset(), count, random.split("training"));
    double kept = mean(heldOut, count, random.split("held-out"));
    GanSession session = run.session();
    int[] labels = LabelSpace.inTurn(run.plan().classesSampled(), count);
    FloatNdArray made = session.generate(session.drawLatents(random.bits(0), count), labels);
    int classes = run.plan().classesSeenBy(discriminator);
    double fake = mean(session.score(discriminator, made, LabelSpace.inTurn(classes, count)));
    double gap = real - fake == 0 ? 0 : (real - kept) / (real - fake);
    probability.move(gap, (long) EVERY * count);
  }

  /** Mean score of samples of a data set, drawn with replacement. */
  private double mean(Dataset dataset, int count, RandomKey random) {
    long size = dataset.size().orElse(Long.MAX_VALUE);
    long[] indices = new long[count];
    for (int i = 0; i < count; i++) {
      indices[i] = random.below(i, size);
    }
    SampleSpace space = run.plan().samples();
    Batch batch = new Batch(space, count);
    dataset.read(indices, batch);
    FloatNdArray samples =
        NdArrays.wrap(space.shape().prepend(count), DataBuffers.of(batch.decoded(), true, false));
    int[] labels = run.plan().classesSeenBy(discriminator) > 0 ? batch.labels() : null;
    return mean(run.session().score(discriminator, samples, labels));
  }

  private static double mean(FloatNdArray scores) {
    double[] sum = new double[1];
    scores.scalars().forEach(score -> sum[0] += score.getFloat());
    return sum[0] / scores.size();
  }
}
