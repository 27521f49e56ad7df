package io.gan4j.tf.internal.gate;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The folder of a foreign model")
class ModelFilesTest {
  private static final String POSIX =
      "links need a privilege there, and there are no named pipes in folders";

  @TempDir private Path folder;

  @BeforeEach
  void good() throws IOException {
    file("saved_model.pb");
    file("fingerprint.pb");
    file("variables/variables.index");
    file("variables/variables.data-00000-of-00001");
    file("assets.extra/gan4j.json");
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "x");
  }

  private void refused(String reason) {
    assertThatThrownBy(() -> ModelFiles.check(folder))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(reason);
  }

  @Test
  @DisplayName("may hold a graph, weights, a fingerprint and what belongs to others")
  void parts() throws IOException {
    file("assets.extra/notes/readme.txt");
    assertThatCode(() -> ModelFiles.check(folder)).doesNotThrowAnyException();
  }

  @Test
  @DisplayName("may hold nothing else that TensorFlow would open")
  void others() throws IOException {
    Path debug = file("debug/saved_model_debug_info.pb");
    refused("its folder holds 'debug/saved_model_debug_info.pb', which is no part of one");
    Files.delete(debug);
    file("saved_model.cpb");
    refused("'saved_model.cpb'");
  }

  @Test
  @DisplayName("may not hold files that would take for ever to read")
  void tooLong() throws IOException {
    lengthen("fingerprint.pb", 1 << 17);
    refused("'fingerprint.pb' is longer than any model's");
    lengthen("fingerprint.pb", 1);
    lengthen("variables/variables.data-00000-of-00001", 1L << 35);
    refused("'variables/variables.data-00000-of-00001' is longer than any model's");
  }

  /** Without writing what lies between. */
  private void lengthen(String name, long bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      file.setLength(bytes);
    }
  }

  @Test
  @DisplayName("may hold no link to the weights of somebody else, whatever those are")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = POSIX)
  void links() throws IOException {
    Path weights = folder.resolve("variables/variables.data-00000-of-00001");
    Files.delete(weights);
    Files.createSymbolicLink(weights, Path.of("/etc/hostname"));
    refused("'variables/variables.data-00000-of-00001' is a link or a pipe, not a file");
  }

  @Test
  @DisplayName("may hold no pipe, which would keep its reader waiting for ever")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = POSIX)
  void pipes() throws Exception {
    Path fingerprint = folder.resolve("fingerprint.pb");
    Files.delete(fingerprint);
    new ProcessBuilder("mkfifo", fingerprint.toString()).start().waitFor();
    refused("'fingerprint.pb' is a link or a pipe, not a file");
  }
}
