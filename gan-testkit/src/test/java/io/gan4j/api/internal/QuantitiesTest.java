package io.gan4j.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Quantities are written")
class QuantitiesTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "10240, 10 KiB",
    "7840000, 7.5 MiB",
    "125829120, 120 MiB",
    "1610612736, 1.5 GiB",
    "109951162777600, 100.0 TiB",
    "1125899906842624, '1,024.0 TiB'"
  })
  @DisplayName("in units of 1024, as sizes")
  void bytes(long bytes, String text) {
    assertThat(Quantities.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"0, 0", "999, 999", "1000, '1,000'", "1234567, '1,234,567'"})
  @DisplayName("with commas, as counts")
  void counts(long count, String text) {
    assertThat(Quantities.count(count)).isEqualTo(text);
  }

  @ParameterizedTest(name = "{0} s: {1}")
  @CsvSource({
    "0, 0 s",
    "0.4, 0 s",
    "99, 99 s",
    "99.6, 2 min",
    "720, 12 min",
    "5940, 99 min",
    "6000, 1.7 h",
    "12600, 3.5 h",
    "36000, 10 h",
    "345600, 4 days"
  })
  @DisplayName("in the one unit that says it, as times")
  void times(double seconds, String text) {
    assertThat(Quantities.time(Duration.ofMillis(Math.round(1000 * seconds)))).isEqualTo(text);
  }
}
