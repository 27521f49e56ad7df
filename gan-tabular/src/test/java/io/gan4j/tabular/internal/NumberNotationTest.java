package io.gan4j.tabular.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Numbers that are written as texts")
class NumberNotationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1.461,47 €;12,00 €;7 €                | ,",
        "1.461 €;12.500 €;7 €                  | ,",
        "1 461,47;0,5                          | ,",
        "12,5 %;100 %                          | ,",
        "CHF 1'200.50;CHF 3.-;CHF 0.05         | .",
        "CHF 1’200;CHF 12.–                    | .",
        "$1,461.47;-$0.99                      | .",
        "(1,461.47);12.50                      | .",
        "1,200;35;1,000,000                    | .",
        "12 kr;1 200 kr                        | .",
        "Fr. 12.50;Fr. 1'000.00                | .",
        "−12.5;3                               | .",
        "3.5;n/a                               | .",
        "USD 12;EUR 7                          | ."
      })
  @DisplayName("are known by all of a column, with the sign before their decimals:")
  void known(String texts, char decimal) {
    assertThat(NumberNotation.of(List.of(texts.strip().split(";"))))
        .hasValueSatisfying(known -> assertThat(known.decimal()).isEqualTo(decimal));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bern;Zug",
        "1.5 €;a few €",
        "1.461,47;1,461.47", // not both
        "12.05.2024;13.05.2024",
        "192.168.0.1;10.0.0.1",
        "044 123 45 67;031 123 45 67",
        "007 €;008 €",
        "1,2,3;4,5,6",
        "12:30;13:45",
        "3-5;5-8",
        "A1;B2",
        "n/a;-",
        "12;13"
      })
  @DisplayName("are not seen in words, codes, dates and plain numbers:")
  void others(String texts) {
    assertThat(NumberNotation.of(List.of(texts.split(";")))).isEmpty();
  }

  @Test
  @DisplayName("are told by an example that shows how they are written")
  void example() {
    NumberNotation known = NumberNotation.of(List.of("12", "k.A.", "1'200", "3")).orElseThrow();
    assertThat(known.example()).isEqualTo("1'200");
    assertThat(known.blank()).isEqualTo("k.A.");
  }
}
