package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.core.Gan;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What a preset is for")
class PresetSummaryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'# Digits, by a DCGAN: 5×5\n# convolutions. More.\nname: a' | Digits, by a DCGAN: 5×5 convolutions.",
        "'# Faces after Li et al. 2017, weights clipped to ±0.01. Slow.\n' | Faces after Li et al. 2017, weights clipped to ±0.01.",
        "'# Any images: gan train dcgan-64 --data PATH\n# Weights as there.\n' | Any images",
        "'# Two lines\n#\n# and a gap.\n' | Two lines",
        "'name: a\n' | ''"
      })
  @DisplayName("is the whole first sentence of its comment")
  void sentence(String yaml, String summary) {
    assertThat(PresetSummary.of(yaml)).isEqualTo(summary);
  }

  @Test
  @DisplayName("is said of every preset, by gan list as by gan preset")
  void lists() {
    String listed = Cli.run("list", "presets").out();
    assertThat(Cli.run("preset", "list").out()).isEqualTo(listed);
    Gan gan = Gan.load();
    assertThat(listed.lines()).hasSameSizeAs(gan.presets());
    for (String name : gan.presets()) {
      assertThat(listed.lines())
          .anyMatch(line -> line.matches(name + " +" + "\\p{Lu}.*[\\p{Alnum}.)]"));
    }
  }
}
