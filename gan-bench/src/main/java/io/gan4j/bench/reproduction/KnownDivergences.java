package io.gan4j.bench.reproduction;

import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.game.Player;
import io.gan4j.components.metric.Divergences;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Divergences with a known answer: the coins that articles explain the Kullback–Leibler divergence
 * with, and six f-divergences of two normal distributions, each as its variational estimate by a
 * trained discriminator (Nowozin et al. 2016, equation 4).
 */
public final class KnownDivergences {
  private static final Line1d LINE = new Line1d(-9, 11, 20_000);
  private static final double MEAN = 1;
  private static final double STDDEV = 1.5;

  /** Steps at the end over which the estimate is averaged. */
  private static final int LAST = 500;

  /** A worked example: what it is, its value in closed form, and gan4j's. */
  private record Worked(String what, double known, double computed) {}

  /** A divergence estimated by training. */
  private record Estimated(String divergence, long seed, double known, double estimate) {}

  private KnownDivergences() {}

  /**
   * Computes the examples and trains the estimates.
   *
   * @param arguments a folder for results, one for pictures, which stays empty, and the number of
   *     seeds
   */
  public static void main(String[] arguments) {
    run(Output.of(arguments), 1500, Output.seeds(arguments));
  }

  /** The largest relative error of an estimate. */
  static double run(Output output, long steps, List<Long> seeds) {
    Gan gan = Gan.load();
    List<Estimated> estimates = new ArrayList<>();
    generators()
        .forEach(
            (name, f) -> {
              for (long seed : seeds) {
                estimates.add(
                    new Estimated(name, seed, known(f), estimate(gan, name, seed, steps)));
                System.out.println(estimates.get(estimates.size() - 1));
              }
            });
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("claim", "worked KL examples; f-GAN's estimates are the divergences");
    figures.put("steps", steps);
    figures.put("worked", worked());
    figures.put("estimated", estimates);
    output.json("known-divergences", figures);
    return estimates.stream()
        .mapToDouble(each -> Math.abs(each.estimate / each.known - 1))
        .max()
        .orElse(0);
  }

  private static List<Worked> worked() {
    double[] a = {0.5, 0.5};
    double[] b = {0.25, 0.75};
    double[] c = {0.125, 0.875};
    double[] left = {1, 0};
    double[] right = {0, 1};
    return List.of(
        new Worked("KL(A||B)", Math.log(4.0 / 3) / 2, Divergences.kullbackLeibler(a, b)),
        new Worked("KL(A||C)", Math.log(16.0 / 7) / 2, Divergences.kullbackLeibler(a, c)),
        new Worked(
            "KL(B||A)",
            0.25 * Math.log(0.5) + 0.75 * Math.log(1.5),
            Divergences.kullbackLeibler(b, a)),
        new Worked("JSD, disjoint", Math.log(2), Divergences.jensenShannon(left, right)));
  }

  /** The function f of u = p/q of each divergence, by gan4j's name for it. */
  private static Map<String, DoubleUnaryOperator> generators() {
    Map<String, DoubleUnaryOperator> f = new LinkedHashMap<>();
    f.put("kullback-leibler", u -> u * Math.log(u));
    f.put("reverse-kullback-leibler", u -> -Math.log(u));
    f.put("pearson", u -> (u - 1) * (u - 1));
    f.put("squared-hellinger", u -> Math.pow(Math.sqrt(u) - 1, 2));
    f.put("jensen-shannon", u -> u * Math.log(u) - (u + 1) * Math.log((u + 1) / 2));
    f.put("gan", u -> u * Math.log(u) - (u + 1) * Math.log(u + 1));
    return f;
  }

  private static double known(DoubleUnaryOperator f) {
    double[] p = LINE.at(Line1d.normal(0, 1));
    double[] q = LINE.at(Line1d.normal(MEAN, STDDEV));
    double[] values = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      values[i] = f.applyAsDouble(p[i] / q[i]);
    }
    return LINE.integral(q, values);
  }

  private static double estimate(Gan gan, String divergence, long seed, long steps) {
    String run =
        String.format(
            Locale.ROOT,
            """
        name: estimate
        seed: %d
        data: {reader: {type: gaussian, mean: 0, stddev: 1}, batchSize: 512}
        latents: {type: normal, size: 1}
        generator:
          network: {type: layers, layers: [{type: dense, units: 1, kernel: %s, bias: %s}]}
        discriminator:
          network: {type: mlp, units: [64, 64], activation: elu}
          optimizer: {type: adam, learningRate: {type: cosine, from: 2.0e-3, to: 1.0e-5}}
        loss: {type: f-gan, divergence: %s}
        training: {steps: %d, phases: [{name: d, moves: [discriminator]}]}
        samples: {every: 0}
        """,
            seed,
            STDDEV,
            MEAN,
            divergence,
            steps);
    DoubleSummaryStatistics estimate = new DoubleSummaryStatistics();
    try (Training training = gan.open(gan.parse(run))) {
      training.run(
          event -> {
            // The discriminator minimises the negative of its estimate.
            if (event instanceof StepCompleted done && done.step() > steps - LAST) {
              done.losses(Player.DISCRIMINATOR).forEach(loss -> estimate.accept(-loss));
            }
          });
    }
    return estimate.getAverage();
  }
}
