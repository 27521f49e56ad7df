package io.gan4j.components.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.Activation;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.testkit.ActivationContract;
import io.gan4j.testkit.DoubleOps;
import io.gan4j.testkit.DoubleTensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The built-in activations")
class ActivationsTest {

  @TestFactory
  Stream<DynamicTest> keepTheContract() {
    return Stream.of(
            new Linear(),
            new Relu(),
            new LeakyRelu(0.2),
            new LeakyRelu(2),
            new Elu(),
            new Selu(),
            new Softplus(),
            new Sigmoid(),
            new Tanh(),
            new ScaledTanh())
        .flatMap(activation -> ActivationContract.of(activation).tests());
  }

  private static void maps(Activation activation, double low, double zero, double high) {
    double[] values = activation.apply(new DoubleOps(), DoubleTensor.vector(-1.5, 0, 1.5)).values();
    assertThat(values).containsExactly(new double[] {low, zero, high}, within(1e-12));
  }

  @Test
  @DisplayName("have the values of their formulas at −1.5, 0 and 1.5")
  void formulas() {
    maps(new Linear(), -1.5, 0, 1.5);
    maps(new Relu(), 0, 0, 1.5);
    maps(new LeakyRelu(0.2), -0.3, 0, 1.5);
    maps(new Elu(), Math.exp(-1.5) - 1, 0, 1.5);
    double alpha = 1.6732632423543772;
    double scale = 1.0507009873554805;
    maps(new Selu(), scale * alpha * (Math.exp(-1.5) - 1), 0, scale * 1.5);
    maps(new Softplus(), Math.log(1 + Math.exp(-1.5)), Math.log(2), Math.log(1 + Math.exp(1.5)));
    maps(new Sigmoid(), 1 / (1 + Math.exp(1.5)), 0.5, 1 / (1 + Math.exp(-1.5)));
    maps(new Tanh(), Math.tanh(-1.5), 0, Math.tanh(1.5));
    maps(new ScaledTanh(), -1.7159 * Math.tanh(1), 0, 1.7159 * Math.tanh(1));
  }

  @Test
  @DisplayName("declare the ranges that samples have")
  void ranges() {
    assertThat(new Sigmoid().outputRange(Range.UNBOUNDED)).isEqualTo(Range.UNIT);
    assertThat(new Tanh().outputRange(Range.UNBOUNDED)).isEqualTo(Range.SYMMETRIC);
    assertThat(new Linear().outputRange(Range.UNBOUNDED)).isEqualTo(Range.UNBOUNDED);
    assertThat(new LeakyRelu(0.2).outputRange(Range.UNBOUNDED)).isEqualTo(Range.UNBOUNDED);
    assertThat(new LeakyRelu(0.5).outputRange(Range.SYMMETRIC)).isEqualTo(new Range(-0.5, 1));
  }

  @Test
  @DisplayName("refuse a leak of slope 0")
  void slope() {
    assertThatThrownBy(() -> new LeakyRelu(0))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("slope must be > 0, found 0.0");
  }
}
