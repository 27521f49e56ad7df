package io.gan4j.tf.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.gan4j.api.ProviderException;
import io.gan4j.api.game.Player;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.provider.MemoryPlan;
import io.gan4j.api.training.Draw;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.average.ExponentialAverage;
import io.gan4j.tf.TensorFlowPlugin;
import io.gan4j.tf.TensorFlowProvider;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

@DisplayName("The TensorFlow provider")
class TensorFlowProviderTest {
  private final TensorFlowProvider provider = TensorFlowProvider.create();

  @Test
  @DisplayName("is found by ServiceLoader and says what it runs on")
  void isFound() {
    assertThat(ServiceLoader.load(GanPlugin.class))
        .hasAtLeastOneElementOfType(TensorFlowPlugin.class);
    assertThat(provider.name()).isEqualTo("tensorflow");
    assertThat(provider.version()).contains("2.18.0").contains("1.1.0");
    assertThat(provider.diagnose()).isNotEmpty();
  }

  @Test
  @DisplayName("refuses a device that is not there, naming those that are")
  void refusesAbsentDevices() {
    GanPlan elsewhere = new TestPlans().plan().toBuilder().device("gpu:77").build();
    assertThatThrownBy(() -> provider.open(elsewhere))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("gpu:77")
        .hasMessageContaining("cpu");
  }

  @Test
  @DisplayName("plans memory: weights, slots and averages exactly, the rest from the graph")
  void plansMemory() {
    TestPlans plans = new TestPlans();
    plans.generatorAverage = new ExponentialAverage(0.9, false);
    MemoryPlan memory = provider.plan(plans.plan());
    int generator = 5 * 7 + 7 + 7 * 4 + 4;
    int discriminator = 4 * 6 + 6 + 6 + 1;
    long weights = 4L * (generator * 4 + discriminator * 3);
    assertThat(memory.weights()).isEqualTo(weights);
    assertThat(memory.copies())
        .as("four batches of six samples with their labels, and the state for a checkpoint")
        .isEqualTo(4L * 6 * (4 * 4 + 4) + weights);
    assertThat(memory.engine()).isGreaterThan(100L << 20);

    // A large batch, so that weights count for nothing.
    plans.batchSize = 6000;
    long large = provider.plan(plans.plan()).step();
    plans.batchSize = 12_000;
    assertThat((double) provider.plan(plans.plan()).step())
        .as("activations and their gradients grow with the batch")
        .isCloseTo(2.0 * large, withinPercentage(1));
    plans.batchSize = 6000;
    plans.discriminator = List.of(TestPlans.dense(60, new Tanh()), TestPlans.dense(1, new Tanh()));
    // D's phase on real and fake samples keeps at least the hidden layer, and its gradient's sum.
    assertThat(provider.plan(plans.plan()).step())
        .isBetween(2 * 6000 * 60 * 4L, 8 * 6000 * 60 * 4L);

    plans = new TestPlans();
    plans.generatorAverage = new ExponentialAverage(0.9, false);
    plans.phases =
        List.of(
            plans.phase(
                "ahead",
                Draw.FRESH,
                2,
                Set.of(Player.GENERATOR),
                List.of(),
                Player.GENERATOR,
                Player.DISCRIMINATOR));
    assertThat(provider.plan(plans.plan()).weights())
        .as("a player that is put back is kept twice")
        .isEqualTo(4L * (2 * generator * 4 + discriminator * 3));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("exports a generator that gives the session's samples, averaged, pooled or not")
  void exports(boolean pooled, @TempDir Path folder) {
    TestPlans plans = new TestPlans();
    plans.generatorAverage = new ExponentialAverage(0.9, false);
    if (pooled) {
      plans.latents = new TestLatents(TestPlans.LATENTS, 10);
    }
    try (GanSession session = provider.open(plans.plan())) {
      for (int step = 0; step < 10; step++) {
        session.step(plans.request("generator", step));
      }
      FloatNdArray latents = session.drawLatents(11, 7);
      double[] samples = States.values(session.generate(latents));
      session.export(folder.resolve("model"), Map.of("step", "10"));
      try (GeneratorModel model = provider.load(folder.resolve("model"))) {
        assertThat(States.values(model.generate(latents))).containsExactly(samples, within(1e-6));
        assertThat(States.values(model.sample(11, 7))).containsExactly(samples, within(1e-6));
        assertThat(model.metadata()).containsEntry("step", "10");
      }
    }
  }

  @Test
  @DisplayName("draws latents that do not depend on how many are asked for")
  void drawsLatents() {
    TestPlans plans = new TestPlans();
    try (GanSession session = provider.open(plans.plan())) {
      double[] three = States.values(session.drawLatents(5, 3));
      double[] many = States.values(session.drawLatents(5, 300));
      assertThat(Arrays.copyOf(many, three.length)).isEqualTo(three);
      assertThat(States.values(session.drawLatents(6, 3))).isNotEqualTo(three);
      assertThatThrownBy(() -> session.drawLatents(5, 0)).hasMessageContaining("count");
    }
  }

  @Test
  @DisplayName("refuses inputs of another shape")
  void refusesShapes() {
    try (GanSession session = provider.open(new TestPlans().plan())) {
      assertThatThrownBy(() -> session.generate(NdArrays.ofFloats(Shape.of(2, 6))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("latents must be of shape [n, 5]")
          .hasMessageContaining("[2, 6]");
      assertThatThrownBy(() -> session.score(NdArrays.ofFloats(Shape.of(4))))
          .hasMessageContaining("samples must be of shape");
    }
  }
}
