package io.gan4j.tf.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.layer.Dense;
import io.gan4j.api.network.Initializer;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.weight.EqualizedLearningRate;
import io.gan4j.components.weight.SpectralNorm;
import io.gan4j.components.weight.WeightNorm;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

@DisplayName("A layer whose weights are transformed")
class WeightTransformLayersTest {
  private static final Initializer ZERO = new ConstantInitializer(0);
  private static final int INPUTS = 5;
  private static final int UNITS = 3;
  private static final Dense SPECTRAL =
      new Dense(UNITS, new Linear(), ZERO, ZERO, false, new SpectralNorm(1));

  /** Leading singular vector of the output side, by many power iterations, and the value. */
  private static double[] leading(double[] kernel, double[] value) {
    double[] u = {1, 0.5, 0.25};
    for (int n = 0; n < 2000; n++) {
      double[] v = new double[INPUTS];
      double[] next = new double[UNITS];
      double squares = 0;
      for (int i = 0; i < INPUTS; i++) {
        for (int j = 0; j < UNITS; j++) {
          v[i] += kernel[i * UNITS + j] * u[j];
        }
        squares += v[i] * v[i];
      }
      value[0] = Math.sqrt(squares);
      double length = 0;
      for (int j = 0; j < UNITS; j++) {
        for (int i = 0; i < INPUTS; i++) {
          next[j] += kernel[i * UNITS + j] * v[i];
        }
        length += next[j] * next[j];
      }
      for (int j = 0; j < UNITS; j++) {
        u[j] = next[j] / Math.sqrt(length);
      }
    }
    return u;
  }

  @Test
  @DisplayName("by spectral norm divides its kernel by the largest singular value")
  void spectralNorm() {
    Dense plain = new Dense(UNITS, new Linear(), ZERO, ZERO, false);
    try (LayerHarness harness = new LayerHarness(SPECTRAL, Shape.of(INPUTS), 2);
        LayerHarness undivided = new LayerHarness(plain, Shape.of(INPUTS), 2)) {
      double[] sigma = new double[1];
      double[] u = leading(harness.values("kernel"), sigma);
      harness.with("kernel.u", u);
      double[] expected = undivided.with("kernel", harness.values("kernel")).trained();
      for (int i = 0; i < expected.length; i++) {
        expected[i] /= sigma[0];
      }
      assertThat(harness.trained()).containsExactly(expected, within(1e-9));
      assertThat(harness.inferred()).containsExactly(expected, within(1e-9));
      assertThat(harness.nextStatistic("kernel.u")).containsExactly(u, within(1e-9));
      // With u at its end, σ no longer changes with it to first order, so that a gradient that
      // takes u as a constant is the whole gradient.
      harness.checkGradients();
    }
  }

  @Test
  @DisplayName("by spectral norm gets there from any vector, a step at a time")
  void powerIteration() {
    try (LayerHarness harness = new LayerHarness(SPECTRAL, Shape.of(INPUTS), 2)) {
      double[] sigma = new double[1];
      double[] u = leading(harness.values("kernel"), sigma);
      harness.with("kernel.u", -2, 3, 0.5);
      assertThat(harness.nextStatistic("kernel.u")).isNotEqualTo(u);
      for (int i = 0; i < 300; i++) {
        harness.with("kernel.u", harness.nextStatistic("kernel.u"));
      }
      double[] reached = harness.values("kernel.u");
      double sign = Math.signum(reached[0] * u[0]);
      for (int j = 0; j < UNITS; j++) {
        assertThat(sign * reached[j]).isEqualTo(u[j], within(1e-6));
      }
    }
  }

  @Test
  @DisplayName("by spectral norm passes no gradient to the vector that is kept")
  void noGradientToU() {
    try (LayerHarness harness = new LayerHarness(SPECTRAL, Shape.of(INPUTS), 2)) {
      harness.with("kernel.u", 1, -1, 0.3);
      assertThat(harness.gradient("kernel.u")).containsOnly(0);
      assertThat(harness.gradient("kernel")).doesNotContain(0);
    }
  }

  @Test
  @DisplayName("by weight norm or equalised learning rates has the gradients of differences")
  void gradients() {
    Dense weightNorm =
        new Dense(
            UNITS, new Linear(), ZERO, ZERO, true, new WeightNorm(new ConstantInitializer(1)));
    Dense equalized =
        new Dense(UNITS, new Linear(), ZERO, ZERO, true, new EqualizedLearningRate(2));
    try (LayerHarness one = new LayerHarness(weightNorm, Shape.of(INPUTS), 4);
        LayerHarness two = new LayerHarness(equalized, Shape.of(INPUTS), 4)) {
      one.checkGradients();
      two.checkGradients();
    }
  }
}
