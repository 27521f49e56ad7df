package io.gan4j.components.constraint;

import static org.assertj.core.api.Assertions.assertThat;

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

@DisplayName("Weight clipping")
class WeightClipTest {
  private static final ConstantInitializer ZERO = new ConstantInitializer(0);

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return ConstraintContract.of(new WeightClip(0.01)).tests();
  }

  @Test
  @DisplayName("cuts values off on both sides, and leaves the others exactly as they are")
  void clips() {
    DoubleTensor weights = DoubleTensor.of(Shape.of(2, 2), 0.3, -0.3, 0.05, -0.1);
    ParameterSpec kernel = ParameterSpec.kernel(Shape.of(2, 2), ZERO, 2, 2);
    assertThat(new WeightClip(0.1).project(new DoubleOps(), weights, kernel).values())
        .containsExactly(0.1, -0.1, 0.05, -0.1);
  }

  @Test
  @DisplayName("is for everything that is trained, biases too, as in the paper's code")
  void everything() {
    WeightClip constraint = new WeightClip(0.01);
    assertThat(constraint.appliesTo(ParameterSpec.bias(3, ZERO, 2))).isTrue();
    assertThat(constraint.appliesTo(ParameterSpec.affine("gain", Shape.of(3), 1))).isTrue();
    assertThat(constraint.appliesTo(ParameterSpec.statistic("mean", Shape.of(3), 0))).isFalse();
  }
}
