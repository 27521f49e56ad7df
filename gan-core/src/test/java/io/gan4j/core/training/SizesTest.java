package io.gan4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.provider.GanPlan;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A size in a run file that cannot be")
class SizesTest {
  private final Script script = new Script();
  private final TrainingFixture fixture = new TrainingFixture(script);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "data.batchSize=2000000000 | data.batchSize: 2000000000 samples ",
        "samples.count=2000000000 | samples.count: 2000000000 samples ",
        "training={discriminatorSteps: 2000000000} | training.discriminatorSteps: 2000000000 batches",
        "evaluation.runs=2000000000 | evaluation.runs: 2000000000 evaluations take at least",
      })
  @DisplayName("is refused before anything of that size is made, with what would fit:")
  void refused(String override, String message) {
    for (boolean opened : new boolean[] {false, true}) {
      assertThatThrownBy(
              () -> {
                String batch =
                    override.contains("batch") ? "data.range=unit" : "data.batchSize=100000";
                if (opened) {
                  fixture.open(batch, override).close();
                } else {
                  fixture.plan(batch, override);
                }
              })
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining(message)
          .hasMessageContaining("would fit");
    }
    assertThat(script.opened()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.batchSize=500000000", "samples.count=500000000"})
  @DisplayName("is told by what an array holds also where memory is not to matter")
  void arrays(String override) {
    assertThatThrownBy(() -> fixture.plan(override, "watches.memory=ignore", "latents.size=9"))
        .hasMessageContaining("have more values than an array can hold; at most");
  }

  @Test
  @DisplayName("names a size that is planned then")
  void fitting() {
    assertThatThrownBy(() -> fixture.plan("data.batchSize=1073741824", "watches.memory=ignore"))
        .hasMessageEndingWith("at most 536870911 would fit");
    GanPlan plan = fixture.plan("data.batchSize=536870911", "watches.memory=ignore");
    assertThat(plan.batchSize()).isEqualTo(536870911);
    assertThatCode(() -> fixture.plan("data.batchSize=100000")).doesNotThrowAnyException();
  }
}
