package io.gan4j.tf.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.layer.Maxout;
import io.gan4j.api.layer.ReconstructionError;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.components.activation.Elu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Sigmoid;
import io.gan4j.components.initializer.NormalInitializer;
import io.gan4j.components.loss.MinimaxLoss;
import io.gan4j.components.loss.NonSaturatingLoss;
import io.gan4j.components.loss.RealFakeCombination;
import io.gan4j.tf.examples.ComponentExamples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.NdArray;

@DisplayName("The gradient of a loss")
class LossGradientsTest {

  static List<Loss> losses() {
    return ComponentExamples.losses();
  }

  private static TestPlans plans(Loss loss) {
    TestPlans plans = new TestPlans();
    plans.loss = loss;
    plans.floatType = FloatType.FLOAT64;
    plans.generator =
        List.of(
            TestPlans.dense(7, new Elu()),
            new Dropout(0.3, true),
            TestPlans.dense(TestPlans.FEATURES, new Sigmoid()));
    NormalInitializer initial = new NormalInitializer(0, 0.6);
    LayerSpec hidden = new Maxout(5, 3, initial, initial);
    plans.discriminator =
        loss.scoreKind() == ScoreKind.ENERGY
            ? List.of(
                new ReconstructionError(
                    List.of(hidden, TestPlans.dense(TestPlans.FEATURES, new Linear())), 1))
            : List.of(new Dropout(0.2, false), hidden, TestPlans.dense(1, new Linear()));
    plans.phases =
        List.of(
            plans.phase("discriminator", Player.DISCRIMINATOR),
            plans.phase("generator", Player.GENERATOR),
            plans.phase("both", Player.DISCRIMINATOR, Player.GENERATOR));
    return plans;
  }

  @ParameterizedTest
  @MethodSource("losses")
  @DisplayName("agrees with finite differences, for each player and for both at once")
  void agreesWithFiniteDifferences(Loss loss) {
    TestPlans plans = plans(loss);
    try (InspectedSession<?> session = plans.open()) {
      for (String phase : List.of("discriminator", "generator", "both")) {
        assertThat(FiniteDifferences.check(session, plans.request(phase, 3))).isGreaterThan(1e-3);
      }
    }
  }

  @Test
  @DisplayName("changes for the generator alone when minimax is swapped for non-saturating")
  void swappingTheLossChangesTheGeneratorsGradientOnly() {
    Map<String, NdArray<?>> minimax = gradients(new MinimaxLoss(RealFakeCombination.SUM));
    Map<String, NdArray<?>> nonSaturating =
        gradients(new NonSaturatingLoss(RealFakeCombination.SUM));

    assertThat(minimax.keySet()).isEqualTo(nonSaturating.keySet()).hasSize(8);
    minimax.forEach(
        (name, gradient) -> {
          double[] other = States.values(nonSaturating, name);
          if (name.startsWith("discriminator")) {
            assertThat(States.values(gradient)).as(name).isEqualTo(other);
          } else {
            assertThat(States.values(gradient)).as(name).isNotEqualTo(other);
          }
        });
  }

  private static Map<String, NdArray<?>> gradients(Loss loss) {
    TestPlans plans = plans(loss);
    try (InspectedSession<?> session = plans.open()) {
      return session.evaluate(plans.request("both", 0)).gradients();
    }
  }
}
