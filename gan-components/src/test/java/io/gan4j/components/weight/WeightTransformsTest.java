package io.gan4j.components.weight;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ParameterSpec.Role;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.initializer.HeInitializer;
import io.gan4j.testkit.DoubleOps;
import io.gan4j.testkit.DoubleTensor;
import io.gan4j.testkit.WeightTransformContract;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.ndarray.Shape;

@DisplayName("Transforms of weights")
class WeightTransformsTest {
  private static final ConstantInitializer ONE = new ConstantInitializer(1);

  @TestFactory
  Stream<DynamicTest> keepTheContract() {
    return Stream.of(
            new PlainWeights(),
            new SpectralNorm(1),
            new SpectralNorm(3),
            new WeightNorm(ONE),
            new EqualizedLearningRate(1),
            new EqualizedLearningRate(Math.sqrt(2)))
        .flatMap(transform -> WeightTransformContract.of(transform).tests());
  }

  /** What is kept for a kernel, with given values. */
  private static final class Kept implements WeightTransform.Kept<DoubleTensor> {
    private final ParameterSpec kernel;
    private final Map<String, DoubleTensor> values = new HashMap<>();
    private final Map<String, DoubleTensor> moved = new HashMap<>();

    Kept(ParameterSpec kernel, double... weights) {
      this.kernel = kernel;
      with("kernel", DoubleTensor.of(kernel.shape(), weights));
    }

    Kept with(String name, DoubleTensor value) {
      values.put(name, value);
      return this;
    }

    @Override
    public TensorOps<DoubleTensor> ops() {
      return new DoubleOps();
    }

    @Override
    public ParameterSpec kernel() {
      return kernel;
    }

    @Override
    public DoubleTensor value() {
      return value("kernel");
    }

    @Override
    public DoubleTensor value(String name) {
      return requireNonNull(values.get(name), name);
    }

    @Override
    public void moveStatistic(String name, DoubleTensor next) {
      moved.put(name, next);
    }
  }

  private static double norm(double... values) {
    return Math.sqrt(DoubleStream.of(values).map(v -> v * v).sum());
  }

  @Test
  @DisplayName("spectral norm takes one power iteration from the vector that is kept")
  void spectralNormByHand() {
    ParameterSpec kernel = ParameterSpec.kernel(Shape.of(3, 2), ONE, 3, 2);
    // M = [[1, 2], [0, 1], [2, 0]], u = (1, 0): Mu = (1, 0, 2), v = Mu/√5, Mᵀv = (5, 2)/√5.
    Kept kept = new Kept(kernel, 1, 2, 0, 1, 2, 0).with("kernel.u", DoubleTensor.vector(1, 0));
    double sigma = norm(5, 2) / Math.sqrt(5);
    assertThat(new SpectralNorm(1).apply(kept).values())
        .containsExactly(
            new double[] {1 / sigma, 2 / sigma, 0, 1 / sigma, 2 / sigma, 0}, within(1e-10));
    assertThat(requireNonNull(kept.moved.get("kernel.u")).values())
        .containsExactly(new double[] {5 / norm(5, 2), 2 / norm(5, 2)}, within(1e-10));
  }

  @Test
  @DisplayName("spectral norm finds the largest singular value, whichever axis the outputs are on")
  void spectralNormConverges() {
    // Singular values 3 and 1: M = U·diag(3, 1)·Vᵀ with rotations U by 0.3 and V by 1.1.
    double[] m = new double[4];
    double[][] left = {{Math.cos(0.3), -Math.sin(0.3)}, {Math.sin(0.3), Math.cos(0.3)}};
    double[][] right = {{Math.cos(1.1), -Math.sin(1.1)}, {Math.sin(1.1), Math.cos(1.1)}};
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        m[2 * i + j] = 3 * left[i][0] * right[j][0] + left[i][1] * right[j][1];
      }
    }
    ParameterSpec last = ParameterSpec.kernel(Shape.of(2, 2), ONE, 2, 2);
    ParameterSpec first = new ParameterSpec("kernel", Shape.of(2, 2), Role.KERNEL, ONE, 2, 2, 0);
    for (ParameterSpec kernel : new ParameterSpec[] {last, first}) {
      Kept kept = new Kept(kernel, m).with("kernel.u", DoubleTensor.vector(0.6, -0.2));
      double[] made = new SpectralNorm(30).apply(kept).values();
      for (int i = 0; i < 4; i++) {
        assertThat(made[i]).isEqualTo(m[i] / 3, within(1e-9));
      }
      double[] leading = requireNonNull(kept.moved.get("kernel.u")).values();
      double[] expected =
          kernel.outputAxis() == 1
              ? new double[] {right[0][0], right[1][0]}
              : new double[] {left[0][0], left[1][0]};
      assertThat(Math.abs(leading[0] * expected[0] + leading[1] * expected[1]))
          .as("along the leading singular vector of the output side")
          .isEqualTo(1, within(1e-9));
    }
  }

  @Test
  @DisplayName("weight norm gives each unit's weights the length that is kept")
  void weightNorm() {
    ParameterSpec kernel = ParameterSpec.kernel(Shape.of(2, 2), ONE, 2, 2);
    Kept kept = new Kept(kernel, 3, 1, 4, -1).with("kernel.gain", DoubleTensor.vector(10, 2));
    double root = Math.sqrt(2);
    assertThat(new WeightNorm(ONE).apply(kept).values())
        .containsExactly(new double[] {6, root, 8, -root}, within(1e-10));

    ParameterSpec transposed =
        new ParameterSpec("kernel", Shape.of(2, 2), Role.KERNEL, ONE, 2, 2, 0);
    Kept rows = new Kept(transposed, 3, 4, 1, -1).with("kernel.gain", DoubleTensor.vector(10, 2));
    assertThat(new WeightNorm(ONE).apply(rows).values())
        .containsExactly(new double[] {6, 8, root, -root}, within(1e-10));
  }

  @Test
  @DisplayName("equalised learning rates use what the initialiser says and train it at unit scale")
  void equalized() {
    EqualizedLearningRate transform = new EqualizedLearningRate(Math.sqrt(2));
    ParameterSpec kernel = ParameterSpec.kernel(Shape.of(800, 4), new HeInitializer(), 800, 4);
    ParameterSpec kept = transform.parameters(kernel).get(0);
    RandomKey random = RandomKey.of(5);
    double[] trained = new double[3200];
    for (int i = 0; i < trained.length; i++) {
      trained[i] = kept.initializer().values(kept, random, () -> new double[0]).applyAsDouble(i);
    }
    double[] used = transform.apply(new Kept(kept, trained)).values();
    for (int i = 0; i < used.length; i++) {
      double initial =
          kernel.initializer().values(kernel, random, () -> new double[0]).applyAsDouble(i);
      assertThat(used[i]).isEqualTo(initial, within(1e-12));
    }
    // He: a standard deviation of √(2/fan-in); 3200 draws know theirs to about 1.3 %.
    assertThat(norm(trained) / Math.sqrt(trained.length)).isEqualTo(1, within(0.06));
  }
}
