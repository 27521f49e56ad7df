package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Results that cannot be printed")
class LostOutputTest {
  /** Takes so many bytes, as a pipe does whose reader leaves, or a disk that gets full. */
  private static final class Full extends OutputStream {
    private int left;

    Full(int bytes) {
      left = bytes;
    }

    @Override
    public void write(int value) throws IOException {
      if (left-- <= 0) {
        throw new IOException("No space left on device");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--version",
        "--help",
        "train --help",
        "list",
        "list losses",
        "preset list",
        "preset show digits",
        "data list",
        "train gaussian-1d --dry-run"
      })
  @DisplayName("are told, and the command fails:")
  void told(String command) {
    for (int bytes : new int[] {0, 10}) {
      Cli cli = Cli.run(false, new Full(bytes), command.split(" "));
      assertThat(cli.exitCode()).as(cli.err()).isEqualTo(CommandLineRunner.FAILED);
      assertThat(cli.err()).contains("gan: standard output cannot be written");
    }
    assertThat(Cli.run(command.split(" ")).exitCode()).isZero();
  }

  @Test
  @DisplayName("because who reads them has seen enough are no failure, as of any other program")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no such signal")
  void readerGone() throws Exception {
    Process process = new ProcessBuilder(arguments("list", "losses")).start();
    process.getInputStream().close();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(err).isEqualTo(CommandLineRunner.READER_GONE);
    assertThat(err).doesNotContain("standard output");
  }

  private static List<String> arguments(String... arguments) {
    List<String> command = new ArrayList<>(Gan4jProcess.command());
    command.addAll(List.of(arguments));
    return command;
  }
}
