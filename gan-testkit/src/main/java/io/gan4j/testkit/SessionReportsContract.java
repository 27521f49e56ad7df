package io.gan4j.testkit;

import static io.gan4j.testkit.SessionSteps.TOTAL;
import static io.gan4j.testkit.SessionSteps.step;
import static io.gan4j.testkit.SessionSteps.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.gan4j.api.DivergedException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.optimizer.Sgd;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.StepRequest;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.ndarray.NdArray;

/** What a step tells. */
record SessionReportsContract(GanProvider provider) {

  Contract contract() {
    return new Contract(provider.name())
        .promise("reports what the phase did", this::reports)
        .promise("reports norms where asked", this::norms)
        .promise("stops where a loss is not finite", this::diverges);
  }

  private void reports() {
    GanPlan plan = SmallPlan.points().build();
    try (GanSession session = provider.open(plan)) {
      PhaseReport discriminator = step(session, plan, SmallPlan.DISCRIMINATOR, 0);
      assertThat(discriminator.losses()).containsOnlyKeys(Player.DISCRIMINATOR);
      assertThat(discriminator.terms()).containsOnlyKeys("loss.discriminator");
      assertThat(discriminator.terms().get("loss.discriminator"))
          .isEqualTo(discriminator.losses().get(Player.DISCRIMINATOR));
      assertThat(discriminator.firstScores().real()).isPresent();
      assertThat(discriminator.firstScores().fake()).isPresent();
      assertThat(discriminator.firstScores().realProbability().orElseThrow()).isBetween(0.0, 1.0);
      assertThat(discriminator.firstScores().fakeProbability().orElseThrow()).isBetween(0.0, 1.0);
      PhaseReport generator = step(session, SmallPlan.GENERATOR, 1, 0, null);
      assertThat(generator.losses()).containsOnlyKeys(Player.GENERATOR);
      assertThat(generator.firstScores().real()).as("not scored").isEmpty();
      assertThat(generator.firstScores().fake()).isPresent();
      PhaseReport both = step(session, plan, SmallPlan.BOTH, 2);
      assertThat(both.losses()).containsOnlyKeys(SmallPlan.PLAYERS);
    }
  }

  private void norms() {
    GanPlan plan = SmallPlan.points().optimizer(new Sgd(progress -> 1)).build();
    try (GanSession session = provider.open(plan)) {
      assertThat(step(session, plan, SmallPlan.DISCRIMINATOR, 0).norms()).isEmpty();
      Map<String, NdArray<?>> before = session.saveState();
      PhaseReport report =
          session.step(
              new StepRequest(
                  SmallPlan.DISCRIMINATOR,
                  1,
                  0,
                  1,
                  TOTAL,
                  0,
                  Map.of(Pairing.DATA, SmallPlan.batch(plan, 1)),
                  true));
      Map<String, NdArray<?>> after = session.saveState();
      double moved = 0;
      double weights = 0;
      for (String name : before.keySet()) {
        NdArray<?> was = value(before, name);
        if (name.startsWith(Player.DISCRIMINATOR.key()) && NdValues.isFloating(was)) {
          double[] from = NdValues.values(was);
          double[] to = NdValues.values(value(after, name));
          for (int i = 0; i < from.length; i++) {
            moved += (to[i] - from[i]) * (to[i] - from[i]); // at rate 1: the gradient
            weights += from[i] * from[i];
          }
        }
      }
      assertThat(report.norms()).containsOnlyKeys(Player.DISCRIMINATOR);
      PhaseReport.Norms norms = Objects.requireNonNull(report.norms().get(Player.DISCRIMINATOR));
      assertThat(norms.gradient()).isCloseTo(Math.sqrt(moved), withinPercentage(0.1));
      assertThat(norms.weights()).isCloseTo(Math.sqrt(weights), withinPercentage(0.1));
    }
  }

  private void diverges() {
    GanPlan plan = SmallPlan.points().build();
    try (GanSession session = provider.open(plan)) {
      Batch broken = SmallPlan.batch(plan, 0);
      broken.floats()[3] = Float.NaN;
      assertThatThrownBy(() -> step(session, SmallPlan.DISCRIMINATOR, 7, 0, broken))
          .isInstanceOfSatisfying(
              DivergedException.class,
              diverged -> {
                assertThat(diverged.phase()).isEqualTo(SmallPlan.DISCRIMINATOR);
                assertThat(diverged.step()).isEqualTo(7);
                assertThat(diverged.value()).isNotFinite();
                assertThat(diverged.quantity()).contains("discriminator");
              });
    }
  }
}
