package io.gan4j.bench.reproduction;

import io.gan4j.core.Gan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The balance of the two players on eight Gaussians on a circle: k discriminator steps for one of
 * the generator's, and D too good or too weak by the ratio of the learning rates, under the minimax
 * and the non-saturating loss.
 */
public final class Balance {
  private static final List<String> RATES = List.of("1e-4", "3e-4", "1e-3", "3e-3");

  /** Training steps of each run: with k discriminator steps, and of the maps. */
  record Sizes(long discriminatorSteps, long maps) {}

  /** A training with k discriminator steps. */
  private record Steps(int discriminatorSteps, long seed, Ring.Ended ended) {}

  /** A training with two learning rates. */
  private record Rates(
      String loss, String discriminator, String generator, long seed, Ring.Ended ended) {}

  private final Ring ring = new Ring();
  private final Output output;

  private Balance(Output output) {
    this.output = output;
  }

  /**
   * Trains three numbers of steps with each seed, and two maps with the first.
   *
   * @param arguments a folder for results, one for pictures, and the number of seeds
   */
  public static void main(String[] arguments) {
    run(Output.of(arguments), new Sizes(3000, 1500), Output.seeds(arguments), RATES);
  }

  /** The best quality on the map of each loss. */
  static Map<String, Double> run(Output output, Sizes sizes, List<Long> seeds, List<String> rates) {
    Balance balance = new Balance(output);
    balance.discriminatorSteps(sizes.discriminatorSteps, seeds);
    Map<String, Double> best = new LinkedHashMap<>();
    for (String loss : List.of("non-saturating", "minimax")) {
      best.put(loss, balance.map(loss, sizes.maps, seeds.get(0), rates));
    }
    return best;
  }

  private void discriminatorSteps(long steps, List<Long> seeds) {
    List<Steps> found = new ArrayList<>();
    for (int k : new int[] {1, 2, 5}) {
      for (long seed : seeds) {
        found.add(
            new Steps(
                k, seed, ring.train(seed, steps, List.of("training.discriminatorSteps=" + k))));
        System.out.println(found.get(found.size() - 1));
      }
    }
    output.json(
        "discriminator-steps",
        Map.of(
            "claim",
            "k discriminator steps keep D near its optimum",
            "preset",
            Gan.load().presetText("ring-2d"),
            "steps",
            steps,
            "found",
            found));
  }

  private double map(String loss, long steps, long seed, List<String> rates) {
    List<Rates> found = new ArrayList<>();
    List<List<Double>> quality = new ArrayList<>();
    double best = 0;
    for (String d : rates) {
      List<Double> row = new ArrayList<>();
      for (String g : rates) {
        Ring.Ended ended =
            ring.train(
                seed,
                steps,
                List.of(
                    "loss=" + loss,
                    "discriminator.optimizer.learningRate=" + d,
                    "generator.optimizer.learningRate=" + g));
        found.add(new Rates(loss, d, g, seed, ended));
        System.out.println(found.get(found.size() - 1));
        row.add(ended.quality());
        best = Math.max(best, ended.quality());
      }
      quality.add(row);
    }
    output.json(
        "learning-rates-" + loss,
        Map.of("claim", "D too good, D too weak", "steps", steps, "found", found));
    output.picture(
        "learning-rates-" + loss,
        new HeatMap(
                "Quality after " + steps + " steps, " + loss,
                "the generator's learning rate",
                "the discriminator's",
                rates,
                rates,
                quality)
            .render());
    return best;
  }
}
