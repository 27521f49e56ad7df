package io.gan4j.bench.reproduction;

import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.PhaseReport.Norms;
import io.gan4j.bench.reproduction.Chart.Line;
import io.gan4j.bench.reproduction.Chart.Look;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * "Early in learning, when G is poor, D can reject samples with high confidence … In this case,
 * log(1 − D(G(z))) saturates" (Goodfellow et al. 2014, section 3): the norm of the generator's
 * gradient, step by step, under both losses, with the preset {@code digits}.
 */
public final class Saturation {
  private static final List<String> LOSSES = List.of("minimax", "non-saturating");

  /** The steps that are early: D has learnt to tell, G not yet to answer. */
  private static final int FROM = 12;

  private static final int TO = 28;

  /**
   * One training.
   *
   * @param gradients the norm of the generator's gradient at every step
   * @param fakes the mean of D(G(z)) at every step
   */
  private record Found(String loss, long seed, List<Double> gradients, List<Double> fakes) {}

  private Saturation() {}

  /**
   * Trains both losses with three seeds.
   *
   * @param arguments a folder for results, and one for pictures
   */
  public static void main(String[] arguments) {
    run(Output.of(arguments), 300, List.of(1L, 2L, 3L));
  }

  /** The early gradient, median over seeds: non-saturating over minimax. */
  static double run(Output output, int steps, List<Long> seeds) {
    Gan gan = Gan.load();
    List<Found> found = new ArrayList<>();
    for (String loss : LOSSES) {
      for (long seed : seeds) {
        found.add(train(gan, loss, seed, steps));
        Found last = found.get(found.size() - 1);
        System.out.println(loss + " " + seed + ": early gradient " + early(last.gradients));
      }
    }
    List<Map<String, Object>> early =
        found.stream()
            .map(
                each ->
                    Map.<String, Object>of(
                        "loss",
                        each.loss,
                        "seed",
                        each.seed,
                        "meanGradient",
                        early(each.gradients),
                        "meanProbability",
                        early(each.fakes)))
            .toList();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("claim", "minimax starves the generator early, non-saturating does not");
    figures.put("steps", steps);
    figures.put("steps12To28", early);
    figures.put("found", found);
    output.json("saturation", figures);
    draw(output, found, "saturation", "Norm of the generator's gradient", true);
    draw(output, found, "saturation-probability", "Mean of D(G(z))", false);
    return median(found, "non-saturating") / median(found, "minimax");
  }

  private static double early(List<Double> values) {
    return values.subList(FROM, TO).stream().mapToDouble(v -> v).average().orElseThrow();
  }

  private static double median(List<Found> found, String loss) {
    double[] early =
        found.stream()
            .filter(each -> each.loss.equals(loss))
            .mapToDouble(each -> early(each.gradients))
            .sorted()
            .toArray();
    return early[early.length / 2];
  }

  private static Found train(Gan gan, String loss, long seed, int steps) {
    double[] gradients = new double[steps];
    double[] fakes = new double[steps];
    try (Training training =
        gan.open(
            gan.preset(
                "digits-mlp",
                "loss=" + loss,
                "seed=" + seed,
                "training.steps=" + steps,
                "samples.every=0",
                "watches={every: 1, saturation: {reaction: ignore},"
                    + " vanishingGradient: {reaction: ignore}, collapse: {reaction: ignore}}"))) {
      training.run(
          event -> {
            if (event instanceof StepCompleted done) {
              int step = (int) done.step() - 1;
              for (PhaseResult phase : done.phases()) {
                Norms norms = phase.report().norms().get(Player.GENERATOR);
                gradients[step] = norms == null ? Double.NaN : norms.gradient();
                fakes[step] = phase.report().firstScores().fakeProbability().orElse(Double.NaN);
              }
            }
          });
    }
    return new Found(
        loss,
        seed,
        Arrays.stream(gradients).boxed().toList(),
        Arrays.stream(fakes).boxed().toList());
  }

  private static void draw(
      Output output, List<Found> found, String name, String title, boolean gradients) {
    List<Line> lines = new ArrayList<>();
    List<String> named = new ArrayList<>();
    for (Found each : found) {
      List<Double> y = gradients ? each.gradients : each.fakes;
      List<Double> x = IntStream.rangeClosed(1, y.size()).mapToObj(i -> (double) i).toList();
      lines.add(
          new Line(
              named.contains(each.loss) ? "" : each.loss,
              x,
              y,
              new Look(LOSSES.indexOf(each.loss), false)));
      named.add(each.loss);
    }
    output.picture(
        name, new Chart(title + ", every seed a line", "step", "", true, lines).render());
  }
}
