package io.gan4j.components.average;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.components.schedule.LinearSchedule;
import io.gan4j.testkit.ScheduleContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The average with a half-life")
class HalfLifeAverageTest {
  private static Progress after(long steps) {
    return new Progress(steps, 10_000, steps, 0, 32);
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return Stream.of(
            new HalfLifeAverage(Schedule.constant(10_000), 0.05),
            new HalfLifeAverage(Schedule.constant(0), 0),
            new HalfLifeAverage(Schedule.constant(1e300), 0),
            new HalfLifeAverage(new LinearSchedule(0, 5000, null), 0))
        .flatMap(average -> ScheduleContract.ofAverage(average).tests());
  }

  @Test
  @DisplayName("has forgotten half after so many images")
  void half() {
    HalfLifeAverage average = new HalfLifeAverage(Schedule.constant(320), 0);
    double left = 1;
    for (int step = 0; step < 10; step++) {
      left *= average.decay(after(step));
    }
    assertThat(left).isCloseTo(0.5, within(1e-15));
  }

  @Test
  @DisplayName("ramps up with the images done")
  void rampUp() {
    HalfLifeAverage average = new HalfLifeAverage(Schedule.constant(320), 0.1);
    assertThat(average.decay(after(0))).isZero();
    assertThat(average.decay(after(50))).isCloseTo(Math.pow(0.5, 32 / 160.0), within(1e-15));
    assertThat(average.decay(after(1000))).isCloseTo(Math.pow(0.5, 0.1), within(1e-15));
  }

  @Test
  @DisplayName("refuses a negative ramp-up")
  void refuses() {
    assertThatThrownBy(() -> new HalfLifeAverage(Schedule.constant(1), -1))
        .hasMessage("rampUp must be >= 0, found -1.0");
  }
}
