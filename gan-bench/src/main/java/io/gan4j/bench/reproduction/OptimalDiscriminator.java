package io.gan4j.bench.reproduction;

import io.gan4j.bench.reproduction.Chart.Line;
import io.gan4j.bench.reproduction.Chart.Look;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Proposition 1 and theorem 1 of Goodfellow et al. 2014: against a generator that stands still D
 * becomes p_data/(p_data + p_g), and the value of the game −2 log 2 + 2·JSD, which is −log 4 where
 * the two densities are one.
 */
public final class OptimalDiscriminator {
  private static final Line1d LINE = new Line1d(-8, 12, 8000);
  private static final double[] DATA = LINE.at(Line1d.normal(0, 1));

  /** Where the densities together are below this, hardly a sample says what D is. */
  private static final double NEGLIGIBLE = 0.02;

  /** A generator's normal distribution. */
  private record Generated(double mean, double stddev) {}

  /**
   * What one training came to.
   *
   * @param farthest the largest |D − D*| where a density counts
   * @param mean the mean of |D − D*| over both densities
   * @param value of the game for the trained D, integrated
   * @param optimum −2 log 2 + 2·JSD
   */
  private record Found(
      Generated generated, long seed, double farthest, double mean, double value, double optimum) {}

  private static final List<Generated> GENERATORS =
      List.of(
          new Generated(0, 1),
          new Generated(0.5, 1),
          new Generated(1, 1.5),
          new Generated(2, 1),
          new Generated(3, 0.5));

  private final Gan gan = Gan.load();
  private final long steps;
  private final Output output;

  private OptimalDiscriminator(long steps, Output output) {
    this.steps = steps;
    this.output = output;
  }

  /**
   * Trains, for five generators.
   *
   * @param arguments a folder for results, one for pictures, and the number of seeds
   */
  public static void main(String[] arguments) {
    run(Output.of(arguments), 2000, Output.seeds(arguments));
  }

  /** Trains every case for so many steps; the largest error in the value of the game. */
  static double run(Output output, long steps, List<Long> seeds) {
    return new OptimalDiscriminator(steps, output).all(seeds);
  }

  private double all(List<Long> seeds) {
    List<Found> found = new ArrayList<>();
    for (long seed : seeds) {
      for (Generated generated : GENERATORS) {
        found.add(train(generated, seed));
        System.out.println(found.get(found.size() - 1));
        output.json(
            "optimal-discriminator",
            Map.of(
                "claim", "D becomes p_data/(p_data + p_g), V becomes -2 log 2 + 2 JSD",
                "steps", steps,
                "found", found));
      }
    }
    return found.stream().mapToDouble(each -> Math.abs(each.value - each.optimum)).max().orElse(0);
  }

  private Found train(Generated generated, long seed) {
    String run =
        String.format(
            Locale.ROOT,
            """
        name: frozen
        seed: %d
        data: {reader: {type: gaussian, mean: 0, stddev: 1}, batchSize: 512}
        latents: {type: normal, size: 1}
        generator:
          network: {type: layers, layers: [{type: dense, units: 1, kernel: %s, bias: %s}]}
        discriminator:
          network: {type: mlp, units: [64, 64], activation: elu}
          optimizer: {type: adam, learningRate: {type: cosine, from: 3.0e-3, to: 1.0e-5}}
        loss: minimax
        training: {steps: %d, phases: [{name: d, moves: [discriminator]}]}
        samples: {every: 0}
        """,
            seed,
            generated.stddev,
            generated.mean,
            steps);
    try (Training training = gan.open(gan.parse(run))) {
      training.run();
      double[] scores = LINE.scores(training.session(), 0);
      return discriminate(generated, seed, scores);
    }
  }

  private Found discriminate(Generated generated, long seed, double[] scores) {
    double[] fake = LINE.at(Line1d.normal(generated.mean, generated.stddev));
    double[] optimum = new double[LINE.cells()];
    double[] away = new double[LINE.cells()];
    double[] both = new double[LINE.cells()];
    double farthest = 0;
    for (int i = 0; i < away.length; i++) {
      both[i] = (DATA[i] + fake[i]) / 2;
      optimum[i] = DATA[i] / (DATA[i] + fake[i]);
      away[i] = Math.abs(Line1d.sigmoid(scores[i]) - optimum[i]);
      if (DATA[i] + fake[i] > NEGLIGIBLE) {
        farthest = Math.max(farthest, away[i]);
      }
    }
    if (generated.mean == 1 && seed == 1) {
      draw(fake, scores, optimum);
    }
    return new Found(
        generated,
        seed,
        farthest,
        LINE.integral(both, away),
        LINE.value(DATA, fake, scores),
        -2 * Math.log(2) + 2 * LINE.jensenShannon(DATA, fake));
  }

  private void draw(double[] fake, double[] scores, double[] optimum) {
    double[] x = LINE.middles();
    double[] d = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      boolean shown = x[i] > -4 && x[i] < 6;
      d[i] = shown ? Line1d.sigmoid(scores[i]) : Double.NaN;
      optimum[i] = shown ? optimum[i] : Double.NaN;
    }
    int from = 1600;
    int to = 5600;
    List<Line> lines = new ArrayList<>();
    lines.add(line("data's density", x, DATA, from, to, new Look(5, false)));
    lines.add(line("generator's density", x, fake, from, to, new Look(2, false)));
    lines.add(line("D after training", x, d, from, to, new Look(0, false)));
    lines.add(line("p_data/(p_data + p_g)", x, optimum, from, to, new Look(1, true)));
    output.picture(
        "optimal-discriminator",
        new Chart("D against a generator that stands still", "x", "", false, lines).render());
  }

  private static Line line(String label, double[] x, double[] y, int from, int to, Look look) {
    return Line.of(
        label,
        java.util.Arrays.copyOfRange(x, from, to),
        java.util.Arrays.copyOfRange(y, from, to),
        look);
  }
}
