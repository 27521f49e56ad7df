package io.gan4j.tf.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.augmentation.Augmentation;
import io.gan4j.api.augmentation.Augmentations;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Biases;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.Padding;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.layer.Size;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Draw;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.initializer.NormalInitializer;
import io.gan4j.components.loss.RelativisticCost;
import io.gan4j.components.loss.RelativisticPairingLoss;
import io.gan4j.components.term.R1Term;
import io.gan4j.components.term.R2Term;
import io.gan4j.tf.examples.Registered;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.NdArray;

@DisplayName("A discriminator that sees samples through augmentations")
class AugmentationsTest {
  private static final NormalInitializer INITIAL = new NormalInitializer(0, 0.3);
  private static final long SIDE = 12;

  /** Images with more pixels than places that are looked up by a product. */
  private static TestPlans plans(Schedule probability, Augmentation... transforms) {
    TestPlans plans = new TestPlans();
    plans.floatType = FloatType.FLOAT64;
    plans.samples = SampleSpace.images(SIDE, SIDE, 3);
    plans.loss = new RelativisticPairingLoss(RelativisticCost.STANDARD);
    plans.generator =
        List.of(
            TestPlans.dense((int) (SIDE * SIDE * 3), new Tanh()),
            new Reshape(List.of(SIDE, SIDE, 3L)));
    plans.discriminator =
        List.of(
            new Conv2d(
                3,
                Size.of(3),
                Size.of(2),
                Padding.SAME,
                Size.ONE,
                new Tanh(),
                INITIAL,
                INITIAL,
                Biases.TIED),
            new Flatten(),
            TestPlans.dense(1, new Linear()));
    plans.augmentations =
        transforms.length == 0 ? null : new Augmentations(List.of(transforms), probability, null);
    List<Term> penalties = List.of(new Weighed(0.7, new R1Term()), new Weighed(0.4, new R2Term()));
    plans.phases =
        List.of(
            plans.phase("discriminator", Draw.FRESH, 1, Set.of(), penalties, Player.DISCRIMINATOR),
            plans.phase("generator", Player.GENERATOR));
    return plans;
  }

  static Stream<Augmentation> all() {
    return Registered.all(Augmentation.class).stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  @DisplayName("has gradients that agree with finite differences, of penalties on its gradient too")
  void finiteDifferences(Augmentation augmentation) {
    TestPlans plans = plans(Schedule.constant(0.8), augmentation);
    try (InspectedSession<?> session = plans.open()) {
      for (String phase : List.of("discriminator", "generator")) {
        assertThat(FiniteDifferences.check(session, plans.request(phase, 1))).isGreaterThan(1e-3);
      }
    }
  }

  private static Map<String, NdArray<?>> trained(TestPlans plans, int parts) {
    plans.accumulate = parts;
    try (InspectedSession<?> session = plans.open()) {
      for (int step = 0; step < 3; step++) {
        session.step(plans.request("discriminator", step));
        session.step(plans.request("generator", step));
      }
      return session.saveState();
    }
  }

  private static void assertClose(Map<String, NdArray<?>> one, Map<String, NdArray<?>> other) {
    assertThat(one.keySet()).isEqualTo(other.keySet());
    one.forEach(
        (name, values) ->
            assertThat(States.values(values))
                .as(name)
                .usingComparatorWithPrecision(1e-9)
                .containsExactly(States.values(other, name)));
  }

  @Test
  @DisplayName("changes the samples of a batch alike where it passes in parts")
  void parts() {
    Augmentation ada = Registered.bind(Augmentation.class, "ada");
    assertClose(
        trained(plans(Schedule.constant(1), ada), 1), trained(plans(Schedule.constant(1), ada), 3));
  }

  @Test
  @DisplayName("sees samples as they are where the probability is 0")
  void off() {
    Augmentation ada = Registered.bind(Augmentation.class, "ada");
    assertClose(trained(plans(Schedule.constant(0), ada), 1), trained(plans(p -> 0), 1));
  }

  private static double cost(@Nullable Schedule probability, long step) {
    Augmentation cutout = Registered.bind(Augmentation.class, "{type: cutout, share: 1}");
    TestPlans plans =
        probability == null ? plans(p -> 0) : plans(probability, cutout, cutout, cutout);
    try (InspectedSession<?> session = plans.open()) {
      PhaseReport report = session.evaluate(plans.request("discriminator", step)).report();
      return TestPlans.loss(report, Player.DISCRIMINATOR);
    }
  }

  @Test
  @DisplayName("takes the probability of the step")
  void schedule() {
    Schedule late = progress -> progress.step() < 5 ? 0 : 1;
    assertThat(cost(late, 4)).isCloseTo(cost(null, 4), within(1e-9));
    assertThat(cost(late, 5)).isCloseTo(cost(Schedule.constant(1), 5), within(1e-9));
    assertThat(cost(late, 5)).isNotCloseTo(cost(null, 5), within(1e-3));
  }
}
