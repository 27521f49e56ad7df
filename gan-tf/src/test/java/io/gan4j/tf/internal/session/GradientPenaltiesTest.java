package io.gan4j.tf.internal.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.layer.LayerNorm;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Draw;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Relu;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.loss.RealFakeCombination;
import io.gan4j.components.loss.WassersteinLoss;
import io.gan4j.components.term.GradientPenaltyTerm;
import io.gan4j.components.term.R1Term;
import io.gan4j.components.term.R2Term;
import io.gan4j.tf.examples.ComponentExamples;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A penalty on the discriminator's gradient")
class GradientPenaltiesTest {
  private static final String PENALTY = "term.1";

  private static TestPlans plans(Term penalty, List<LayerSpec> discriminator) {
    TestPlans plans = new TestPlans();
    plans.floatType = FloatType.FLOAT64;
    plans.loss = new WassersteinLoss(RealFakeCombination.SUM);
    plans.discriminator = discriminator;
    plans.phases =
        List.of(
            plans.phase("phase", Draw.FRESH, 1, Set.of(), List.of(penalty), Player.DISCRIMINATOR));
    return plans;
  }

  private static double penalty(Term term, List<LayerSpec> discriminator) {
    TestPlans plans = plans(term, discriminator);
    try (InspectedSession<?> session = plans.open()) {
      PhaseReport report = session.evaluate(plans.request("phase", 0)).report();
      return requireNonNull(report.terms().get(PENALTY));
    }
  }

  /** D(x) = w·Σx: every sample has the slope |w|·√4. */
  private static List<LayerSpec> linear(double weight) {
    ConstantInitializer zero = new ConstantInitializer(0);
    return List.of(
        new io.gan4j.api.layer.Dense(1, new Linear(), new ConstantInitializer(weight), zero, true));
  }

  static Stream<Term> penalties() {
    return ComponentExamples.terms().stream()
        .<Term>map(Weighed::of)
        .filter(term -> term.needs().contains(Need.INPUT_GRADIENTS));
  }

  @ParameterizedTest
  @MethodSource("penalties")
  @DisplayName("has a gradient that agrees with finite differences")
  void finiteDifferences(Term penalty) {
    TestPlans plans =
        plans(
            penalty,
            List.of(
                TestPlans.dense(9, new LeakyRelu(0.2)),
                new LayerNorm(1e-5, true, true),
                new Dropout(0.3, true),
                TestPlans.dense(7, new Relu()),
                TestPlans.dense(1, new Linear())));
    try (InspectedSession<?> session = plans.open()) {
      PhaseReport report = session.evaluate(plans.request("phase", 0)).report();
      assertThat(requireNonNull(report.terms().get(PENALTY))).isGreaterThan(0.01);
      assertThat(FiniteDifferences.check(session, plans.request("phase", 0))).isGreaterThan(0.01);
    }
  }

  @Test
  @DisplayName("is weight · (slope/target − 1)² where every slope is the same")
  void gradientPenalty() {
    assertThat(penalty(new Weighed(10, new GradientPenaltyTerm(1, false)), linear(1.5)))
        .isCloseTo(10 * 4, within(1e-9));
    assertThat(penalty(new Weighed(10, new GradientPenaltyTerm(2, false)), linear(1.5)))
        .isCloseTo(10 * 0.25, within(1e-9));
    assertThat(penalty(new Weighed(10, new GradientPenaltyTerm(1, false)), linear(0.25)))
        .isCloseTo(10 * 0.25, within(1e-9));
  }

  @Test
  @DisplayName("costs nothing below the target where it is one-sided, and the same above it")
  void oneSided() {
    assertThat(penalty(new Weighed(10, new GradientPenaltyTerm(1, true)), linear(0.25))).isZero();
    assertThat(penalty(new Weighed(10, new GradientPenaltyTerm(1, true)), linear(1.5)))
        .isCloseTo(10 * 4, within(1e-9));
  }

  @Test
  @DisplayName("is ½γ times the squared slope, for R1 and R2")
  void zeroCentred() {
    assertThat(penalty(new Weighed(6, new R1Term()), linear(1.5))).isCloseTo(3 * 9, within(1e-9));
    assertThat(penalty(new Weighed(6, new R2Term()), linear(1.5))).isCloseTo(3 * 9, within(1e-9));
  }

  @Test
  @DisplayName("has a finite gradient where the slope is 0")
  void flat() {
    TestPlans plans = plans(new Weighed(10, new GradientPenaltyTerm(1, false)), linear(0));
    try (InspectedSession<?> session = plans.open()) {
      session
          .evaluate(plans.request("phase", 0))
          .gradients()
          .forEach(
              (name, gradient) -> assertThat(States.values(gradient)).doesNotContain(Double.NaN));
    }
  }
}
