package io.gan4j.bench.reproduction;

import io.gan4j.bench.reproduction.Chart.Line;
import io.gan4j.bench.reproduction.Chart.Look;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Why Wasserstein GANs (Arjovsky et al. 2017, example 1, in one dimension): the data are uniform on
 * [0, 1], the generator's on [θ, θ + 1]. The Jensen–Shannon divergence is θ log 2 and, once they
 * have no point in common, log 2; the Wasserstein distance is θ throughout. Measured by trained
 * discriminators and critics, with the gradient that each offers to θ.
 */
public final class DisjointSupports {
  private static final Line1d UNIT = new Line1d(0, 1, 2000);
  private static final double[] DENSITY = UNIT.at(x -> 1);

  /** Of the difference that stands for the derivative by θ. */
  private static final double STEP = 0.005;

  /**
   * What is known, and what was measured at one shift.
   *
   * @param bound ½V + log 2 by the discriminator: a lower bound of the divergence
   * @param minimaxPull d/dθ of E log(1 − D(G(z))), that G minimises
   * @param nonSaturatingPull d/dθ of −E log D(G(z))
   * @param penalised the distance by a critic under gradient penalty, λ 10
   * @param penalisedPull d/dθ of −E critic(G(z))
   * @param clipped the distance by a critic with weights within ±0.1, in a unit of its own
   */
  private record Found(
      double shift,
      long seed,
      double divergence,
      double bound,
      double minimaxPull,
      double nonSaturatingPull,
      double penalised,
      double penalisedPull,
      double clipped) {}

  private static final String ADAM =
      "{type: adam, learningRate: {type: cosine, from: 2e-3, to: 1e-5}, beta1: 0.5}";

  private final Gan gan = Gan.load();
  private final long steps;

  private DisjointSupports(long steps) {
    this.steps = steps;
  }

  /**
   * Trains a discriminator and two critics at every shift.
   *
   * @param arguments a folder for results, one for pictures, and the number of seeds
   */
  public static void main(String[] arguments) {
    run(
        Output.of(arguments),
        1000,
        Output.seeds(arguments),
        List.of(0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0));
  }

  /** The distance by the penalised critic over the true one, at the last shift. */
  static double run(Output output, long steps, List<Long> seeds, List<Double> shifts) {
    DisjointSupports supports = new DisjointSupports(steps);
    List<Found> found = new ArrayList<>();
    for (double shift : shifts) {
      for (long seed : seeds) {
        found.add(supports.at(shift, seed));
        System.out.println(found.get(found.size() - 1));
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("claim", "JSD is log 2 on disjoint supports, a critic still measures the gap");
        figures.put("steps", steps);
        figures.put("found", found);
        output.json("disjoint-supports", figures);
      }
    }
    draw(output, shifts, found);
    Found last = found.get(found.size() - 1);
    return last.penalised / last.shift;
  }

  private Found at(double shift, long seed) {
    double[] game = discriminate(shift, seed, ADAM, "[]", "non-saturating", "[]");
    double[] penalised =
        discriminate(
            shift, seed, ADAM, "[]", "wasserstein", "[{type: gradient-penalty, weight: 10}]");
    double[] clipped =
        discriminate(
            shift,
            seed,
            "{type: rmsprop, learningRate: 5e-4}",
            "[{type: weight-clip, limit: 0.1}]",
            "wasserstein",
            "[]");
    return new Found(
        shift,
        seed,
        Math.min(shift, 1) * Math.log(2),
        game[0] / 2 + Math.log(2),
        game[1],
        game[2],
        penalised[3],
        penalised[4],
        clipped[3]);
  }

  /**
   * Trains one.
   *
   * @return the value of the game, d/dθ of minimax and of the non-saturating loss, then the
   *     difference of mean scores, and d/dθ of its negative
   */
  private double[] discriminate(
      double shift, long seed, String optimizer, String limits, String loss, String terms) {
    String run =
        String.format(
            Locale.ROOT,
            """
            name: shift
            seed: %d
            data: {reader: {type: uniform, low: 0, high: 1}, batchSize: 256}
            latents: {type: uniform, size: 1, low: 0, high: 1}
            generator:
              network: {type: layers, layers: [{type: dense, units: 1, kernel: 1, bias: %s}]}
            discriminator:
              network: {type: mlp, units: [64, 64], activation: leaky-relu}
              optimizer: %s
              constraints: %s
            loss: %s
            terms: %s
            training: {steps: %d, phases: [{name: d, moves: [discriminator]}]}
            samples: {every: 0}
            watches: {saturation: {reaction: ignore}, vanishingGradient: {reaction: ignore}}
            """,
            seed,
            shift,
            optimizer,
            limits,
            loss,
            terms,
            steps);
    try (Training training = gan.open(gan.parse(run))) {
      training.run();
      double[] real = UNIT.scores(training.session(), 0);
      double[] fake = UNIT.scores(training.session(), shift);
      double[] ahead = UNIT.scores(training.session(), shift + STEP);
      double[] behind = UNIT.scores(training.session(), shift - STEP);
      double value = mean(real, s -> -Line1d.softplus(-s)) + mean(fake, s -> -Line1d.softplus(s));
      return new double[] {
        value,
        slope(ahead, behind, s -> -Line1d.softplus(s)),
        slope(ahead, behind, s -> Line1d.softplus(-s)),
        mean(real, s -> s) - mean(fake, s -> s),
        slope(ahead, behind, s -> -s)
      };
    }
  }

  private static double mean(double[] scores, ToDoubleFunction<Double> of) {
    return UNIT.integral(DENSITY, Arrays.stream(scores).map(of::applyAsDouble).toArray());
  }

  private static double slope(double[] ahead, double[] behind, ToDoubleFunction<Double> of) {
    return (mean(ahead, of) - mean(behind, of)) / (2 * STEP);
  }

  private static void draw(Output output, List<Double> shifts, List<Found> found) {
    double[] x = shifts.stream().mapToDouble(s -> s).toArray();
    double[] divergence = Arrays.stream(x).map(s -> Math.min(s, 1) * Math.log(2)).toArray();
    output.picture(
        "disjoint-supports",
        new Chart(
                "Two uniform distributions, one moved away: mean over seeds",
                "shift θ",
                "nats, and units of x",
                false,
                List.of(
                    Line.of("JSD", x, divergence, new Look(5, true)),
                    Line.of("½V + log 2 by D", x, over(shifts, found, f -> f.bound), look(0)),
                    Line.of("Wasserstein distance", x, x, new Look(3, true)),
                    Line.of("critic, penalty", x, over(shifts, found, f -> f.penalised), look(1)),
                    Line.of("critic, clipped", x, over(shifts, found, f -> f.clipped), look(2))))
            .render());
    output.picture(
        "disjoint-gradients",
        new Chart(
                "How hard θ is pulled home: |d/dθ| of G's loss, mean over seeds",
                "shift θ",
                "|d/dθ|",
                true,
                List.of(
                    Line.of("minimax", x, over(shifts, found, f -> pull(f.minimaxPull)), look(0)),
                    Line.of(
                        "non-saturating",
                        x,
                        over(shifts, found, f -> pull(f.nonSaturatingPull)),
                        look(2)),
                    Line.of(
                        "critic, penalty",
                        x,
                        over(shifts, found, f -> pull(f.penalisedPull)),
                        look(1))))
            .render());
  }

  private static Look look(int colour) {
    return new Look(colour, false);
  }

  /** At least what a difference of float32 can tell from 0. */
  private static double pull(double slope) {
    return Math.max(Math.abs(slope), 1e-5);
  }

  private static double[] over(
      List<Double> shifts, List<Found> found, ToDoubleFunction<Found> figure) {
    return shifts.stream()
        .mapToDouble(
            shift ->
                found.stream()
                    .filter(each -> each.shift == shift)
                    .mapToDouble(figure)
                    .average()
                    .orElseThrow())
        .toArray();
  }
}
