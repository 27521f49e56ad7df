package io.gan4j.bench.reproduction;

import io.gan4j.api.DivergedException;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.bench.reproduction.Chart.Line;
import io.gan4j.bench.reproduction.Chart.Look;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * Why {@code goodfellow-2014-cifar10} swings and may diverge within its first 150 steps: the same
 * game as published, with smaller initial weights in the generator's last layer, with a tenth of
 * the generator's learning rate, and with alternating updates. What is followed is the norm of the
 * mean fake, beside the 55 that every contrast-normalised image has, and what the last layer does
 * with a gradient: its 8,000 sigmoid units all lie near ½, so that it steps 2,000 times as far as
 * its bias alone would.
 */
public final class CifarSwing {
  /** Fakes whose mean is followed. */
  private static final int FAKES = 20;

  /** A way to train: changes of the preset. */
  private record Way(String name, List<String> changes) {}

  private static final List<Way> WAYS =
      List.of(
          new Way("as published", List.of()),
          new Way(
              "small last layer",
              List.of(
                  "generator.network.layers[2].kernel={type: uniform, low: -0.05, high: 0.05}")),
          new Way("G at a tenth", List.of("generator.optimizer.learningRate.initial=0.0025")),
          new Way("alternating", List.of("training.order=alternating")));

  /** One step; norms are those of the gradients before it. */
  private record Step(
      long step,
      double lossOfD,
      double lossOfG,
      double gradientOfD,
      double gradientOfG,
      double scoreOfFakes,
      double meanFake) {}

  /**
   * One training.
   *
   * @param meanFakeAtFirst norm of the mean fake before the first step
   * @param divergedAt the step at which it ended early, or 0
   */
  private record Found(
      String way, long seed, double meanFakeAtFirst, long divergedAt, List<Step> steps) {}

  private final Gan gan = Gan.load();
  private final List<String> size;
  private final int steps;

  private CifarSwing(List<String> size, int steps) {
    this.size = size;
    this.steps = steps;
  }

  /**
   * Trains four ways.
   *
   * @param arguments a folder for results, one for pictures, CIFAR-10 as a folder or archive of
   *     pictures, by how much the hidden layers are narrowed beside the generator's last (1 for the
   *     preset itself), and the number of seeds
   */
  public static void main(String[] arguments) {
    int narrower = Integer.parseInt(arguments[3]);
    List<Long> seeds = new ArrayList<>();
    for (long seed = 1; seed <= Integer.parseInt(arguments[4]); seed++) {
      seeds.add(seed);
    }
    List<String> size =
        List.of(
            "data.reader={type: image-folder, path: \""
                + Path.of(arguments[2]).toAbsolutePath()
                + "\", part: train}",
            "data.split=\"[0:50000]\"",
            "generator.network.layers[0].units=" + 8000 / narrower,
            "discriminator.network.layers[2].units=" + 1600 / narrower,
            "discriminator.network.layers[4].units=" + 1600 / narrower);
    run(Output.of(arguments), size, 200, seeds);
  }

  /** The norm of the mean fake before the first step, by way. */
  static Map<String, Double> run(Output output, List<String> size, int steps, List<Long> seeds) {
    CifarSwing swing = new CifarSwing(size, steps);
    List<Found> found = new ArrayList<>();
    Map<String, Double> atFirst = new LinkedHashMap<>();
    for (long seed : seeds) {
      for (Way way : WAYS) {
        Found one = swing.train(way, seed);
        found.add(one);
        atFirst.put(way.name, one.meanFakeAtFirst);
        double highest = one.steps.stream().mapToDouble(Step::lossOfG).max().orElse(0);
        System.out.println(
            way.name
                + " "
                + seed
                + ": diverged at "
                + one.divergedAt
                + ", highest loss "
                + highest);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("claim", "why goodfellow-2014-cifar10 diverges early");
        figures.put("size", size);
        figures.put("found", found);
        output.json("cifar10-swing", figures);
      }
    }
    draw(output, found, seeds.get(0));
    return atFirst;
  }

  private Found train(Way way, long seed) {
    List<String> changes = new ArrayList<>(size);
    changes.addAll(way.changes);
    changes.addAll(
        List.of(
            "seed=" + seed,
            "training.steps=" + steps,
            "samples.every=0",
            "watches.every=1",
            "watches.saturation.reaction=ignore",
            "watches.vanishingGradient.reaction=ignore"));
    List<Step> seen = new ArrayList<>();
    double atFirst = Double.NaN;
    long divergedAt = 0;
    try (Training training =
        gan.open(gan.preset("goodfellow-2014-cifar10", changes.toArray(String[]::new)))) {
      atFirst = meanFake(training);
      training.run(
          event -> {
            if (event instanceof StepCompleted done) {
              seen.add(step(done, meanFake(training)));
            }
          });
    } catch (DivergedException e) {
      divergedAt = e.step();
    }
    return new Found(way.name, seed, atFirst, divergedAt, seen);
  }

  private static Step step(StepCompleted done, double meanFake) {
    double[] gradients = {Double.NaN, Double.NaN};
    double fakes = Double.NaN;
    for (var phase : done.phases()) {
      PhaseReport report = phase.report();
      for (Player player : report.norms().keySet()) {
        PhaseReport.Norms norms = report.norms().get(player);
        gradients[player.equals(Player.DISCRIMINATOR) ? 0 : 1] =
            norms == null ? Double.NaN : norms.gradient();
      }
      fakes = report.firstScores().fake().orElse(fakes);
    }
    return new Step(
        done.step(),
        done.losses(Player.DISCRIMINATOR).get(0),
        done.losses(Player.GENERATOR).get(0),
        gradients[0],
        gradients[1],
        fakes,
        meanFake);
  }

  /** The norm of the mean of some fakes. */
  private static double meanFake(Training training) {
    FloatNdArray fakes = training.sample(FAKES, 99);
    double[] sums = new double[Math.toIntExact(fakes.size() / FAKES)];
    int[] at = {0};
    fakes
        .scalars()
        .forEach(
            value -> {
              sums[at[0] % sums.length] += value.getFloat() / FAKES;
              at[0]++;
            });
    double squares = 0;
    for (double sum : sums) {
      squares += sum * sum;
    }
    return Math.sqrt(squares);
  }

  private static void draw(Output output, List<Found> found, long seed) {
    List<Line> losses = new ArrayList<>();
    List<Line> fakes = new ArrayList<>();
    for (Found each : found) {
      if (each.seed == seed) {
        double[] x = each.steps.stream().mapToDouble(Step::step).toArray();
        Look look = new Look(losses.size(), false);
        losses.add(
            Line.of(each.way, x, each.steps.stream().mapToDouble(Step::lossOfG).toArray(), look));
        fakes.add(
            Line.of(each.way, x, each.steps.stream().mapToDouble(Step::meanFake).toArray(), look));
      }
    }
    output.picture(
        "cifar10-swing-loss",
        new Chart("The generator's loss", "step", "loss", true, losses).render());
    output.picture(
        "cifar10-swing-fakes",
        new Chart("Norm of the mean fake; every image has 55", "step", "norm", true, fakes)
            .render());
  }
}
