package io.gan4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.provider.Precision;
import io.gan4j.testkit.Interceptor;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A run's precision")
class PrecisionTest {
  private static final String MIXED = "precision=mixed";

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  /** Machines that compute in one kind of numbers. */
  private static TrainingFixture machine(String arithmetic) {
    return new TrainingFixture(
        new Interceptor() {
          @Override
          public Set<Precision> precisions(Set<Precision> taken) {
            return EnumSet.allOf(Precision.class);
          }

          @Override
          public String arithmetic(String words) {
            return arithmetic;
          }
        });
  }

  private Path run() {
    return folder.resolve("run");
  }

  @Test
  @DisplayName("is refused at its place where the provider does not take it")
  void refused() {
    TrainingFixture fixture = new TrainingFixture();
    assertThatThrownBy(() -> fixture.open(MIXED))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("precision: must be float32 with the provider fake, found mixed");
    assertThatThrownBy(() -> fixture.plan(MIXED)).isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> fixture.open("precision=float16"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("float32")
        .hasMessageContaining("mixed");
  }

  @Test
  @DisplayName("is float32 by default, of which provenance says nothing")
  void absent() {
    TrainingFixture fixture = machine("bfloat16 (AMX)");
    assertThat(fixture.plan().precision()).isEqualTo(Precision.FLOAT32);
    fixture.runIn(run());
    assertThat(RunFiles.text(run().resolve("run.json"))).doesNotContain("arithmetic");
    assertThat(RunFiles.text(run().resolve("config.yaml"))).contains("precision: float32");
  }

  @Test
  @DisplayName("makes it another run, and other instructions the same but for rounding")
  void protocol() {
    machine("bfloat16 (AMX)").runIn(run(), MIXED);
    assertThat(RunFiles.text(run().resolve("run.json")))
        .contains("\"arithmetic\" : \"bfloat16 (AMX)\"");
    assertThat(machine("bfloat16 (AMX)").changes(run())).isEmpty();
    assertThat(machine("float32").changes(run()))
        .containsExactly("version.arithmetic: was bfloat16 (AMX), is float32 (not bit-exact)");
    assertThat(machine("bfloat16 (AMX)").changes(run(), "precision=float32"))
        .containsExactly("precision: was mixed, is float32 (another run from here on)");
  }
}
