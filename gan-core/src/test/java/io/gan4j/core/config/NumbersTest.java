package io.gan4j.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.core.config.Numbers.NotANumber;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Numbers")
class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "2.0e-4, 2.0e-4",
    "1e-4, 1.0e-4",
    ".5, 0.5",
    "5., 5.0",
    "+3, 3.0",
    "-0.5, -0.5",
    "1E3, 1000.0",
    "1_000.5, 1000.5",
    "010, 10.0",
    "0, 0.0",
    "0e9, 0.0"
  })
  @DisplayName("are what they look like")
  void decimals(String text, double value) throws NotANumber {
    assertThat(Numbers.decimal(text)).isEqualTo(value);
    assertThat(Numbers.looksLikeNumber(text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "-7, -7",
    "+7, 7",
    "007, 7",
    "1_000, 1000",
    "9223372036854775807, 9223372036854775807"
  })
  @DisplayName("that are whole are in decimal too")
  void wholes(String text, long value) throws NotANumber {
    assertThat(Numbers.whole(text, Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc | expected a number, found 'abc'",
        "0x1F | expected a number, found '0x1F'",
        "1.2.3 | expected a number, found '1.2.3'",
        "1,5 | expected a number, found '1,5'",
        "_1 | expected a number, found '_1'",
        ". | expected a number, found '.'",
        "e5 | expected a number, found 'e5'",
        ".nan | expected a finite number, found '.nan'",
        "-.inf | expected a finite number, found '-.inf'",
        "Infinity | expected a finite number, found 'Infinity'",
        "1e999 | expected a number that fits in 64 bits, found '1e999'",
        "1e-999 | expected a number that fits in 64 bits, found '1e-999'"
      })
  @DisplayName("are refused where they are none")
  void refused(String text, String message) {
    assertThatThrownBy(() -> Numbers.decimal(text)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc | expected a whole number, found 'abc'",
        "1.5 | expected a whole number, found '1.5'",
        "1e3 | expected a whole number, found '1e3'; write 1000",
        "4.0 | expected a whole number, found '4.0'; write 4",
        "1e99 | expected a whole number, found '1e99'",
        "3000000000 | expected a whole number from -2147483648 to 2147483647, found 3000000000"
      })
  @DisplayName("are refused where they are not whole or too large")
  void refusedWholes(String text, String message) {
    assertThatThrownBy(() -> Numbers.whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE))
        .hasMessage(message);
  }

  @Test
  @DisplayName("of absurd length are refused at once")
  void absurd() {
    String digits = "9".repeat(900_000);
    assertThatThrownBy(() -> Numbers.whole(digits, Long.MIN_VALUE, Long.MAX_VALUE))
        .hasMessage("expected a whole number, found '99999999999999999999…'");
    assertThatThrownBy(() -> Numbers.decimal("1_".repeat(400_000) + "1"))
        .hasMessageStartingWith("expected a number, found '1_1_");
  }

  @ParameterizedTest
  @CsvSource({
    "2.0e-4, 2.0e-4",
    "0.002, 0.002",
    "0.5, 0.5",
    "10, 10.0",
    "0.999, 0.999",
    "1.0e-8, 1.0e-8",
    "9999999, 9999999.0",
    "1e7, 1.0e7",
    "2e23, 2.0e23",
    "-1.5, -1.5",
    "0, 0.0",
    "-0.0, -0.0",
    "4.9e-324, 5.0e-324",
    "1.7976931348623157e308, 1.7976931348623157e308"
  })
  @DisplayName("are written as short as they can be")
  void written(double value, String text) {
    assertThat(Numbers.written(value)).isEqualTo(text);
  }

  @Test
  @DisplayName("read back as the same bits")
  void roundTrip() throws NotANumber {
    Random random = new Random(7);
    for (int i = 0; i < 3_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertThat(Numbers.decimal(Numbers.written(value))).isEqualTo(value);
      }
    }
  }
}
