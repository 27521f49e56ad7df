package io.gan4j.tf.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.game.Player;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.network.NetworkPart;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.provider.Freezing;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.provider.PlayerPlan.PartPlan;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.initializer.ConstantInitializer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.NdArray;

@DisplayName("Frozen layers")
class FreezingTest {
  private static final double RATE = 0.01;
  private static final String BODY = "generator/body/0.dense/kernel";

  private static TestPlans plans() {
    TestPlans plans = new TestPlans();
    plans.generator =
        List.of(
            TestPlans.dense(7, new Tanh()),
            new BatchNorm(0.5, 1e-3, true, true, new ConstantInitializer(1)),
            TestPlans.dense(TestPlans.FEATURES, new Linear()));
    return plans;
  }

  private static GanPlan plan(List<String> patterns, long until) {
    return plan(its -> its.toBuilder().frozen(Freezing.of(its.network(), patterns, until)).build());
  }

  /** With another generator. */
  private static GanPlan plan(UnaryOperator<PlayerPlan> change) {
    GanPlan plan = plans().plan();
    return plan.toBuilder()
        .player(Player.GENERATOR, change.apply(plan.player(Player.GENERATOR)))
        .build();
  }

  private static List<String> moved(GanPlan plan, long step) {
    TestPlans requests = new TestPlans();
    try (InspectedSession<?> session = InspectedSession.open(plan)) {
      Map<String, NdArray<?>> before = session.saveState();
      session.step(requests.request("generator", step));
      Map<String, NdArray<?>> after = session.saveState();
      return before.keySet().stream()
          .filter(name -> name.startsWith("generator/") && name.split("/").length == 3)
          .filter(name -> !Objects.equals(before.get(name), after.get(name)))
          .toList();
    }
  }

  @Test
  @DisplayName("keep their statistics, which move with the layer when it thaws")
  void statistics() {
    assertThat(moved(plan(List.of("0.*", "1.*"), 5), 4))
        .containsExactly("generator/2.dense/kernel", "generator/2.dense/bias");
    assertThat(moved(plan(List.of("0.*", "1.*"), 5), 5))
        .contains("generator/0.dense/kernel")
        .anyMatch(name -> name.startsWith("generator/1.batch-norm/") && name.contains("mean"));
  }

  /** A generator whose first layer is a part of its own, with half of the learning rate. */
  private static PlayerPlan inParts(PlayerPlan plan, long until) {
    NetworkSpec whole = plan.network().part("").layers();
    NetworkSpec body = new NetworkSpec(whole.input(), whole.layers().subList(0, 1));
    NetworkSpec head = new NetworkSpec(body.outputShape(), whole.layers().subList(1, 3));
    PlayerNetwork network =
        new PlayerNetwork(
            plan.network().inputs(),
            List.of(
                new NetworkPart("body", List.of(PlayerNetwork.LATENTS), body),
                new NetworkPart("", List.of("body"), head)),
            plan.network().outputs());
    return PlayerPlan.builder(network, new Adam(progress -> RATE, 0.5, 0.999, 1e-8))
        .parts(Map.of("body", new PartPlan(0.5, null)))
        .frozen(Freezing.of(network, List.of("body/*"), until))
        .build();
  }

  @Test
  @DisplayName("may be a part of a network, whose optimiser begins anew at the part's own rate")
  void parts() {
    TestPlans requests = new TestPlans();
    try (InspectedSession<?> session = InspectedSession.open(plan(plan -> inParts(plan, 3)))) {
      double[] start = States.values(session.saveState(), BODY);
      for (long step = 0; step < 3; step++) {
        session.step(requests.request("generator", step));
      }
      assertThat(States.values(session.saveState(), BODY)).isEqualTo(start);
      session.step(requests.request("generator", 3));
      double[] thawed = States.values(session.saveState(), BODY);
      double longest = 0;
      for (int i = 0; i < start.length; i++) {
        longest = Math.max(longest, Math.abs(thawed[i] - start[i]));
      }
      // Adam's first step is as long as the learning rate.
      assertThat(longest).isCloseTo(0.5 * RATE, within(0.01 * RATE));
    }
  }

  @Test
  @DisplayName("have no gradients in the graph of the phases in which they are frozen")
  void noGradients() {
    try (InspectedSession<?> session = InspectedSession.open(plan(List.of("0.*"), 5))) {
      assertThat(session.built().phase("generator", 4).gradients().keySet())
          .noneMatch(name -> name.startsWith("generator/0."))
          .anyMatch(name -> name.startsWith("generator/2."));
      assertThat(session.built().phase("generator", 5).gradients().keySet())
          .anyMatch(name -> name.startsWith("generator/0."));
      assertThat(session.built().phase("discriminator", 0))
          .isSameAs(session.built().phase("discriminator", 9));
    }
    try (InspectedSession<?> session =
        InspectedSession.open(plan(List.of("*"), Freezing.FOR_GOOD))) {
      assertThat(session.built().phase("generator", 7).gradients()).isEmpty();
    }
  }

  @Test
  @DisplayName("draw the noise of the step, frozen or not")
  void sameNoise() {
    TestPlans requests = new TestPlans();
    try (InspectedSession<?> frozen =
            InspectedSession.open(plan(List.of("*"), Long.MAX_VALUE - 1));
        InspectedSession<?> free = plans().open()) {
      assertThat(frozen.step(requests.request("generator", 3)).losses().get(Player.GENERATOR))
          .isEqualTo(free.step(requests.request("generator", 3)).losses().get(Player.GENERATOR));
    }
  }
}
