package io.gan4j.tf.internal.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.ProviderException;
import io.gan4j.api.provider.Device;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Devices")
class DevicesTest {
  private final FakeMachine machine = new FakeMachine();
  private final Devices devices = new Devices(machine);

  private void withGpus() {
    machine.natives = List.of("linux-x86_64-gpu");
    machine.gpus = List.of("NVIDIA T4", "NVIDIA T4");
    machine.devices.add(new NativeDevice("GPU", 0, 14 * FakeMachine.GIB));
    machine.devices.add(new NativeDevice("GPU", 1, 14 * FakeMachine.GIB));
    machine.devices.add(new NativeDevice("XLA_CPU", 0, 0));
  }

  @Test
  @DisplayName("are listed GPUs first, under the names of run files, and asked for once")
  void list() {
    withGpus();
    assertThat(devices.list())
        .containsExactly(
            new Device("gpu:0", "NVIDIA T4, 14.0 GiB for TensorFlow", 14 * FakeMachine.GIB),
            new Device("gpu:1", "NVIDIA T4, 14.0 GiB for TensorFlow", 14 * FakeMachine.GIB),
            new Device("cpu", "CPU, 2 processors"));
    devices.choose("cpu");
    assertThat(machine.listed).isEqualTo(1);
  }

  @Nested
  @DisplayName("chosen by name")
  class Choice {

    @Test
    @DisplayName("auto takes the first GPU, and the CPU where there is none")
    void auto() {
      assertThat(devices.choose("auto").name()).isEqualTo("cpu");
      withGpus();
      assertThat(new Devices(machine).choose("auto").name()).isEqualTo("gpu:0");
    }

    @Test
    @DisplayName("gpu is gpu:0")
    void gpu() {
      withGpus();
      assertThat(devices.choose("gpu").name()).isEqualTo("gpu:0");
      assertThat(devices.choose("gpu:1").name()).isEqualTo("gpu:1");
    }

    @Test
    @DisplayName("a GPU that the CPU native cannot see is refused: what is there, and the profile")
    void absentWithCpuNative() {
      assertThatThrownBy(() -> devices.choose("gpu:0"))
          .isInstanceOf(ProviderException.class)
          .hasMessageStartingWith(
              "device gpu:0 is not there; TensorFlow sees cpu (CPU, 2 processors). ")
          .hasMessageContaining("Maven profile 'gpu'");
    }

    @Test
    @DisplayName("a GPU that the GPU native does not find is refused with the way to the doctor")
    void absentWithGpuNative() {
      machine.natives = List.of("linux-x86_64-gpu");
      assertThatThrownBy(() -> devices.choose("gpu"))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("gan doctor")
          .hasMessageNotContaining("Maven profile");
    }

    @Test
    @DisplayName("a GPU beyond the last is refused with the list alone")
    void beyond() {
      withGpus();
      assertThatThrownBy(() -> devices.choose("gpu:2"))
          .hasMessage(
              "device gpu:2 is not there; TensorFlow sees gpu:0 (NVIDIA T4, 14.0 GiB for"
                  + " TensorFlow), gpu:1 (NVIDIA T4, 14.0 GiB for TensorFlow), cpu (CPU, 2"
                  + " processors)");
    }
  }

  @Test
  @DisplayName("are TensorFlow's device specifications in the graph")
  void spec() {
    assertThat(Devices.spec(new Device("cpu", ""))).hasToString("/device:CPU:0");
    assertThat(Devices.spec(new Device("gpu:3", ""))).hasToString("/device:GPU:3");
  }
}
