package io.gan4j.report.page;

import io.gan4j.report.page.Chart.Line;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Losses and scores over training: of one run, or of several side by side. */
final class RunCurves {
  private static final String LOSS = "loss ";
  private static final Pattern CRITIC = Pattern.compile("(?m)^loss: (\\{type: )?wasserstein\\b");
  private static final Map<String, String> SCORES =
      Map.of(
          "dReal", "D(x)",
          "dFake", "D(G(z))",
          "realScore", "Mean score of real samples",
          "fakeScore", "Mean score of generated samples");

  private RunCurves() {}

  /** Both losses in a drawing, both scores in another. */
  static String of(RunFacts run) {
    Map<String, List<double[]>> curves = run.curves();
    boolean probabilities = curves.containsKey("dReal");
    List<Line> losses = new ArrayList<>();
    curves.forEach(
        (key, points) -> {
          if (key.startsWith(LOSS)) {
            losses.add(new Line(player(key), losses.size(), points));
          }
        });
    List<Line> scores = new ArrayList<>();
    line(scores, curves, probabilities ? "dReal" : "realScore", probabilities ? "D(x)" : "real");
    line(
        scores,
        curves,
        probabilities ? "dFake" : "fakeScore",
        probabilities ? "D(G(z))" : "generated");
    String seen = run.plural() + " seen";
    return new Chart("Losses", seen, losses).card(losses(run))
        + new Chart(probabilities ? "D(x) and D(G(z))" : "Mean scores", seen, scores)
            .card(probabilities ? Explanations.PROBABILITIES : Explanations.SCORES);
  }

  /** A drawing for every curve that any of the runs has, with a line for each run. */
  static String of(List<RunFacts> runs) {
    Set<String> keys = new LinkedHashSet<>();
    for (boolean losses : new boolean[] {true, false}) {
      for (RunFacts run : runs) {
        run.curves().keySet().stream()
            .filter(key -> key.startsWith(LOSS) == losses)
            .forEach(keys::add);
      }
    }
    boolean probabilities = keys.contains("dReal");
    StringBuilder html = new StringBuilder();
    for (String key : keys) {
      boolean loss = key.startsWith(LOSS);
      if (probabilities && key.endsWith("Score")) {
        continue; // D(x) says it on a scale that all share
      }
      List<Line> lines = new ArrayList<>();
      for (int i = 0; i < runs.size(); i++) {
        List<double[]> points = runs.get(i).curves().get(key);
        if (points != null) {
          lines.add(new Line(runs.get(i).folder(), i, points));
        }
      }
      List<String> words = runs.stream().map(RunFacts::plural).distinct().toList();
      html.append(
          new Chart(
                  loss
                      ? "Loss of the " + key.substring(LOSS.length())
                      : SCORES.getOrDefault(key, key),
                  (words.size() == 1 ? words.get(0) : "samples") + " seen",
                  lines)
              .card(
                  loss
                      ? Explanations.COMPARED_LOSSES
                      : probabilities ? Explanations.PROBABILITIES : Explanations.SCORES));
    }
    return html.toString();
  }

  private static void line(
      List<Line> lines, Map<String, List<double[]>> curves, String key, String name) {
    List<double[]> points = curves.get(key);
    if (points != null) {
      lines.add(new Line(name, lines.size(), points));
    }
  }

  private static String losses(RunFacts run) {
    return CRITIC.matcher(run.config()).find() ? Explanations.CRITIC_LOSSES : Explanations.LOSSES;
  }

  /** D and G of the standard game; the names of others. */
  private static String player(String key) {
    String player = key.substring(LOSS.length());
    return switch (player) {
      case "discriminator" -> "D";
      case "generator" -> "G";
      default -> player;
    };
  }
}
