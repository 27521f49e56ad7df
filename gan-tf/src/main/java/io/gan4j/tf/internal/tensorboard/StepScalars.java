package io.gan4j.tf.internal.tensorboard;

import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.PhaseReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** The scalars of a step by their tags. Of a phase's repeats the last counts. */
final class StepScalars {
  private StepScalars() {}

  static Map<String, Double> of(StepCompleted step) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    for (Player player : step.payers()) {
      step.losses(player).forEach(loss -> scalars.put("loss/" + player.key(), loss));
    }
    for (PhaseResult result : step.phases()) {
      PhaseReport report = result.report();
      report.terms().forEach((name, value) -> scalars.put("terms/" + name, value));
      report.reports().forEach((name, value) -> scalars.put("reports/" + name, value));
      if (report.exchanged().bytes() > 0) {
        double waited = report.exchanged().waited().toNanos() / 1e9;
        scalars.put("workers/seconds_in_all_reduce/" + result.phase(), waited);
      }
      report
          .scores()
          .forEach(
              (pairing, scores) -> {
                String phase = result.phase() + (report.scores().size() > 1 ? "/" + pairing : "");
                put(scalars, "scores_real/" + phase, scores.real());
                put(scalars, "scores_fake/" + phase, scores.fake());
                put(scalars, "probability_real/" + phase, scores.realProbability());
                put(scalars, "probability_fake/" + phase, scores.fakeProbability());
              });
    }
    return scalars;
  }

  private static void put(Map<String, Double> scalars, String tag, OptionalDouble value) {
    value.ifPresent(v -> scalars.put(tag, v));
  }
}
