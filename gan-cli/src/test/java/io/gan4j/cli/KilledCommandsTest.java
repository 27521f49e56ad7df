package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.internal.FileTrees;
import io.gan4j.api.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands in processes that are killed (SIGKILL) at random moments, from their start on. */
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGKILL there")
@DisplayName("A command that is killed again and again")
class KilledCommandsTest {
  private static final int KILLS = Integer.getInteger("gan4j.kills", 20);

  @TempDir static Path temp;

  private static Path whole;

  @BeforeAll
  static void train() {
    whole = temp.resolve("whole");
    Cli cli = Cli.run(training(whole));
    assertThat(cli.exitCode()).as(cli.err()).isZero();
  }

  private static String[] training(Path run) {
    return new String[] {
      "train",
      "ring-2d",
      "--steps",
      "40",
      "--set",
      "checkpoints={every: 10}",
      "--set",
      "samples.every=20",
      "--run-dir",
      run.toString()
    };
  }

  private static Process start(String... arguments) throws IOException {
    return Gan4jProcess.start(temp.resolve("log"), arguments);
  }

  private static String log() throws IOException {
    return Files.readString(temp.resolve("log"));
  }

  /** How long a command takes from start to end, in milliseconds. */
  private static int lifetime(String... arguments) throws Exception {
    long begin = System.nanoTime();
    Process process = start(arguments);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(log()).isZero();
    return (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }

  /** What is under a name: a file, or all files of a folder. */
  private static Map<String, String> content(Path root) throws IOException {
    Map<String, String> content = new TreeMap<>();
    if (Files.exists(root)) {
      try (Stream<Path> all = Files.walk(root)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          content.put(root.relativize(file).toString(), Traces.sha256(file));
        }
      }
    }
    return content;
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"export", "sample", "report", "picture"})
  @DisplayName("leaves nothing half-written under its name, and does its work when it is let:")
  void output(String command) throws Exception {
    Path out =
        temp.resolve(
            switch (command) {
              case "sample" -> "samples.npy";
              case "report" -> "report.html";
              case "picture" -> "map.png";
              default -> "model";
            });
    String[] arguments =
        command.equals("picture")
            ? new String[] {"picture", "map", whole.toString(), "--out", out.toString()}
            : new String[] {command, whole.toString(), "--out", out.toString()};
    int lifetime = lifetime(arguments);
    Map<String, String> expected = content(out);
    FileTrees.remove(out);
    RandomKey random = RandomKey.of(1).split(command);
    int early = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = start(arguments);
      // Most of it is the start of a JVM.
      long until = lifetime / 3 + random.below(kill, lifetime);
      if (process.waitFor(until, TimeUnit.MILLISECONDS)) {
        assertThat(process.exitValue()).as(log()).isZero();
        early++;
      }
      process.destroyForcibly().waitFor();
      if (Files.exists(out)) {
        assertThat(content(out)).as("after %d kills", kill + 1).isEqualTo(expected);
        FileTrees.remove(out);
      }
    }
    lifetime(arguments);
    assertThat(content(out)).isEqualTo(expected);
    System.out.printf("%s: %d kills, %d after it was done%n", command, KILLS, early);
  }

  @Test
  @DisplayName("trains to the same end, though it was killed before its first step")
  void unbegun() throws Exception {
    Path run = temp.resolve("run");
    int lifetime = lifetime(training(temp.resolve("timed")));
    RandomKey random = RandomKey.of(2);
    int nothing = 0;
    int unbegun = 0;
    int resumed = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = startOrResume(run);
      boolean done = process.waitFor(random.below(kill, lifetime), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      if (!Files.exists(run.resolve("config.yaml"))) {
        nothing++;
      } else if (content(run.resolve("checkpoints")).isEmpty()) {
        unbegun++;
      } else {
        resumed++;
      }
      if (done) {
        assertThat(Traces.of(run)).isEqualTo(Traces.of(whole));
        FileTrees.remove(run);
      }
    }
    Process last = startOrResume(run);
    assertThat(last.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(last.exitValue()).as(log()).isZero();
    assertThat(Traces.of(run)).isEqualTo(Traces.of(whole));
    System.out.printf(
        "train: %d kills, %d before there was a run, %d before its first checkpoint, %d later%n",
        KILLS, nothing, unbegun, resumed);
  }

  private static Process startOrResume(Path run) throws IOException {
    return Files.exists(run.resolve("config.yaml"))
        ? start("resume", run.toString())
        : start(training(run));
  }
}
