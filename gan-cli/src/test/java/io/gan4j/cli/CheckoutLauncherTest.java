package io.gan4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs ./gan in a small checkout, with a shell script in Maven's place. */
@DisplayName("The checkout's launcher")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
@Timeout(60)
class CheckoutLauncherTest {
  /** What both launchers ask of the system. */
  private static final List<String> TOOLS =
      List.of(
          "awk",
          "cat",
          "cksum",
          "date",
          "dirname",
          "find",
          "flock",
          "grep",
          "head",
          "locale",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sh",
          "sleep",
          "tail",
          "touch",
          "tr");

  private static final String BUILD =
      """
      echo "[INFO] Building gan-api 1 [1/2]"
      echo "Downloaded from here: somewhere/a.jar (2.5 MB at 1.0 MB/s)"
      mkdir -p "$ROOT/gan-cli/target/quick"
      echo /dev/null >"$ROOT/gan-cli/target/quick/gan.classpath"
      touch "$ROOT/gan-cli/target/quick/gan-cli-1.jar"
      echo build >>"$ROOT/builds"
      """;

  @TempDir Path root;
  private Path bin;
  private Path jdk;

  @BeforeEach
  void checkout() throws IOException {
    bin = Files.createDirectories(root.resolve("tools/bin"));
    for (String tool : TOOLS) {
      for (Path folder : List.of(Path.of("/usr/bin"), Path.of("/bin"))) {
        if (Files.exists(folder.resolve(tool)) && Files.notExists(bin.resolve(tool))) {
          script(bin.resolve(tool), "exec " + folder.resolve(tool) + " \"$@\"");
        }
      }
    }
    jdk = Files.createDirectories(root.resolve("jdk"));
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    script(jdk.resolve("bin/java"), "exit 0");
    script(jdk.resolve("bin/javac"), "exit 0");
    Files.copy(Path.of("../gan"), root.resolve("gan"));
    Files.createDirectories(root.resolve("gan-cli/src/dist/bin"));
    script(
        root.resolve("gan-cli/src/dist/bin/gan"),
        "echo \"started $*\"; echo \"$GAN_APP_CLASSPATH\"");
    source("gan-api/src/main/java/A.java");
    Files.writeString(root.resolve("pom.xml"), "<project/>");
  }

  @Test
  @DisplayName("builds by the profile quick, says so and how far it is, and hands over")
  void builds() throws Exception {
    maven(BUILD + "echo \"$*\" >\"$ROOT/arguments\"; sleep 1.5");
    Run run = gan(Map.of("GAN_BUILD_ARGS", "-Pgpu -o"), "list", "losses");
    assertThat(run.err)
        .startsWith("gan: building, because this is the first call\n")
        .containsPattern("gan: gan-api \\(1/2\\), \\d s, fetched 1 files, [23] MB\n")
        .containsPattern("gan: built in \\d s\n");
    assertThat(run.out)
        .isEqualTo(
            "started list losses\n" + root + "/gan-cli/target/quick/gan-cli-1.jar:/dev/null\n");
    assertThat(root.resolve("arguments"))
        .content()
        .contains("-pl gan-cli -am -Pquick -Pgpu -o package");
  }

  @Test
  @DisplayName("builds once, and again when a source has changed, naming it")
  void changes() throws Exception {
    maven(BUILD);
    gan(Map.of());
    assertThat(gan(Map.of()).err).isEmpty();
    assertThat(timesBuilt()).isEqualTo(1);
    Files.setLastModifiedTime(
        source("gan-api/src/main/java/A.java"), FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(gan(Map.of()).err)
        .startsWith("gan: building, because gan-api/src/main/java/A.java has changed\n");
    assertThat(timesBuilt()).isEqualTo(2);
  }

  @Test
  @DisplayName("leaves tests and the distribution's files out of what it looks at")
  void notBuilt() throws Exception {
    maven(BUILD);
    gan(Map.of());
    FileTime later = FileTime.from(Instant.now().plusSeconds(5));
    Files.setLastModifiedTime(source("gan-api/src/test/java/ATest.java"), later);
    Files.setLastModifiedTime(root.resolve("gan-cli/src/dist/bin/gan"), later);
    Files.setLastModifiedTime(source("gan-bench/src/main/java/B.java"), later);
    assertThat(gan(Map.of()).err).isEmpty();
  }

  @Test
  @DisplayName("builds once for two that start at once")
  void twoAtOnce() throws Exception {
    maven("sleep 1\n" + BUILD);
    Process first = start(Map.of());
    while (Files.notExists(root.resolve("gan-cli/target/quick/gan.build.log"))) {
      Thread.sleep(10);
    }
    Run second = gan(Map.of());
    assertThat(second.err).isEqualTo("gan: another call builds this checkout: waiting for it\n");
    assertThat(second.out).startsWith("started");
    assertThat(first.waitFor()).isZero();
    assertThat(timesBuilt()).isEqualTo(1);
  }

  @Test
  @DisplayName("ends Maven when it is ended, and then builds from nothing what was half built")
  void ended() throws Exception {
    maven("echo $$ >\"$ROOT/pid.new\"; mv \"$ROOT/pid.new\" \"$ROOT/pid\"; exec sleep 50");
    Process gan = start(Map.of());
    while (Files.notExists(root.resolve("pid"))) {
      Thread.sleep(10);
    }
    gan.toHandle().destroy();
    assertThat(gan.waitFor()).isEqualTo(143);
    long maven = Long.parseLong(Files.readString(root.resolve("pid")).strip());
    assertThat(ProcessHandle.of(maven).map(ProcessHandle::isAlive).orElse(false)).isFalse();

    Path half = source("gan-api/target/quick/classes/Half.class");
    maven(BUILD);
    assertThat(gan(Map.of()).out).startsWith("started");
    assertThat(half).doesNotExist();
  }

  @Test
  @DisplayName("shows Maven's errors and what helps, and starts nothing")
  void failure() throws Exception {
    maven(
        """
        echo "[INFO] Building gan-api 1 [1/2]"
        echo "[ERROR] Could not transfer artifact a:b:jar:1 from/to central"
        echo "[ERROR] Re-run Maven using the -X switch to enable full debug logging."
        exit 1
        """);
    Run run = gan(Map.of());
    assertThat(run.exitCode).isEqualTo(1);
    assertThat(run.out).isEmpty();
    assertThat(run.err)
        .contains("[ERROR] Could not transfer artifact a:b:jar:1 from/to central\n")
        .contains("gan: something could not be fetched: is there a network")
        .endsWith(
            "gan: the build failed; "
                + root
                + "/gan-cli/target/quick/gan.build.log has all of it\n")
        .doesNotContain("-X switch");
    maven("echo 'Unrecognized VM option'; exit 1");
    assertThat(gan(Map.of()).err).contains("Unrecognized VM option\n");
    maven(BUILD);
    assertThat(gan(Map.of()).out).startsWith("started");
  }

  @Test
  @DisplayName(
      "says what it lacks for a build: Maven, a JDK that is new enough, a compiler, a place")
  void lacking() throws Exception {
    assertThat(gan(Map.of()).err)
        .contains("has to build first and found no mvn: install Maven 3.8 or later");
    maven(BUILD);
    Files.delete(jdk.resolve("bin/javac"));
    assertThat(gan(Map.of()).err).contains(jdk + " has no javac: install a JDK, not a JRE");
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"1.8.0_392\"\n");
    assertThat(gan(Map.of()).err).contains("with JDK 17 or later, and found 1.8.0_392 at " + jdk);
    assertThat(gan(Map.of("JAVA_HOME", "/no/where")).err)
        .contains("JAVA_HOME is /no/where, which has no bin/java");
    Path target = Files.createDirectories(root.resolve("gan-cli/target")).resolve("quick");
    script(root.resolve("clear"), "rm -rf \"" + target + "\"");
    assertThat(new ProcessBuilder(root.resolve("clear").toString()).start().waitFor()).isZero();
    Files.writeString(target, "a file where a folder should be");
    assertThat(gan(Map.of()).err).contains("cannot write to " + target);
    assertThat(root.resolve("builds")).doesNotExist();
  }

  private record Run(int exitCode, String out, String err) {}

  private Run gan(Map<String, String> environment, String... arguments) throws Exception {
    Process process = start(environment, arguments);
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), out, err);
  }

  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", root.resolve("gan").toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().keySet().removeIf(name -> name.startsWith("GAN_"));
    builder.environment().put("PATH", bin.toString());
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().put("ROOT", root.toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private int timesBuilt() throws IOException {
    return Files.readAllLines(root.resolve("builds")).size();
  }

  private void maven(String lines) throws IOException {
    script(bin.resolve("mvn"), lines);
  }

  private static void script(Path file, String lines) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + lines + "\n");
    Files.setPosixFilePermissions(file, fromString("rwxr-xr-x"));
  }

  /** A source, older than any build. */
  private Path source(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    FileTime old = FileTime.from(Instant.now().minusSeconds(3600));
    Path within = root.relativize(file);
    for (int length = within.getNameCount(); length > 0; length--) {
      Files.setLastModifiedTime(root.resolve(within.subpath(0, length)), old);
    }
    return file;
  }
}
