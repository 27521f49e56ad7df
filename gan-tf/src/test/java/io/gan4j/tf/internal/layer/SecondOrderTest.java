package io.gan4j.tf.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.tf.examples.LayerExamples.Example;
import io.gan4j.tf.internal.graph.FloatKind;
import io.gan4j.tf.internal.layer.Critic.Deviation;
import io.gan4j.tf.internal.layer.SecondOrderMatrix.Combination;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The gradient of a gradient penalty")
class SecondOrderTest {
  static final double TOLERANCE = 1e-6;

  /** Every layer once; activations, norms and weight transforms in turn. */
  static Stream<Combination> layers() {
    List<Combination> combinations = new ArrayList<>();
    for (Example example : SecondOrderMatrix.examples()) {
      int i = combinations.size();
      String norm = inTurn(SecondOrderMatrix.norms(), i);
      combinations.add(
          new Combination(
              example,
              inTurn(SecondOrderMatrix.activations(), i),
              SecondOrderMatrix.meet(example, norm) ? norm : "layer-norm",
              inTurn(SecondOrderMatrix.transforms(), i)));
    }
    return combinations.stream();
  }

  private static String inTurn(List<String> names, int i) {
    return names.get(i % names.size());
  }

  /** Every activation with every norm, in a critic of dense layers. */
  static Stream<Combination> activationsAndNorms() {
    Example dense = SecondOrderMatrix.examples().get(0);
    return SecondOrderMatrix.activations().stream()
        .flatMap(
            activation ->
                SecondOrderMatrix.norms().stream()
                    .filter(norm -> SecondOrderMatrix.meet(dense, norm))
                    .map(norm -> new Combination(dense, activation, norm, SecondOrderMatrix.NONE)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"layers", "activationsAndNorms"})
  @DisplayName("agrees with finite differences through")
  void agrees(Combination combination) {
    try (Critic<?> critic = combination.critic(FloatKind.FLOAT64)) {
      Deviation deviation = critic.deviation();
      assertThat(deviation.largest()).isGreaterThan(1e-3);
      assertThat(deviation.error()).as("relative error").isLessThan(TOLERANCE);
    }
  }

  @Test
  @DisplayName("is the same in float32, where batch norm is one fused operation")
  void fusedBatchNorm() {
    Example perClass =
        SecondOrderMatrix.examples().stream()
            .filter(example -> example.name().equals("batch-norm, per class"))
            .findFirst()
            .orElseThrow();
    Combination combination = new Combination(perClass, "tanh", "batch-norm", "none");
    try (Critic<?> exact = combination.critic(FloatKind.FLOAT64);
        Critic<?> fused = combination.critic(FloatKind.FLOAT32)) {
      Map<String, double[]> expected = exact.gradients();
      fused
          .gradients()
          .forEach(
              (name, gradient) ->
                  assertThat(gradient)
                      .as(name)
                      .usingComparatorWithPrecision(1e-4)
                      .containsExactly(expected.get(name)));
    }
  }
}
