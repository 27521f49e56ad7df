package io.gan4j.bench.reproduction;

import io.gan4j.api.metric.MetricValue;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.evaluate.SummaryCache;
import io.gan4j.core.tune.Halving;
import io.gan4j.core.tune.Outcome;
import io.gan4j.core.tune.Standings;
import io.gan4j.core.tune.Trial;
import io.gan4j.core.tune.Tuning;
import io.gan4j.core.tune.TuningDirectory;
import io.gan4j.core.tune.TuningPlan;
import io.gan4j.core.tune.TuningRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A search by successive halving against a grid search, over the weight of the penalty and both
 * learning rates of {@code grid-2d}: what the best of each comes to, and the training steps that
 * each takes.
 */
public final class TunedGrid {
  private static final List<String> VARIED =
      List.of(
          "terms[0].weight=x0.25,x1,x4",
          "generator.optimizer.learningRate,discriminator.optimizer.learningRate=x0.1,x0.3,x1");

  /** A setting trained to the end. */
  private record Trained(int trial, Map<String, String> settings, double modes, double near) {}

  private TunedGrid() {}

  /**
   * Searches both ways and writes the figures.
   *
   * @param arguments a folder for results, one for pictures, which gets the folder of the search,
   *     and the number of training steps
   */
  public static void main(String[] arguments) {
    run(Output.of(arguments), Path.of(arguments[1], "search"), Long.parseLong(arguments[2]));
  }

  /** Steps of the search over those of the grid search. */
  static double run(Output output, Path folder, long steps) {
    Gan gan = Gan.load();
    RunFile file =
        gan.preset(
            "grid-2d",
            "samples.every=0",
            "metrics=[mode-coverage]",
            "training.steps=" + steps,
            "evaluation.generated=10000");
    TuningPlan plan = new TuningRequest(VARIED, 0, 2, 1, steps).plan(gan, file.config());
    String run = gan.resolved(file.config());
    TuningDirectory directory = TuningDirectory.create(folder, run, plan);
    Standings standings =
        new Tuning(gan, directory, SummaryCache.none()).run(new Tuning.Listener() {}).orElseThrow();
    Trial found = standings.best().orElseThrow();
    List<Trained> grid = new ArrayList<>();
    for (Trial trial : plan.trials()) {
      List<MetricValue> values =
          PairedGrid.measured(gan, gan.parse(run, trial.overrides().toArray(String[]::new)));
      grid.add(
          new Trained(
              trial.number(), trial.settings(), values.get(0).value(), values.get(1).value()));
      System.out.println(grid.get(grid.size() - 1));
    }
    long cost = Halving.cost(plan.rungs());
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("claim", "as good as a grid search at a third of its cost");
    figures.put("steps", steps);
    figures.put("found", grid.get(found.number() - 1));
    figures.put("grid", grid);
    figures.put("outcomes", standings.outcomes().stream().map(Outcome::toString).toList());
    figures.put("stepsOfSearch", cost);
    figures.put("stepsOfGrid", plan.trials().size() * steps);
    output.json("tuned-grid", figures);
    return (double) cost / (plan.trials().size() * steps);
  }
}
