package io.gan4j.tf.internal.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.provider.Finding;
import io.gan4j.tf.internal.graph.Arithmetic;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Products in bfloat16")
class Bfloat16Test {
  private static final Set<String> SAPPHIRE =
      Set.of("avx512f", "avx512_bf16", "amx_bf16", "amx_tile");
  private final FakeMachine machine = new FakeMachine();

  private Bfloat16.Found found() {
    return new Bfloat16(machine).onCpu();
  }

  private String doctor() {
    return new Diagnosis(machine, new Devices(machine))
        .findings().stream()
            .filter(finding -> finding.topic().equals("mixed precision"))
            .map(Finding::message)
            .findFirst()
            .orElseThrow();
  }

  @Test
  @DisplayName("are of matrices and convolutions with AMX, of convolutions with AVX512-BF16")
  void instructions() {
    machine.features = SAPPHIRE;
    assertThat(found().arithmetic()).isEqualTo(Arithmetic.AMX);
    assertThat(doctor()).isEqualTo("computes in bfloat16 (AMX)");
    machine.features = Set.of("avx512f", "avx512_bf16");
    assertThat(found().arithmetic()).isEqualTo(Arithmetic.AVX512);
    assertThat(doctor()).isEqualTo("computes in bfloat16 convolutions (AVX512-BF16)");
  }

  @Test
  @DisplayName("are none, with the reason, where the CPU has no instructions for them")
  void none() {
    assertThat(found().arithmetic()).isEqualTo(Arithmetic.FULL);
    assertThat(doctor())
        .isEqualTo(
            "computes in float32 and gains nothing: this CPU has no instructions for bfloat16"
                + " (AMX or AVX512-BF16)");
    machine.features = Set.of();
    assertThat(found().reason()).isEqualTo("which instructions this CPU has is not known");
  }

  @Test
  @DisplayName("are none where oneDNN is off")
  void off() {
    machine.features = SAPPHIRE;
    machine.environment.put("TF_ENABLE_ONEDNN_OPTS", "0");
    assertThat(found().arithmetic()).isEqualTo(Arithmetic.FULL);
    assertThat(found().reason()).contains("TF_ENABLE_ONEDNN_OPTS=0");
  }

  @ParameterizedTest
  @CsvSource({
    "AVX2, float32",
    "avx512_core, float32",
    "AVX512_CORE_VNNI, float32",
    "AVX512_CORE_BF16, bfloat16 convolutions (AVX512-BF16)",
    "AVX512_CORE_FP16, bfloat16 convolutions (AVX512-BF16)",
    "AVX512_CORE_AMX, bfloat16 (AMX)",
    "ALL, bfloat16 (AMX)",
    "default, bfloat16 (AMX)"
  })
  @DisplayName("use what oneDNN is let use")
  void limited(String limit, String words) {
    machine.features = SAPPHIRE;
    machine.environment.put("ONEDNN_MAX_CPU_ISA", limit);
    assertThat(found().arithmetic().words()).isEqualTo(words);
    assertThat(found().reason().contains("ONEDNN_MAX_CPU_ISA=" + limit))
        .isEqualTo(words.equals("float32"));
  }
}
