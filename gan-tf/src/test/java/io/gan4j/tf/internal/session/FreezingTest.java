package io.gan4j.tf.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.Player;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.provider.Freezing;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.initializer.ConstantInitializer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.NdArray;

@DisplayName("Frozen layers")
class FreezingTest {

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
    GanPlan plan = plans().plan();
    PlayerPlan generator = plan.generator();
    NetworkSpec network = generator.network();
    return new GanPlan(
        plan.samples(),
        plan.labels(),
        plan.statistics(),
        plan.latents(),
        new PlayerPlan(
            network,
            generator.optimizer(),
            null,
            List.of(),
            null,
            Freezing.of(network, patterns, until)),
        plan.discriminator(),
        plan.scoreKind(),
        plan.phases(),
        plan.batchSize(),
        plan.accumulate(),
        plan.seed(),
        plan.device(),
        plan.floatType());
  }

  private static List<String> moved(GanPlan plan, long step) {
    TestPlans requests = new TestPlans();
    try (InspectedSession<?> session = InspectedSession.open(plan)) {
      Map<String, NdArray<?>> before = session.saveState();
      session.step(requests.request("generator", step));
      Map<String, NdArray<?>> after = session.saveState();
      return before.keySet().stream()
          .filter(name -> name.startsWith("generator/") && name.split("/").length == 3)
          .filter(name -> !before.get(name).equals(after.get(name)))
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
