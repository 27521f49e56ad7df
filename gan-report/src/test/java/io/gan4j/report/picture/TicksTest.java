package io.gan4j.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Ticks")
class TicksTest {

  @ParameterizedTest(name = "{0} to {1}: {3}")
  @CsvSource(
      delimiter = ';',
      value = {
        "0; 1; 6; 0 0.2 0.4 0.6 0.8 1.0",
        "0; 6000; 10; 0 1,000 2,000 3,000 4,000 5,000 6,000",
        "0; 800; 10; 0 100 200 300 400 500 600 700 800",
        "-3.1; 3.1; 8; −3 −2 −1 0 1 2 3",
        "0.19; 2.7; 7; 0.5 1.0 1.5 2.0 2.5",
        "0; 1000000; 6; 0 0.2M 0.4M 0.6M 0.8M 1.0M",
        "0; 100000000; 6; 0 20M 40M 60M 80M 100M",
        "0.6993; 0.7007; 6; 0.6995 0.7000 0.7005",
        "-1e-9; 1e-9; 3; −1.0e−09 0 1.0e−09",
      })
  @DisplayName("are round numbers with as many decimals as their step needs")
  void labels(double low, double high, int most, String expected) {
    assertThat(String.join(" ", Ticks.within(low, high, most).labels())).isEqualTo(expected);
  }

  static DoubleStream spans() {
    return DoubleStream.of(1e-12, 3e-5, 0.07, 1, 1.9, 42, 999, 12345, 7e8, 3e15);
  }

  @ParameterizedTest
  @MethodSource("spans")
  @DisplayName("lie within the interval, at most as many as asked for, and not fewer than a third")
  void bounds(double span) {
    for (double low : new double[] {0, -span / 3, span * 7}) {
      for (int most = 3; most < 12; most++) {
        Ticks ticks = Ticks.within(low, low + span, most);

        assertThat(ticks.at()).hasSizeBetween(Math.max(1, most / 3), most);
        assertThat(ticks.at().get(0)).isGreaterThanOrEqualTo(low - 1e-6 * span);
        assertThat(ticks.at().get(ticks.at().size() - 1))
            .isLessThanOrEqualTo(low + span * (1 + 1e-6));
      }
    }
  }

  @Test
  @DisplayName("of what is counted are whole numbers")
  void counting() {
    assertThat(Ticks.counting(1, 10).labels()).containsExactly("0", "1");
    assertThat(Ticks.counting(3, 10).labels()).containsExactly("0", "1", "2", "3");
    assertThat(Ticks.counting(20, 10).labels()).containsExactly("0", "5", "10", "15", "20");
  }

  @Test
  @DisplayName("go with numbers in text")
  void numbers() {
    assertThat(Ticks.number(0)).isEqualTo("0");
    assertThat(Ticks.number(999_999)).isEqualTo("999,999");
    assertThat(Ticks.number(1_000_000)).isEqualTo("1M");
    assertThat(Ticks.number(12_345_678)).isEqualTo("12.35M");
  }
}
