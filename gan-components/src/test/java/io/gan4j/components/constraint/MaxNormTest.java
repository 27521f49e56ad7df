package io.gan4j.components.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.network.ParameterSpec;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.testkit.ConstraintContract;
import io.gan4j.testkit.DoubleOps;
import io.gan4j.testkit.DoubleTensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.ndarray.Shape;

@DisplayName("The max-norm constraint")
class MaxNormTest {
  private static final ConstantInitializer ZERO = new ConstantInitializer(0);

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return ConstraintContract.of(new MaxNorm(1.9365)).tests();
  }

  @Test
  @DisplayName(
      "shortens each unit's incoming weights on their own, and leaves short ones as they are")
  void perUnit() {
    ParameterSpec kernel = ParameterSpec.kernel(Shape.of(2, 3), ZERO, 2, 3);
    DoubleTensor weights = DoubleTensor.of(Shape.of(2, 3), 3, 0.3, 0, 4, 0.4, 0);
    double[] projected = new MaxNorm(2).project(new DoubleOps(), weights, kernel).values();
    assertThat(projected).containsExactly(new double[] {1.2, 0.3, 0, 1.6, 0.4, 0}, within(1e-15));
    assertThat(projected[1]).as("exactly as it was").isEqualTo(0.3);
  }

  @Test
  @DisplayName("is for kernels, not for biases")
  void kernelsOnly() {
    MaxNorm constraint = new MaxNorm(1);
    assertThat(constraint.appliesTo(ParameterSpec.kernel(Shape.of(2, 3), ZERO, 2, 3))).isTrue();
    assertThat(constraint.appliesTo(ParameterSpec.bias(3, ZERO, 2))).isFalse();
  }
}
