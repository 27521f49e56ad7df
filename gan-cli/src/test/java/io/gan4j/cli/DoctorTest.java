package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("gan doctor")
class DoctorTest {
  @Test
  @DisplayName("says every version once, and what would run where")
  void versions() {
    Cli doctor = Cli.run("doctor");
    assertThat(doctor.exitCode()).isZero();
    assertThat(doctor.out()).contains("provider").contains("device auto").contains("takes cpu");
    assertThat(doctor.out()).containsOnlyOnce("TensorFlow Java 1.1.0").containsOnlyOnce("gan4j");
  }
}
