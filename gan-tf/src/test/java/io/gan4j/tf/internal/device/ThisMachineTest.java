package io.gan4j.tf.internal.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.ProviderException;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisplayName("This machine")
class ThisMachineTest {
  private final ThisMachine machine = new ThisMachine();

  @Test
  @DisplayName("has one native on the tests' class path, and a CPU")
  void devices() {
    assertThat(machine.natives()).hasSize(1).allMatch(n -> n.startsWith(machine.platform()));
    assertThat(machine.tensorFlowVersion()).isEqualTo("2.18.0");
    assertThat(machine.javaVersion()).isEqualTo("1.1.0");
    assertThat(machine.devices())
        .filteredOn(device -> device.type().equals("CPU"))
        .hasSize(1)
        .allMatch(device -> device.index() == 0 && device.memoryBytes() > 0);
  }

  @Test
  @DisplayName("frees what it asks TensorFlow with")
  void leaks() {
    machine.devices();
    long before = Pointer.totalCount();
    for (int i = 0; i < 10; i++) {
      machine.devices();
      machine.cannotOpen("libno-such-library.so.7");
    }
    assertThat(Pointer.totalCount()).isEqualTo(before);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName(
      "opens shared libraries as the linker does, and gives the linker's reason if it can't")
  void libraries() {
    assertThat(machine.cannotOpen("libm.so.6")).isEmpty();
    assertThat(machine.cannotOpen("libno-such-library.so.7"))
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .startsWith("libno-such-library.so.7: cannot open shared object file"));
  }

  @Test
  @DisplayName("knows its memory, its processors and its cache of natives")
  void facts() {
    assertThat(machine.physicalMemory()).isGreaterThan(machine.maxHeap() / 2);
    assertThat(machine.processors()).isPositive();
    // The build sets maxPhysicalBytes=0.
    assertThat(machine.nativeMemoryLimit()).isZero();
    assertThat(machine.nativesCacheSpace()).isNotEqualTo(Optional.of(0L));
    assertThat(machine.nativesCache()).exists();
  }

  @Test
  @DisplayName("without a native says so in one sentence, every time it is asked")
  void withoutNative() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(
                entry ->
                    !Path.of(entry)
                        .getFileName()
                        .toString()
                        .matches("tensorflow-core-native-[0-9.]+-.*"))
            .collect(Collectors.joining(File.pathSeparator));
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                WithoutNative.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output.lines())
        .hasSize(3)
        .allMatch(line -> line.contains("native"))
        .satisfies(
            lines -> assertThat(lines.get(0)).isEqualTo("natives: []"),
            lines ->
                assertThat(lines.get(1))
                    .startsWith("TensorFlow's native library cannot be loaded: no jnitensorflow"),
            lines ->
                assertThat(lines.get(2))
                    .startsWith("TensorFlow's native library cannot be loaded"));
  }

  /** Asks a machine without natives. */
  static final class WithoutNative {
    private WithoutNative() {}

    public static void main(String[] args) {
      ThisMachine machine = new ThisMachine();
      System.out.println("natives: " + machine.natives());
      for (int i = 0; i < 2; i++) {
        try {
          System.out.println(machine.tensorFlowVersion());
        } catch (ProviderException e) {
          System.out.println(e.getMessage());
        }
      }
    }
  }
}
