package io.gan4j.testkit;

import io.gan4j.api.Player;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.PhaseReport.Norms;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.training.Phase;
import io.gan4j.testkit.FakeCosts.Costs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What the fake tells of a step.
 *
 * @param scoreKind what the scores mean
 */
record FakeReport(ScoreKind scoreKind) {

  PhaseReport of(Phase phase, Costs costs, Map<Player, Norms> norms) {
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
    DoubleTermContext context = costs.context();
    DoubleTensor real =
        phase.needs(Need.REAL_SCORES) ? context.discriminate(context.real()).scores() : null;
    DoubleTensor fake =
        phase.needs(Need.FAKE_SCORES) ? context.discriminate(context.fake()).scores() : null;
    return new PhaseReport(
        costs.losses(),
        terms,
        reports,
        meanScore(real),
        meanScore(fake),
        meanProbability(real),
        meanProbability(fake),
        norms);
  }

  private static OptionalDouble meanScore(@Nullable DoubleTensor scores) {
    return scores == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(new DoubleOps().mean(scores).item());
  }

  private OptionalDouble meanProbability(@Nullable DoubleTensor scores) {
    return scores == null || scoreKind != ScoreKind.LOGIT
        ? OptionalDouble.empty()
        : meanScore(new DoubleOps().sigmoid(scores));
  }
}
