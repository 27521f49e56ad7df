package io.gan4j.tf.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.game.Player;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.PhaseReport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A session trains")
class TrainingTest {

  @ParameterizedTest
  @EnumSource(FloatType.class)
  @DisplayName("both players of a GAN, in either float type, and reports what they paid")
  void trainsBothPlayers(FloatType type) {
    TestPlans plans = new TestPlans();
    plans.floatType = type;
    try (InspectedSession<?> session = plans.open()) {
      PhaseReport first = session.step(plans.request("discriminator", 0));
      PhaseReport last = first;
      for (int step = 1; step < 150; step++) {
        last = session.step(plans.request("discriminator", step));
      }
      assertThat(TestPlans.loss(last, Player.DISCRIMINATOR))
          .isLessThan(0.8 * TestPlans.loss(first, Player.DISCRIMINATOR));
      assertThat(last.firstScores().real().orElseThrow())
          .isGreaterThan(last.firstScores().fake().orElseThrow());
      assertThat(last.firstScores().realProbability().orElseThrow()).isBetween(0.5, 1.0);
      assertThat(session.updates(Player.DISCRIMINATOR)).isEqualTo(150);
      assertThat(session.updates(Player.GENERATOR)).isZero();

      PhaseReport before = session.step(plans.request("generator", 150));
      PhaseReport after = before;
      for (int step = 151; step < 300; step++) {
        after = session.step(plans.request("generator", step));
      }
      assertThat(TestPlans.loss(after, Player.GENERATOR))
          .isLessThan(0.8 * TestPlans.loss(before, Player.GENERATOR));
      assertThat(after.terms().get("loss.generator"))
          .isEqualTo(TestPlans.loss(after, Player.GENERATOR), within(1e-6));
      assertThat(after.firstScores().real()).isEmpty();
    }
  }
}
