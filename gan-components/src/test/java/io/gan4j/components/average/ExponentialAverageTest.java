package io.gan4j.components.average;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.optimizer.Progress;
import io.gan4j.components.schedule.LinearSchedule;
import io.gan4j.testkit.ScheduleContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The exponential average")
class ExponentialAverageTest {

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return Stream.of(true, false)
        .flatMap(
            warmUp -> ScheduleContract.ofAverage(new ExponentialAverage(0.999, warmUp)).tests());
  }

  @Test
  @DisplayName("warms up from a short memory to its decay")
  void warmsUp() {
    ExponentialAverage average = new ExponentialAverage(0.99, true);

    assertThat(average.decay(after(0))).isEqualTo(0.1);
    assertThat(average.decay(after(90))).isEqualTo(0.91);
    assertThat(average.decay(after(890))).isEqualTo(0.99);
    assertThat(average.decay(after(891))).isEqualTo(0.99);
  }

  @Test
  @DisplayName("keeps to its decay where it does not warm up")
  void fixed() {
    assertThat(new ExponentialAverage(0.99, false).decay(after(0))).isEqualTo(0.99);
  }

  private static Progress after(long updates) {
    return new Progress(updates, 10_000, updates, 0);
  }

  @Test
  @DisplayName("follows a schedule of its decay")
  void scheduled() {
    ExponentialAverage average =
        new ExponentialAverage(new LinearSchedule(0.9, 0.99, 10_000L), false);
    assertThat(average.decay(after(5_000))).isCloseTo(0.945, within(1e-15));
    assertThatThrownBy(() -> new ExponentialAverage(new LinearSchedule(0.9, 1, null), false))
        .hasMessage("decay must be in [0.0, 1.0), found 1.0");
  }

  @Test
  @DisplayName("refuses a decay of 1, which would never move")
  void refuses() {
    assertThatThrownBy(() -> new ExponentialAverage(1, false))
        .hasMessage("decay must be in [0.0, 1.0), found 1.0");
  }
}
