package io.gan4j.report.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.Range;
import io.gan4j.api.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A kernel density")
class KernelDensityTest {

  @Test
  @DisplayName("of normal samples is the normal density, within its error")
  void normal() {
    RandomKey key = RandomKey.of(1);
    float[] samples = new float[20_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) key.normal(i);
    }
    double[] density = KernelDensity.estimate(samples, new Range(-4, 4), 400);

    for (int i = 0; i < 400; i++) {
      double x = -4 + (i + 0.5) * 0.02;
      assertThat(density[i]).isCloseTo(Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI), within(0.02));
    }
    assertThat(Arrays.stream(density).sum() * 0.02).isCloseTo(1, within(1e-3));
  }

  @Test
  @DisplayName("of equal samples is a narrow peak of mass 1")
  void collapsed() {
    float[] samples = new float[100];
    Arrays.fill(samples, 0.5f);
    double[] density = KernelDensity.estimate(samples, new Range(0, 1), 101);

    assertThat(Arrays.stream(density).sum() / 101).isCloseTo(1, within(1e-9));
    assertThat(density[50]).isEqualTo(Arrays.stream(density).max().orElseThrow());
    assertThat(density[60]).isZero();
  }

  @Test
  @DisplayName("leaves out what lies outside, or is no number, without sharing out its mass")
  void outside() {
    float[] samples = {0.5f, 0.5f, 7, Float.NaN};
    double[] density = KernelDensity.estimate(samples, new Range(0, 1), 10);

    assertThat(Arrays.stream(density).sum() / 10).isLessThanOrEqualTo(0.5 + 1e-9);
  }
}
