package io.gan4j.report.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A trace")
class TraceTest {

  @Test
  @DisplayName("keeps every point while there is room")
  void few() {
    Trace trace = new Trace();
    for (int i = 0; i < Trace.CAPACITY; i++) {
      trace.add(3 * i, i % 7);
    }

    assertThat(trace.joined()).isFalse();
    assertThat(trace.size()).isEqualTo(Trace.CAPACITY);
    assertThat(trace.x()[500]).isEqualTo(1500);
    assertThat(trace.mean()[500]).isEqualTo(500 % 7);
  }

  @Test
  @DisplayName("joins neighbours when there are more, and keeps means in their places")
  void many() {
    Trace trace = new Trace();
    int points = 1_000_000;
    for (int i = 0; i < points; i++) {
      trace.add(i, 5 + 2.0 * i / points + (i % 2 == 0 ? 1 : -1));
    }
    double[] x = trace.x();
    double[] mean = trace.mean();

    assertThat(trace.joined()).isTrue();
    assertThat(trace.size()).isBetween(Trace.CAPACITY / 2, Trace.CAPACITY);
    assertThat(x).isSorted();
    for (int i = 0; i < x.length - 1; i++) {
      assertThat(mean[i]).isCloseTo(5 + 2 * x[i] / points, within(1e-5));
    }
    // ±1 around the mean is one standard deviation, and there is nothing beyond it.
    assertThat(trace.spread(1)[300]).isCloseTo(mean[300] + 1, within(1e-3));
    assertThat(trace.spread(-1)[300]).isCloseTo(mean[300] - 1, within(1e-3));
    assertThat(trace.spread(9)[300]).isCloseTo(mean[300] + 1, within(3e-3));
  }

  @Test
  @DisplayName("does not bend a straight line by smoothing, not even at its ends")
  void straight() {
    Trace trace = new Trace();
    for (int i = 0; i < 300; i++) {
      trace.add(i, 4 - 0.1 * i);
    }
    double[] smooth = trace.smooth(20);

    for (int i = 0; i < 300; i++) {
      assertThat(smooth[i]).isCloseTo(4 - 0.1 * i, within(1e-9));
    }
  }

  @Test
  @DisplayName("does not show single spikes by smoothing")
  void spikes() {
    Trace trace = new Trace();
    for (int i = 0; i < 300; i++) {
      trace.add(i, i % 40 == 20 ? 1e6 : 2);
    }

    assertThat(trace.smooth(10)).containsOnly(2);
    assertThat(trace.smooth(0)[20]).isEqualTo(1e6);
  }

  @Test
  @DisplayName("loses most of its noise by smoothing")
  void noise() {
    Trace trace = new Trace();
    RandomKey key = RandomKey.of(11);
    for (int i = 0; i < 1000; i++) {
      trace.add(i, key.normal(i));
    }
    double largest = Arrays.stream(trace.smooth(20)).map(Math::abs).max().orElseThrow();
    double middle = Arrays.stream(trace.smooth(20), 50, 950).map(Math::abs).max().orElseThrow();

    assertThat(middle).isLessThan(0.75); // 0.16 standard deviation, 900 correlated looks
    assertThat(largest).isLessThan(1.2);
  }

  @Test
  @DisplayName("leaves out what is not finite, and has a gap where nothing else is")
  void gaps() {
    Trace trace = new Trace();
    double[] values = {1, Double.NaN, Double.POSITIVE_INFINITY, 3, 5};
    for (int i = 0; i < values.length; i++) {
      trace.add(i, values[i]);
    }

    assertThat(trace.mean()).containsExactly(1, Double.NaN, Double.NaN, 3, 5);
    assertThat(trace.smooth(0)).containsExactly(1, Double.NaN, Double.NaN, 3, 5);
    assertThat(trace.smooth(2)[3]).isFinite();
    assertThat(trace.smooth(2)[1]).isNaN();
    assertThat(trace.spread(2)[1]).isNaN();
  }
}
