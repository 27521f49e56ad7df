package io.gan4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs bin/gan with a shell script in java's place. Standard error ends when its last writer has
 * gone, so whoever reads it to the end knows that the launcher leaves no child behind.
 */
@DisplayName("The launcher")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
@Timeout(60)
class LauncherTest {
  private static final Path LAUNCHER = Path.of("src/dist/bin/gan").toAbsolutePath();
  private static final String PRINT_ARGUMENTS = "printf '<%s>' \"$@\"";

  @TempDir Path home;

  @Test
  @DisplayName("leaves the exit code, the arguments and standard output to the program")
  void exitCodeAndArguments() throws Exception {
    Process process = gan(PRINT_ARGUMENTS + "; exit 7", Map.of(), "list", "a  * b");
    assertThat(out(process)).endsWith("<-cp></app.jar><io.gan4j.cli.Main><list><a  * b>");
    assertThat(process.waitFor()).isEqualTo(7);
  }

  @Test
  @DisplayName("splits GAN_JAVA_OPTS at blanks and nowhere else")
  void javaOptions() throws Exception {
    Process process = gan(PRINT_ARGUMENTS, Map.of("GAN_JAVA_OPTS", "-Xmx1g -Dx=*"));
    assertThat(out(process)).contains("<-Xmx1g><-Dx=*>");
  }

  @Test
  @DisplayName("keeps the heap small")
  void heap() throws Exception {
    Process process = gan(PRINT_ARGUMENTS, Map.of("GAN_JAVA_OPTS", "-Xmx1g"));
    assertThat(out(process)).contains("<-XX:+UseSerialGC>").contains("<-Xmn32m>");
  }

  @Test
  @DisplayName("leaves the heap to whoever chooses a collector in GAN_JAVA_OPTS")
  void collector() throws Exception {
    Process process = gan(PRINT_ARGUMENTS, Map.of("GAN_JAVA_OPTS", "-Xmx1g -XX:+UseParallelGC"));
    assertThat(out(process)).contains("<-XX:+UseParallelGC>").doesNotContain("Serial", "-Xmn");
  }

  @Test
  @DisplayName("puts GAN_CLASSPATH behind the program's own class path")
  void plugins() throws Exception {
    Process process = gan(PRINT_ARGUMENTS, Map.of("GAN_CLASSPATH", "/plug in.jar"));
    assertThat(out(process)).contains("<-cp></app.jar:/plug in.jar>");
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({"LC_ALL, C", "LC_ALL, POSIX", "LANG, C", "LC_CTYPE, POSIX", "LANG, no_SUCH.UTF-8"})
  @DisplayName("has the JVM write names of files in UTF-8 where the locale has ASCII alone:")
  void ascii(String variable, String locale) throws Exception {
    Process process = gan("LC_ALL=${LC_ALL-}; locale charmap", Map.of(variable, locale));
    assertThat(out(process)).isEqualTo("UTF-8\n");
  }

  @Test
  @DisplayName("leaves a locale alone that has UTF-8")
  void utf8() throws Exception {
    Process process = gan("echo \"${LC_ALL-}$LANG\"", Map.of("LANG", "C.UTF-8"));
    assertThat(out(process)).isEqualTo("C.UTF-8\n");
  }

  @Test
  @DisplayName("drops from standard error TensorFlow's own unstoppable lines, and no other")
  void filter() throws Exception {
    Process process =
        gan(
            """
            cat >&2 <<'END'
            WARNING: All log messages before absl::InitializeLog() is called are written to STDERR
            I0000 00:00:1795236244.571520   24870 mlir_graph_optimization_pass.cc:401] MLIR V1 opt
            E0000 00:00:1795234983.290449   13849 cuda_dnn.cc:8310] Unable to register cuDNN \
            factory: Attempting to register factory for plugin cuDNN when one has already been \
            registered
            E0000 00:00:1795234983.290449   13849 cuda_driver.cc:152] failed call to cuInit
            WARNING: something else  with \\backslashes and %s
            END
            printf 'no end of line' >&2
            """,
            Map.of());
    assertThat(err(process))
        .isEqualTo(
            """
            E0000 00:00:1795234983.290449   13849 cuda_driver.cc:152] failed call to cuInit
            WARNING: something else  with \\backslashes and %s
            no end of line
            """);
  }

  @Test
  @DisplayName("lets the program write to standard error past the filter, at once")
  void partialLines() throws Exception {
    Process process = gan("printf '10 %%' >&\"$GAN_STDERR\"; read -r line", Map.of());
    assertThat(new String(process.getErrorStream().readNBytes(4), UTF_8)).isEqualTo("10 %");
    assertThat(process.isAlive()).isTrue();
    process.getOutputStream().close();
  }

  @Test
  @DisplayName("filters nothing for whoever sets TF_CPP_MIN_LOG_LEVEL to see that log")
  void logAskedFor() throws Exception {
    Process process =
        gan(
            "echo 'I0000 00:00:1 1 a.cc:1] b' >&2; echo \"${GAN_STDERR-not set}\"",
            Map.of("TF_CPP_MIN_LOG_LEVEL", "0"));
    assertThat(out(process)).isEqualTo("not set\n");
    assertThat(err(process)).isEqualTo("I0000 00:00:1 1 a.cc:1] b\n");
  }

  @Test
  @DisplayName("is replaced by java: a signal reaches it, and its last words are kept")
  void signals() throws Exception {
    Process process =
        gan(
            "trap 'echo last words >&2; exit 143' TERM; echo ready; while :; do sleep 0.05; done",
            Map.of());
    assertThat(new String(process.getInputStream().readNBytes(6), UTF_8)).isEqualTo("ready\n");
    // On the handle: a process's own destroy() would also close our end of standard error.
    process.toHandle().destroy();
    assertThat(err(process)).isEqualTo("last words\n");
    assertThat(process.waitFor()).isEqualTo(143);
  }

  @Test
  @DisplayName("names a JAVA_HOME that holds no java")
  void wrongJavaHome() throws Exception {
    Process process = start(Map.of());
    assertThat(err(process)).isEqualTo("gan: JAVA_HOME is " + home + ", which has no bin/java\n");
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @Test
  @DisplayName("says which Java it needs and which it found")
  void oldJava() throws Exception {
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    Process process = gan("echo started", Map.of());
    assertThat(err(process)).startsWith("gan: needs Java 17 or later, found 11 at ");
    assertThat(out(process)).isEmpty();
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @Test
  @DisplayName("makes an archive of classes at the second start, and shares it from then on")
  void classData() throws Exception {
    Map<String, String> environment = Map.of("GAN_APP_DATA", home.toString());
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    String java =
        """
        for argument; do
          case $argument in
            -XX:ArchiveClassesAtExit=*) echo data >"${argument#*=}"; exit 0 ;;
          esac
        done
        """
            + PRINT_ARGUMENTS;
    Process first = gan(java, environment);
    assertThat(err(first)).isEmpty();
    assertThat(out(first)).doesNotContain("-XX:SharedArchiveFile");
    assertThat(home.toFile().list()).noneMatch(name -> name.endsWith(".jsa"));

    Process second = start(environment);
    assertThat(err(second)).startsWith("gan: makes an archive of classes, once,");
    assertThat(out(second))
        .contains("<-XX:SharedArchiveFile=" + home)
        .contains("<-Xlog:cds*=off><-Xlog:aot*=off>");

    Process third = start(environment);
    assertThat(err(third)).isEmpty();
    assertThat(out(third)).contains("<-XX:SharedArchiveFile=" + home);
    for (String options : List.of("-Xshare:off", "-XX:ArchiveClassesAtExit=a")) {
      Map<String, String> own = new HashMap<>(environment);
      own.put("GAN_JAVA_OPTS", options);
      assertThat(out(start(own))).doesNotContain("-XX:SharedArchiveFile");
    }
  }

  @Test
  @DisplayName("goes on without an archive where the JVM makes none, and does not try again")
  void noClassData() throws Exception {
    Map<String, String> environment =
        Map.of("GAN_APP_DATA", home.toString(), "GAN_CLASS_DATA", "now");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    Process first = gan(PRINT_ARGUMENTS, environment);
    assertThat(err(first)).startsWith("gan: makes an archive of classes, once,");
    assertThat(out(first)).doesNotContain("-XX:SharedArchiveFile");
    assertThat(err(start(environment))).isEmpty();
  }

  private static String out(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  private static String err(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), UTF_8);
  }

  /** Starts the launcher on a JAVA_HOME whose java is this script. */
  private Process gan(String java, Map<String, String> environment, String... arguments)
      throws IOException {
    Path program = Files.createDirectory(home.resolve("bin")).resolve("java");
    Files.writeString(program, "#!/bin/sh\n" + java + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return start(environment, arguments);
  }

  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(n -> n.startsWith("GAN_") || n.startsWith("TF_CPP_"));
    builder.environment().keySet().removeIf(n -> n.startsWith("LC_") || n.equals("LANG"));
    builder.environment().put("GAN_APP_CLASSPATH", "/app.jar");
    builder.environment().put("JAVA_HOME", home.toString());
    builder.environment().putAll(environment);
    return builder.start();
  }
}
