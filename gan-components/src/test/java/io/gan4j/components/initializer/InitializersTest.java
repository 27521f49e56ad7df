package io.gan4j.components.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ParameterSpec.Role;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.testkit.InitializerContract;
import io.gan4j.testkit.InitializerContract.Moments;
import io.gan4j.testkit.InitializerContract.Target;
import java.util.Arrays;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.ndarray.Shape;

@DisplayName("The built-in initialisers")
class InitializersTest {

  private static Stream<DynamicTest> kernel(Initializer initializer, double mean, double stddev) {
    return InitializerContract.of(
            initializer, Target.kernel(initializer), new Moments(mean, stddev, true))
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> keepTheContract() {
    double glorot = Math.sqrt(2.0 / (200 + 150)); // a uniform's deviation is its bound / √3
    return Stream.of(
            kernel(new UniformInitializer(null, 0.05), 0, 0.05 / Math.sqrt(3)),
            kernel(new UniformInitializer(1.0, 3), 2, 1 / Math.sqrt(3)),
            kernel(new NormalInitializer(0.5, 0.02), 0.5, 0.02),
            // Var of N(0,1) within ±2: 1 − 2·2φ(2)/(2Φ(2) − 1)
            kernel(new TruncatedNormalInitializer(0, 0.02), 0, 0.02 * Math.sqrt(0.7737413)),
            kernel(new GlorotInitializer(), 0, glorot),
            kernel(new GlorotInitializer(Math.sqrt(2)), 0, Math.sqrt(2) * glorot),
            kernel(new HeInitializer(), 0, 0.1),
            kernel(new DeepLearnToolboxInitializer(), 0, 4 * glorot),
            kernel(new SparseInitializer(30, 0.5), 0, 0.5 * Math.sqrt(30 / 200.0)))
        .flatMap(tests -> tests);
  }

  @TestFactory
  Stream<DynamicTest> constant() {
    Initializer initializer = new ConstantInitializer(-2);
    return InitializerContract.of(
            initializer, Target.kernel(initializer), new Moments(-2, 0, false))
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> dataLogit() {
    Initializer initializer = new DataLogitInitializer();
    Target target =
        new Target(ParameterSpec.bias(3, initializer, 10), () -> new double[] {0.25, 0.5, 0.75});
    double mean = 0;
    double stddev = Math.log(3) * Math.sqrt(2 / 3.0);
    return InitializerContract.of(initializer, target, new Moments(mean, stddev, false)).tests();
  }

  private static double[] values(Initializer initializer, ParameterSpec parameter, double... mean) {
    LongToDoubleFunction values = initializer.values(parameter, RandomKey.of(4), () -> mean);
    return LongStream.range(0, parameter.shape().size()).mapToDouble(values).toArray();
  }

  @Test
  @DisplayName("truncated normal never leaves two standard deviations")
  void truncated() {
    Initializer initializer = new TruncatedNormalInitializer(1, 0.5);
    double[] values =
        values(initializer, ParameterSpec.kernel(Shape.of(100, 100), initializer, 1, 1));
    for (double value : values) {
      assertThat(value).isBetween(0.0, 2.0);
    }
  }

  @Test
  @DisplayName("DeepLearnToolbox's range is also the bias's, from the same fans")
  void toolboxBias() {
    Initializer initializer = new DeepLearnToolboxInitializer();
    double[] values = values(initializer, ParameterSpec.bias(784, initializer, 100));
    double bound = 4 * Math.sqrt(6.0 / 884);
    for (double value : values) {
      assertThat(value).isBetween(-bound, bound);
    }
    assertThat(Arrays.stream(values).max().orElseThrow()).isGreaterThan(0.9 * bound);
    assertThat(Arrays.stream(values).min().orElseThrow()).isLessThan(-0.9 * bound);
  }

  @Nested
  @DisplayName("sparse")
  class Sparse {

    private int[] nonZeroPerUnit(ParameterSpec parameter, double[] values, int stride) {
      int units = (int) parameter.shape().get(parameter.outputAxis());
      int[] counts = new int[units];
      for (int i = 0; i < values.length; i++) {
        if (values[i] != 0) {
          counts[i / stride % units]++;
        }
      }
      return counts;
    }

    @Test
    @DisplayName("gives each unit exactly its count of weights, chosen apart for each unit")
    void count() {
      Initializer initializer = new SparseInitializer(15, 1);
      ParameterSpec parameter = ParameterSpec.kernel(Shape.of(100, 40), initializer, 100, 40);
      double[] values = values(initializer, parameter);
      assertThat(nonZeroPerUnit(parameter, values, 1)).containsOnly(15).hasSize(40);
      int[] perInput = new int[100];
      for (int i = 0; i < values.length; i++) {
        perInput[i / 40] += values[i] != 0 ? 1 : 0;
      }
      assertThat(Arrays.stream(perInput).max().orElseThrow())
          .as("most units of an input")
          .isLessThan(40);
    }

    @Test
    @DisplayName("counts along the output axis, wherever it is")
    void axis() {
      Initializer initializer = new SparseInitializer(4, 1);
      ParameterSpec parameter =
          new ParameterSpec("kernel", Shape.of(3, 5, 2), Role.KERNEL, initializer, 6, 10, 1);
      double[] values = values(initializer, parameter);
      assertThat(nonZeroPerUnit(parameter, values, 2)).containsOnly(4).hasSize(5);
    }

    @Test
    @DisplayName("fills a unit that has just as many inputs")
    void full() {
      Initializer initializer = new SparseInitializer(3, 1);
      double[] values =
          values(initializer, ParameterSpec.kernel(Shape.of(3, 2), initializer, 3, 2));
      assertThat(values).doesNotContain(0);
    }

    @Test
    @DisplayName("refuses more weights than a unit has")
    void refuses() {
      Initializer initializer = new SparseInitializer(4, 1);
      ParameterSpec parameter = ParameterSpec.kernel(Shape.of(3, 2), initializer, 3, 2);
      assertThatThrownBy(() -> values(initializer, parameter))
          .isInstanceOf(InvalidValueException.class)
          .hasMessage("count must be <= a unit's incoming weights (3), found 4");
    }
  }

  @Nested
  @DisplayName("data-logit")
  class DataLogit {
    private final Initializer initializer = new DataLogitInitializer();

    @Test
    @DisplayName("is log(m / (1 − m)), with m clipped to [1e-7, 1 − 1e-7]")
    void logit() {
      double edge = Math.log(1e-7 / (1 - 1e-7));
      assertThat(values(initializer, ParameterSpec.bias(4, initializer, 9), 0, 0.2, 0.5, 1))
          .containsExactly(new double[] {edge, Math.log(0.25), 0, -edge}, within(1e-9));
    }

    @Test
    @DisplayName("refuses a parameter that is not the size of a sample")
    void size() {
      assertThatThrownBy(() -> values(initializer, ParameterSpec.bias(3, initializer, 9), 0.1, 0.2))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("one value per value of a sample (2)")
          .hasMessageContaining("[3]");
    }

    @Test
    @DisplayName("refuses data outside [0, 1]")
    void range() {
      assertThatThrownBy(() -> values(initializer, ParameterSpec.bias(1, initializer, 9), -0.4))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("data in [0, 1]")
          .hasMessageContaining("-0.4");
    }
  }

  @Test
  @DisplayName("uniform refuses ends in the wrong order, and high alone must be above 0")
  void uniformEnds() {
    assertThatThrownBy(() -> new UniformInitializer(2.0, 1))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("high must be > low (2.0), found 1.0");
    assertThatThrownBy(() -> new UniformInitializer(null, -1))
        .isInstanceOf(InvalidValueException.class);
  }
}
