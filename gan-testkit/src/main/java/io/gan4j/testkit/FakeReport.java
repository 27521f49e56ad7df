package io.gan4j.testkit;

import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.PairingPlan;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.PhaseReport.Norms;
import io.gan4j.api.provider.PhaseReport.Scores;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.testkit.FakeCosts.Costs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the fake tells of a step.
 *
 * @param plan the run
 */
record FakeReport(GanPlan plan) {

  PhaseReport of(Costs costs, Map<Player, Norms> norms) {
    Map<String, Double> terms = new LinkedHashMap<>();
    Map<String, Double> reports = new LinkedHashMap<>();
    costs
        .terms()
        .forEach(
            (name, value) -> {
              terms.put(name, value.value().item());
              value
                  .reports()
                  .forEach((report, scalar) -> reports.put(name + "/" + report, scalar.item()));
            });
    costs.play().nextCarried().forEach((name, next) -> reports.put(name, next.item()));
    Map<String, Scores> scores = new LinkedHashMap<>();
    for (PairingPlan pairing : plan.pairings()) {
      Scores found = scores(costs, pairing);
      if (!found.equals(Scores.NONE)) {
        scores.put(pairing.pairing().name(), found);
      }
    }
    return new PhaseReport(costs.losses(), terms, reports, scores, norms);
  }

  private static Scores scores(Costs costs, PairingPlan plan) {
    Pairing pairing = plan.pairing();
    Optional<DoubleTensor> real = costs.play().realScores(pairing);
    Optional<DoubleTensor> fake = costs.play().fakeScores(pairing);
    boolean logits = plan.scoreKind() == ScoreKind.LOGIT;
    return new Scores(mean(real), mean(fake), probability(logits, real), probability(logits, fake));
  }

  private static OptionalDouble mean(Optional<DoubleTensor> scores) {
    return scores.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(new DoubleOps().mean(scores.get()).item());
  }

  private static OptionalDouble probability(boolean logits, Optional<DoubleTensor> scores) {
    return logits ? mean(scores.map(new DoubleOps()::sigmoid)) : OptionalDouble.empty();
  }
}
