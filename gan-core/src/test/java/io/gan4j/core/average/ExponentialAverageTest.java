package io.gan4j.core.average;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    return ScheduleContract.ofAverage(new ExponentialAverage(0.999)).tests();
  }

  @Test
  @DisplayName("refuses a decay of 1, which would never move")
  void refuses() {
    assertThatThrownBy(() -> new ExponentialAverage(1))
        .hasMessage("decay must be in [0.0, 1.0), found 1.0");
  }
}
