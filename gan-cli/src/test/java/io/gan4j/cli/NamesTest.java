package io.gan4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Names of files")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "names there do not depend on the locale")
class NamesTest {
  @TempDir Path temp;

  private int run(String locale, List<String> command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("log").toFile());
    builder.environment().keySet().removeIf(n -> n.startsWith("LC_") || n.startsWith("LANG"));
    builder.environment().put("LC_ALL", locale);
    builder.environment().put("GAN_APP_CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private String log() throws IOException {
    return Files.readString(temp.resolve("log"), UTF_8);
  }

  @Test
  @DisplayName("that no file can have are told with the reason")
  void impossible() {
    Cli cli = Cli.run("report", "a\0b");
    assertThat(cli.exitCode()).isEqualTo(CommandLineRunner.USAGE);
    assertThat(cli.err()).contains("is no name of a file: Nul character not allowed");
    cli = Cli.run("train", "--set", "data.reader={type: idx, images: \"a\\0b\"}");
    assertThat(cli.exitCode()).isEqualTo(CommandLineRunner.USAGE);
    assertThat(cli.err()).contains("Nul character not allowed").doesNotContain("Exception");
  }

  @Test
  @Tag("slow")
  @DisplayName("beyond the charset of a JVM that the launcher has not started are told with a cure")
  void withoutLauncher() throws Exception {
    List<String> command = new ArrayList<>(Gan4jProcess.command());
    // its arguments are in ASCII: the name comes from a run file
    Files.writeString(
        temp.resolve("run.yaml"),
        """
        data: {reader: {type: image-folder, path: 中}}
        generator: {network: mlp}
        discriminator: {network: mlp}
        """);
    command.addAll(List.of("train", "run.yaml"));
    assertThat(run("C", command)).isEqualTo(CommandLineRunner.USAGE);
    assertThat(log())
        .contains("beyond the charset that this JVM has for names of files, ANSI_X3.4-1968")
        .contains("LC_ALL=C.UTF-8")
        .doesNotContain("Exception");
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8", "POSIX"})
  @DisplayName("of all kinds can be trained, sampled and reported on under the launcher:")
  void everywhere(String locale) throws Exception {
    String launcher = Path.of("src/dist/bin/gan").toAbsolutePath().toString();
    for (String name : new String[] {"ü", "中", "😀", "a b", "two\nlines"}) {
      Path run = temp.resolve(name);
      String[][] commands = {
        {"train", "gaussian-1d", "--steps", "3", "--run-dir", run.toString()},
        {"sample", run.toString(), "--out", run.resolve(name + ".npy").toString()},
        {"report", run.toString()},
        {"resume", run.toString(), "--steps", "4"}
      };
      for (String[] arguments : commands) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", launcher));
        command.addAll(List.of(arguments));
        assertThat(run(locale, command)).as("%s %s: %s", arguments[0], name, log()).isZero();
      }
      assertThat(run.resolve(name + ".npy")).isNotEmptyFile();
      assertThat(run.resolve("report.html")).isNotEmptyFile();
    }
  }
}
