package io.gan4j.tf.internal.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Biases;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.Padding;
import io.gan4j.api.layer.ReconstructionError;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.layer.Size;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Draw;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.initializer.NormalInitializer;
import io.gan4j.components.loss.BeganLoss;
import io.gan4j.components.term.BcrTerm;
import io.gan4j.components.term.FeatureMatchingTerm;
import io.gan4j.components.term.GradientPenaltyTerm;
import io.gan4j.components.term.LecamTerm;
import io.gan4j.components.term.R1Term;
import io.gan4j.tf.examples.ComponentExamples;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The gradient of a term, on images,")
class TermGradientsTest {
  private static final String K = "term/loss.discriminator/k";
  private static final NormalInitializer INITIAL = new NormalInitializer(0, 0.4);

  private static TestPlans images(Term... terms) {
    TestPlans plans = new TestPlans();
    plans.floatType = FloatType.FLOAT64;
    plans.samples = SampleSpace.images(5, 4, 2);
    plans.generator = List.of(TestPlans.dense(40, new Tanh()), new Reshape(List.of(5L, 4L, 2L)));
    plans.discriminator =
        List.of(conv(3, new Tanh()), new Flatten(), TestPlans.dense(1, new Linear()));
    plans.phases =
        List.of(
            plans.phase(
                "phase",
                Draw.FRESH,
                1,
                Set.of(),
                List.of(terms),
                new Player(terms[0].paidBy().iterator().next().key())));
    return plans;
  }

  private static LayerSpec conv(int filters, io.gan4j.api.network.Activation activation) {
    return new Conv2d(
        filters,
        Size.of(3),
        Size.ONE,
        Padding.SAME,
        Size.ONE,
        activation,
        INITIAL,
        INITIAL,
        Biases.TIED);
  }

  static Stream<Term> terms() {
    return ComponentExamples.terms().stream().map(Weighed::of);
  }

  @ParameterizedTest
  @MethodSource("terms")
  @DisplayName("agrees with finite differences")
  void finiteDifferences(Term term) {
    TestPlans plans = images(term);
    try (InspectedSession<?> session = plans.open()) {
      session.step(plans.request("phase", 0)); // states away from their beginning
      assertThat(
              requireNonNull(
                  session.evaluate(plans.request("phase", 1)).report().terms().get("term.1")))
          .isNotZero();
      assertThat(FiniteDifferences.check(session, plans.request("phase", 1))).isGreaterThan(1e-3);
    }
  }

  @Test
  @DisplayName("agrees with finite differences for several terms of one player, each of them there")
  void several() {
    TestPlans plans =
        images(
            new GradientPenaltyTerm(1, false),
            new BcrTerm(1, 1, true, 1),
            new Weighed(0.3, new LecamTerm(0.9, true)));
    try (InspectedSession<?> session = plans.open()) {
      assertThat(session.step(plans.request("phase", 0)).terms())
          .containsOnlyKeys("loss.discriminator", "term.1", "term.2", "term.3");
      assertThat(FiniteDifferences.check(session, plans.request("phase", 1))).isGreaterThan(1e-3);
    }
  }

  private static TestPlans began() {
    TestPlans plans = images(new Weighed(0, new R1Term()));
    plans.loss = new BeganLoss(0.5, 0.2);
    plans.discriminator =
        List.of(
            new ReconstructionError(
                List.of(
                    new Flatten(),
                    TestPlans.dense(6, new Tanh()),
                    TestPlans.dense(40, new Linear()),
                    new Reshape(List.of(5L, 4L, 2L))),
                1));
    plans.phases =
        List.of(
            plans.phase("discriminator", Player.DISCRIMINATOR),
            plans.phase("generator", Player.GENERATOR));
    return plans;
  }

  @Test
  @DisplayName("agrees with finite differences for BEGAN's auto-encoder and its k")
  void beganGradients() {
    TestPlans plans = began();
    try (InspectedSession<?> session = plans.open()) {
      session.restoreState(States.with(session.saveState(), K, new double[] {0.4}));
      session.step(plans.request("discriminator", 0));
      assertThat(States.values(session.saveState(), K)[0]).isBetween(0.01, 0.39);
      for (String phase : List.of("discriminator", "generator")) {
        assertThat(FiniteDifferences.check(session, plans.request(phase, 1))).isGreaterThan(1e-3);
      }
    }
  }

  static Stream<TestPlans> stateful() {
    return Stream.of(
        began(),
        images(new Weighed(0.3, new LecamTerm(0.9, true))),
        images(new LecamTerm(0.5, false)));
  }

  @ParameterizedTest
  @MethodSource("stateful")
  @DisplayName("goes on as if nothing had been where state is saved and put back, to the bit")
  void resumes(TestPlans plans) {
    String phase = plans.phases.get(0).name();
    plans.floatType = FloatType.FLOAT32;
    try (InspectedSession<?> whole = plans.open();
        InspectedSession<?> first = plans.open();
        InspectedSession<?> second = plans.open()) {
      for (int step = 0; step < 10; step++) {
        whole.step(plans.request(phase, step));
      }
      for (int step = 0; step < 5; step++) {
        first.step(plans.request(phase, step));
      }
      second.restoreState(first.saveState());
      for (int step = 5; step < 10; step++) {
        second.step(plans.request(phase, step));
      }
      assertThat(second.saveState()).isEqualTo(whole.saveState());
      assertThat(second.saveState().keySet()).anyMatch(name -> name.startsWith("term/"));
    }
  }

  @Test
  @DisplayName("is not there for a feature layer that is not there, which is refused with names")
  void unknownLayer() {
    assertThatThrownBy(() -> images(new FeatureMatchingTerm("9.dense")).open())
        .hasMessageContaining("no layer '9.dense'; it has 0.conv2d, 1.flatten, 2.dense");
  }
}
