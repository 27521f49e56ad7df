package io.gan4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Paired times")
class PairedTimesTest {

  @Test
  @DisplayName("have the medians of both sides and of the ratios within pairs")
  void medians() {
    PairedTimes times = new PairedTimes(10);
    times.add(2, 1);
    times.add(9, 3);
    times.add(8, 2);
    times.add(5, 5);
    assertThat(times.medianSubject()).isEqualTo(6.5);
    assertThat(times.medianBaseline()).isEqualTo(2.5);
    assertThat(times.ratio().estimate()).isEqualTo(2.5);
  }

  @Test
  @DisplayName("find a ratio of 1.1 under disturbances that hit both of a pair, within 0.01")
  void disturbed() {
    Random random = new Random(1);
    PairedTimes times = new PairedTimes(400);
    for (int i = 0; i < 400; i++) {
      double disturbance = 50 * (1 + random.nextInt(3));
      times.add(
          1.1 * disturbance * (1 + 0.05 * random.nextGaussian()),
          disturbance * (1 + 0.05 * random.nextGaussian()));
    }
    PairedTimes.Interval ratio = times.ratio();
    assertThat(ratio.estimate()).isCloseTo(1.1, offset(0.01));
    assertThat(ratio.low()).isBetween(1.07, ratio.estimate());
    assertThat(ratio.high()).isBetween(ratio.estimate(), 1.13);
    assertThat(ratio.high() - ratio.low()).isGreaterThan(0.005);
  }
}
