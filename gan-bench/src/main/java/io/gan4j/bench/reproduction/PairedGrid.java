package io.gan4j.bench.reproduction;

import io.gan4j.api.metric.MetricValue;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.evaluate.Evaluator;
import io.gan4j.core.evaluate.Generator;
import io.gan4j.core.evaluate.SummaryCache;
import io.gan4j.core.run.Training;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Twenty-five Gaussians on a grid by the pairing loss with R1 and R2 (Huang et al. 2024), and by
 * WGAN-GP with the same networks and seeds: the modes that are hit, and the share of 10,000 samples
 * within three standard deviations of one.
 */
public final class PairedGrid {
  private static final List<String> PRESETS = List.of("grid-2d-pairing", "grid-2d");

  /** What a trained generator came to. */
  private record Trained(
      String preset, long seed, long steps, double modesHit, double samplesNearAMode) {}

  private PairedGrid() {}

  /**
   * Trains and writes the figures.
   *
   * @param arguments a folder for results, one for pictures, which stays empty, and the number of
   *     seeds
   */
  public static void main(String[] arguments) {
    run(Output.of(arguments), 1, Output.seeds(arguments));
  }

  /**
   * The share of modes that the pairing loss hits, the least of all seeds.
   *
   * @param share of the presets' own steps
   */
  static double run(Output output, double share, List<Long> seeds) {
    Gan gan = Gan.load();
    List<Trained> trained = new ArrayList<>();
    for (String preset : PRESETS) {
      long steps = Math.round(share * gan.preset(preset).config().training().steps());
      for (long seed : seeds) {
        trained.add(trained(gan, preset, seed, steps));
        System.out.println(trained.get(trained.size() - 1));
      }
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("claim", "pairing with R1 and R2 hits all modes of the grid, as WGAN-GP does");
    figures.put("generated", 10_000);
    figures.put("trained", trained);
    output.json("paired-grid", figures);
    return trained.stream()
        .filter(each -> each.preset.equals(PRESETS.get(0)))
        .mapToDouble(Trained::modesHit)
        .min()
        .orElse(0);
  }

  private static Trained trained(Gan gan, String preset, long seed, long steps) {
    RunFile file =
        gan.preset(
            preset,
            "seed=" + seed,
            "training.steps=" + steps,
            "samples.every=0",
            "metrics=[mode-coverage]");
    List<MetricValue> values = measured(gan, file);
    return new Trained(preset, seed, steps, values.get(0).value(), values.get(1).value());
  }

  /** The values of the first metric of a run after its last step. */
  static List<MetricValue> measured(Gan gan, RunFile file) {
    try (Training training = gan.open(file)) {
      training.run();
      try (Evaluator evaluator =
          gan.evaluator(
              file.config(),
              Generator.of(training.session(), training::dataset),
              training.dataset(),
              SummaryCache.none())) {
        return evaluator.measure().get(0).values();
      }
    }
  }
}
