package io.gan4j.tf.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.DivergedException;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.optimizer.Sgd;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.training.Draw;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Relu;
import io.gan4j.components.average.ExponentialAverage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.NdArray;

@DisplayName("A phase")
class PhasesTest {

  private static TestPlans plans() {
    TestPlans plans = new TestPlans();
    plans.generatorAverage = new ExponentialAverage(0.9, false);
    plans.phases =
        List.of(
            plans.phase("discriminator", Player.DISCRIMINATOR),
            plans.phase("generator", Player.GENERATOR),
            plans.phase("both", Player.DISCRIMINATOR, Player.GENERATOR));
    return plans;
  }

  @Nested
  @DisplayName("moves")
  class Moves {

    @Test
    @DisplayName("one player, and leaves every variable of the other bit-identical")
    void leavesTheOtherPlayerAlone() {
      TestPlans plans = plans();
      try (InspectedSession<?> session = plans.open()) {
        for (Player moved : List.of(Player.GENERATOR, Player.DISCRIMINATOR)) {
          Map<String, double[]> before = States.values(session.saveState());
          for (int step = 0; step < 5; step++) {
            session.step(plans.request(moved.key(), step));
          }
          Map<String, double[]> after = States.values(session.saveState());
          before.forEach(
              (name, values) -> {
                if (name.startsWith(moved.key())) {
                  assertThat(after.get(name)).as(name).isNotEqualTo(values);
                } else {
                  assertThat(after.get(name)).as(name).isEqualTo(values);
                }
              });
        }
      }
    }

    @Test
    @DisplayName("two players along gradients that are both taken at the same point")
    void takesBothGradientsAtOnePoint() {
      TestPlans plans = plans();
      plans.floatType = FloatType.FLOAT64;
      plans.generatorOptimizer = new Sgd(p -> 0.5);
      plans.discriminatorOptimizer = new Sgd(p -> 0.25);
      plans.phases =
          List.of(
              plans.phase("discriminator", Player.DISCRIMINATOR),
              plans.phase("generator", Player.GENERATOR),
              plans.phase("both", Player.DISCRIMINATOR, Player.GENERATOR));
      try (InspectedSession<?> session = plans.open()) {
        Map<String, NdArray<?>> before = session.saveState();
        Map<String, NdArray<?>> own =
            session.evaluate(plans.request("discriminator", 1)).gradients();
        Map<String, NdArray<?>> other = session.evaluate(plans.request("generator", 1)).gradients();
        session.step(plans.request("both", 1));
        Map<String, NdArray<?>> after = session.saveState();
        own.forEach((name, g) -> moved(name, States.values(before, name), g, 0.25, after));
        other.forEach((name, g) -> moved(name, States.values(before, name), g, 0.5, after));
      }
    }

    private void moved(
        String name,
        double[] before,
        NdArray<?> gradient,
        double rate,
        Map<String, NdArray<?>> after) {
      double[] g = States.values(gradient);
      double[] now = States.values(after, name);
      for (int i = 0; i < g.length; i++) {
        assertThat(now[i]).as(name).isEqualTo(before[i] - rate * g[i], within(1e-12));
      }
    }
  }

  @Nested
  @DisplayName("draws")
  class Draws {

    private TestPlans withDropout() {
      TestPlans plans = new TestPlans();
      plans.floatType = FloatType.FLOAT64;
      plans.discriminator =
          List.of(
              TestPlans.dense(9, new Relu()),
              new Dropout(0.5, true),
              TestPlans.dense(1, new Linear()));
      return plans;
    }

    @Test
    @DisplayName("the same fakes and masks for equal draws, others for other draws")
    void equalDrawsAreEqual() {
      TestPlans plans = withDropout();
      try (InspectedSession<?> session = plans.open()) {
        double fake =
            session
                .evaluate(plans.request("discriminator", 0, 42))
                .report()
                .firstScores()
                .fake()
                .orElseThrow();
        assertThat(
                session
                    .evaluate(plans.request("generator", 9, 42))
                    .report()
                    .firstScores()
                    .fake()
                    .orElseThrow())
            .as("the same fakes under the same mask in another phase")
            .isEqualTo(fake, within(1e-12));
        assertThat(
                session
                    .evaluate(plans.request("generator", 0, 43))
                    .report()
                    .firstScores()
                    .fake()
                    .orElseThrow())
            .isNotCloseTo(fake, within(1e-6));
      }
    }

    @Test
    @DisplayName("the same whether real and fake share a pass of the discriminator or not")
    void sharingAPassChangesNothing() {
      TestPlans plans = withDropout();
      plans.phases =
          List.of(
              plans.phase("shared", Player.DISCRIMINATOR),
              plans.phase(
                  "apart",
                  Draw.FRESH,
                  1,
                  Set.of(),
                  List.of(new TestTerms.InputGradient(0)),
                  Player.DISCRIMINATOR));
      try (InspectedSession<?> session = plans.open()) {
        InspectedSession.Evaluation shared = session.evaluate(plans.request("shared", 4));
        InspectedSession.Evaluation apart = session.evaluate(plans.request("apart", 4));
        assertThat(TestPlans.loss(shared.report(), Player.DISCRIMINATOR))
            .isEqualTo(TestPlans.loss(apart.report(), Player.DISCRIMINATOR), within(1e-12));
        shared
            .gradients()
            .forEach(
                (name, gradient) ->
                    assertThat(States.values(gradient))
                        .as(name)
                        .containsExactly(States.values(apart.gradients(), name), within(1e-12)));
      }
    }
  }

  @Nested
  @DisplayName("with a scratch player")
  class ScratchPlayer {

    @Test
    @DisplayName("puts it back after the last repeat: weights, optimiser, average and count")
    void putsItBack() {
      TestPlans plans = plans();
      plans.phases =
          List.of(
              plans.phase("ordinary", Player.DISCRIMINATOR, Player.GENERATOR),
              plans.phase(
                  "ahead",
                  Draw.FRESH,
                  3,
                  Set.of(Player.GENERATOR),
                  List.of(),
                  Player.DISCRIMINATOR,
                  Player.GENERATOR));
      try (InspectedSession<?> session = plans.open()) {
        session.step(plans.request("ordinary", 0));
        Map<String, double[]> before = States.values(session.saveState());
        for (int repeat = 0; repeat < 3; repeat++) {
          session.step(new StepRequest("ahead", repeat, repeat, 1, 1000, 0, plans.batch(repeat)));
          if (repeat < 2) {
            assertThat(session.updates(Player.GENERATOR)).isEqualTo(2 + repeat);
          }
        }
        Map<String, double[]> after = States.values(session.saveState());
        before.forEach(
            (name, values) -> {
              if (name.startsWith("generator")) {
                assertThat(after.get(name)).as(name).isEqualTo(values);
              } else {
                assertThat(after.get(name)).as(name).isNotEqualTo(values);
              }
            });
        assertThat(session.updates(Player.GENERATOR)).isEqualTo(1);
        assertThat(session.updates(Player.DISCRIMINATOR)).isEqualTo(4);
      }
    }
  }

  @Test
  @DisplayName("that diverges names itself, its step and the term")
  void divergenceIsLoud() {
    TestPlans plans = new TestPlans();
    plans.discriminator =
        List.of(TestPlans.dense(6, new Linear()), TestPlans.dense(1, new Linear()));
    plans.discriminatorOptimizer = new Sgd(p -> 1e20);
    try (InspectedSession<?> session = plans.open()) {
      session.step(plans.request("discriminator", 0));
      assertThatThrownBy(
              () -> {
                for (int step = 1; step < 20; step++) {
                  session.step(plans.request("discriminator", step));
                }
              })
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("discriminator loss (term loss.discriminator)")
          .hasMessageContaining("phase 'discriminator'");
    }
  }

  @Test
  @DisplayName("that is not in the plan, or lacks its batch, is refused")
  void refusesWhatItCannotRun() {
    TestPlans plans = new TestPlans();
    try (InspectedSession<?> session = plans.open()) {
      assertThatThrownBy(() -> session.step(plans.request("nonsense", 0)))
          .hasMessageContaining("no phase 'nonsense'")
          .hasMessageContaining("discriminator");
      assertThatThrownBy(() -> session.step(new StepRequest("discriminator", 0, 0, 0, 1, 0, null)))
          .hasMessageContaining("needs a batch");
      session.step(new StepRequest("generator", 0, 0, 0, 1, 0, null));
    }
  }
}
