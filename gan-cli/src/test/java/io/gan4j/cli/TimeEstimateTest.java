package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An estimate of time")
class TimeEstimateTest {
  @ParameterizedTest
  @CsvSource({
    "0.2, 1 s",
    "89, 89 s",
    "90, 2 min",
    "5340, 89 min",
    "5400, 1 h 30 min",
    "172740, 47 h 59 min",
    "172800, 2 days"
  })
  @DisplayName("is told in units that people plan in")
  void words(double seconds, String words) {
    assertThat(TimeEstimate.words(seconds)).isEqualTo(words);
  }
}
