package io.gan4j.bench.reproduction;

import io.gan4j.api.data.Density;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.ScoresMapped;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.game.Player;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import io.gan4j.report.picture.DensityFigure;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Figure 1 of Goodfellow et al. 2014 as a film, and what it claims in numbers: the generator's
 * density becomes the data's, D one half, the value of the game −log 4.
 */
public final class FigureOne {
  private static final Line1d LINE = new Line1d(-4, 4, 100);

  /** Steps at the end over which the game's value is averaged. */
  private static final int LAST = 500;

  /** Steps between two pictures that may go into the film. */
  private static final long EVERY = 50;

  private static final Set<Long> SHOWN =
      Set.of(
          0L, 50L, 100L, 150L, 200L, 250L, 300L, 350L, 400L, 450L, 500L, 600L, 700L, 800L, 900L,
          1000L, 1250L, 1500L, 2000L, 2500L, 3000L, 4000L, 5000L, 6000L, 8000L, 10_000L, 12_000L,
          15_000L);

  /**
   * What a seed came to.
   *
   * @param divergence KL(p_g || p_data), of 50,000 samples in 100 cells
   * @param value of the game, mean over the last 500 steps
   * @param farthestFromHalf the largest |D − ½| between −2 and 2
   */
  private record Found(long seed, double divergence, double value, double farthestFromHalf) {}

  private final Gan gan = Gan.load();
  private final List<BufferedImage> frames = new ArrayList<>();

  private FigureOne() {}

  /**
   * Trains the preset {@code gaussian-1d}, the first seed filmed.
   *
   * @param arguments a folder for results, one for pictures, and the number of seeds
   */
  public static void main(String[] arguments) {
    run(Output.of(arguments), 6000, Output.seeds(arguments));
  }

  /** The largest |V + log 4| over the seeds. */
  static double run(Output output, long steps, List<Long> seeds) {
    FigureOne figure = new FigureOne();
    List<Found> found = new ArrayList<>();
    for (long seed : seeds) {
      found.add(figure.train(seed, steps, seed == seeds.get(0)));
      System.out.println(found.get(found.size() - 1));
    }
    output.film("figure-1", figure.frames);
    output.picture("figure-1-end", figure.frames.get(figure.frames.size() - 1));
    output.json(
        "figure-1",
        Map.of("claim", "p_g becomes p_data, D 1/2, V -log 4", "steps", steps, "found", found));
    return found.stream().mapToDouble(each -> Math.abs(each.value + Math.log(4))).max().orElse(0);
  }

  private Found train(long seed, long steps, boolean filmed) {
    DoubleSummaryStatistics value = new DoubleSummaryStatistics();
    try (Training training =
        gan.open(
            gan.preset(
                "gaussian-1d",
                "seed=" + seed,
                "training.steps=" + steps,
                "samples.every=" + (filmed ? EVERY : 0)))) {
      Density density = training.dataset().density().orElseThrow();
      training.run(
          event -> {
            if (event instanceof StepCompleted done && done.step() > steps - LAST) {
              done.losses(Player.DISCRIMINATOR).forEach(loss -> value.accept(-loss));
            }
            if (filmed) {
              film(event, density, steps);
            }
          });
      double half = 0;
      double[] middles = LINE.middles();
      double[] scores = LINE.scores(training.session(), 0);
      for (int i = 0; i < scores.length; i++) {
        if (Math.abs(middles[i]) < 2) {
          half = Math.max(half, Math.abs(Line1d.sigmoid(scores[i]) - 0.5));
        }
      }
      return new Found(seed, divergence(training, density), value.getAverage(), half);
    }
  }

  private void film(TrainingEvent event, Density density, long steps) {
    if (event instanceof ScoresMapped mapped
        && (SHOWN.contains(mapped.step()) || mapped.step() == steps)) {
      frames.add(
          new DensityFigure(
                  density, mapped.latents(), mapped.samples(), mapped.scores(), ScoreKind.LOGIT)
              .render("gaussian-1d", mapped.step()));
    }
  }

  private static double divergence(Training training, Density density) {
    int count = 50_000;
    double[] shares = new double[LINE.cells()];
    training
        .sample(count, 99)
        .scalars()
        .forEach(
            sample -> {
              int cell = (int) Math.floor((sample.getFloat() - LINE.low()) / 0.08);
              shares[Math.max(0, Math.min(shares.length - 1, cell))] += 1.0 / count;
            });
    double[] middles = LINE.middles();
    double divergence = 0;
    for (int i = 0; i < shares.length; i++) {
      double mass = density.at(middles[i]) * 0.08;
      divergence += shares[i] > 0 ? shares[i] * Math.log(shares[i] / mass) : 0;
    }
    return divergence;
  }
}
