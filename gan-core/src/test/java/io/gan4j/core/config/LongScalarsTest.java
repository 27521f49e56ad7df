package io.gan4j.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gan4j.api.config.ConfigException;
import io.gan4j.core.plugin.Registry;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A value of 200,000 characters")
class LongScalarsTest {
  private static final int LENGTH = 200_000;

  private final RunConfigReader reader = new RunConfigReader(Registry.load());

  private static void assertShort(ConfigException refused) {
    assertThat(refused).isNotNull();
    assertThat(refused.problems())
        .allSatisfy(problem -> assertThat(problem.toString()).hasSizeLessThan(4000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9", "0", "-", ".", "1e", "0x", "1_", "a", "1.", "9:", " ", "\u00fc"})
  @Timeout(20)
  @DisplayName("is refused at once and in a short message, in a run file and behind --set:")
  void refused(String part) {
    String value = part.repeat(LENGTH / part.length());
    for (String key : List.of("seed", "device", "holdOut", "data")) {
      assertShort(
          catchThrowableOfType(
              ConfigException.class,
              () -> reader.parse(key + ": " + value, "run file", List.of())));
      assertShort(
          catchThrowableOfType(
              ConfigException.class,
              () -> reader.preset("digits", List.of("generator." + key + "=" + value))));
    }
    assertShort(
        catchThrowableOfType(
            ConfigException.class,
            () -> reader.parse("\"" + value + "\": 1", "run file", List.of())));
    assertShort(
        catchThrowableOfType(
            ConfigException.class, () -> reader.preset("digits", List.of(value + "=1"))));
  }
}
