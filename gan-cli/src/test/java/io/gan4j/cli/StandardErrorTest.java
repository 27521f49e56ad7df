package io.gan4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Standard error")
@DisabledOnOs(
    value = OS.WINDOWS,
    disabledReason = "the launcher is a shell script, and descriptors have no numbers there")
class StandardErrorTest {
  private final PrintStream before = System.err;

  @TempDir Path folder;

  @AfterEach
  void giveBack() {
    System.setErr(before);
  }

  @Test
  @DisplayName("goes to the file that the launcher names, at once, between what others write there")
  void takes() throws Exception {
    Path file = folder.resolve("err");
    try (FileOutputStream other = new FileOutputStream(file.toFile())) {
      other.write("building; ".getBytes(UTF_8));
      StandardError.take(Map.of("GAN_STDERR", number(other.getFD())));
      System.err.print("step 1");
      other.write("; done".getBytes(UTF_8));
    }
    assertThat(file).content().isEqualTo("building; step 1; done");
  }

  @Test
  @DisplayName("stays what it is without the launcher")
  void noLauncher() {
    StandardError.take(Map.of());
    assertThat(System.err).isSameAs(before);
  }

  @Test
  @DisplayName("stays what it is where the launcher says no number")
  void nonsense() {
    StandardError.take(Map.of("GAN_STDERR", "nonsense"));
    assertThat(System.err).isSameAs(before);
  }

  private static String number(FileDescriptor descriptor) throws ReflectiveOperationException {
    Field field = FileDescriptor.class.getDeclaredField("fd");
    field.setAccessible(true);
    return String.valueOf(field.getInt(descriptor));
  }
}
