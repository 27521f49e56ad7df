package io.gan4j.tf.internal.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.provider.Finding;
import io.gan4j.api.provider.Finding.Level;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A diagnosis")
class DiagnosisTest {
  private final FakeMachine machine = new FakeMachine();

  private List<Finding> findings() {
    return new Diagnosis(machine, new Devices(machine)).findings();
  }

  private Finding finding(String topic) {
    return findings().stream().filter(f -> f.topic().equals(topic)).findFirst().orElseThrow();
  }

  @Test
  @DisplayName("of a machine in order is all OK, one finding per topic")
  void inOrder() {
    assertThat(findings())
        .allMatch(f -> f.level() == Level.OK)
        .extracting(Finding::topic)
        .doesNotHaveDuplicates()
        .containsExactly(
            "native library",
            "native cache",
            "TensorFlow",
            "devices",
            "GPU",
            "oneDNN",
            "mixed precision",
            "threads",
            "memory",
            "log");
    assertThat(finding("TensorFlow").message())
        .isEqualTo("TensorFlow 2.18.0 (TensorFlow Java 1.1.0)");
  }

  @Test
  @DisplayName("of a class path without a native names the artifact, and goes on with the rest")
  void noNative() {
    machine.natives = List.of();
    machine.loadFailure = "TensorFlow's native library cannot be loaded: no jnitensorflow";
    assertThat(finding("native library").level()).isEqualTo(Level.PROBLEM);
    assertThat(finding("native library").message())
        .contains("org.tensorflow:tensorflow-core-native:1.1.0 with the classifier linux-x86_64");
    assertThat(finding("TensorFlow").level()).isEqualTo(Level.PROBLEM);
    assertThat(finding("memory").level()).isEqualTo(Level.OK);
  }

  @Test
  @DisplayName("of a class path with two natives says to keep one")
  void twoNatives() {
    machine.natives = List.of("linux-x86_64", "linux-x86_64-gpu");
    assertThat(finding("native library").level()).isEqualTo(Level.PROBLEM);
    assertThat(finding("native library").message()).contains("keep only one");
  }

  @Nested
  @DisplayName("of GPUs")
  class Gpus {

    @Test
    @DisplayName("notes a GPU that the CPU native leaves idle")
    void idle() {
      machine.gpus = List.of("NVIDIA H200");
      assertThat(finding("GPU").level()).isEqualTo(Level.NOTE);
      assertThat(finding("GPU").message()).startsWith("NVIDIA H200 is there").contains("'gpu'");
    }

    @Test
    @DisplayName("names the libraries that the GPU native cannot open, and what they belong to")
    void missingLibraries() {
      machine.natives = List.of("linux-x86_64-gpu");
      machine.missingLibraries.put(
          "libcudnn.so.9", "libcudnn.so.9: cannot open shared object file: No such file");
      machine.missingLibraries.put("libcufft.so.11", "too short");
      Finding gpu = finding("GPU");
      assertThat(gpu.level()).isEqualTo(Level.PROBLEM);
      assertThat(gpu.message())
          .isEqualTo(
              "TensorFlow's GPU native cannot open what it needs. CUDA 12: libcufft.so.11: too"
                  + " short. cuDNN 9: libcudnn.so.9: cannot open shared object file: No such file."
                  + " Install CUDA 12, cuDNN 9, or put their folder on LD_LIBRARY_PATH before Java"
                  + " starts.");
    }

    @Test
    @DisplayName("suspects CUDA_VISIBLE_DEVICES where every library opens")
    void hidden() {
      machine.natives = List.of("linux-x86_64-gpu");
      machine.gpus = List.of("NVIDIA T4");
      machine.environment.put("CUDA_VISIBLE_DEVICES", "-1");
      assertThat(finding("GPU").level()).isEqualTo(Level.PROBLEM);
      assertThat(finding("GPU").message())
          .startsWith("NVIDIA T4 is there, but ")
          .contains("CUDA_VISIBLE_DEVICES is '-1'");
    }

    @Test
    @DisplayName("is content with one in use")
    void inUse() {
      machine.natives = List.of("linux-x86_64-gpu");
      machine.gpus = List.of("NVIDIA T4");
      machine.devices.add(new NativeDevice("GPU", 0, FakeMachine.GIB));
      assertThat(finding("GPU")).isEqualTo(new Finding(Level.OK, "GPU", "NVIDIA T4"));
      assertThat(finding("devices").message())
          .isEqualTo("gpu:0 (NVIDIA T4, 1.0 GiB for TensorFlow), cpu (CPU, 2 processors)");
    }
  }

  @Test
  @DisplayName("notes settings that cost speed, memory or quiet")
  void settings() {
    machine.environment.clear();
    machine.environment.put("TF_ENABLE_ONEDNN_OPTS", "0");
    machine.environment.put("OMP_NUM_THREADS", "1");
    machine.nativeMemoryLimit = FakeMachine.GIB;
    machine.cacheSpace = Optional.of(FakeMachine.GIB);
    assertThat(findings())
        .filteredOn(f -> f.level() == Level.NOTE)
        .extracting(Finding::topic)
        .containsExactly("native cache", "oneDNN", "threads", "memory", "log");
    assertThat(finding("memory").message())
        .contains("passes 1.0 GiB", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    assertThat(finding("threads").message()).contains("OMP_NUM_THREADS=1");
    machine.cacheSpace = Optional.empty();
    assertThat(finding("native cache").level()).isEqualTo(Level.PROBLEM);
  }
}
