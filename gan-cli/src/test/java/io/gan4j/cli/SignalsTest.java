package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A command that a signal ends")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a JVM there is not told of SIGTERM")
class SignalsTest {
  @TempDir Path temp;

  /** Waits until a process has run for so long that it is in the midst of its work. */
  private Process started(String... arguments) throws Exception {
    Process process = Gan4jProcess.start(temp.resolve("log"), arguments);
    assertThat(process.waitFor(4, TimeUnit.SECONDS)).as("ended early").isFalse();
    return process;
  }

  /** Waits until a process trains, so that its handlers stand. */
  private Process training(String... arguments) throws Exception {
    Path events = temp.resolve("run/events.jsonl");
    long before = Files.exists(events) ? Files.size(events) : 0;
    Process process = Gan4jProcess.start(temp.resolve("log"), arguments);
    while (process.isAlive() && (!Files.exists(events) || Files.size(events) == before)) {
      Thread.sleep(50);
    }
    return process;
  }

  private static int exitCode(Process process, String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  @Tag("slow")
  @ParameterizedTest(name = "{0}")
  @CsvSource({"INT, 130", "TERM, 143"})
  @DisplayName("says so by its exit code, whether it ends well or at once")
  void exitCodes(String signal, int code) throws Exception {
    String run = temp.resolve("run").toString();
    assertThat(
            exitCode(
                training("train", "gaussian-1d", "--steps", "100000000", "--run-dir", run), signal))
        .as("train")
        .isEqualTo(code);
    assertThat(temp.resolve("run/model")).exists();
    assertThat(exitCode(training("resume", run), signal)).as("resume").isEqualTo(code);
    assertThat(
            exitCode(
                started(
                    "evaluate",
                    run,
                    "--metrics",
                    "wasserstein-1d",
                    "--set",
                    "evaluation.generated=10000000",
                    "--set",
                    "evaluation.runs=1000"),
                signal))
        .as("evaluate")
        .isEqualTo(code);
    assertThat(temp.resolve("run/metrics.jsonl")).doesNotExist();
  }

  @Tag("slow")
  @ParameterizedTest(name = "{0}")
  @CsvSource({"INT, 130", "TERM, 143"})
  @DisplayName("stops a query that never ends")
  void query(String signal, int code) throws Exception {
    String table = Files.writeString(temp.resolve("t.csv"), "a,b\n1,2\n3,4\n").toString();
    String sql =
        "WITH RECURSIVE n AS (FROM data UNION ALL SELECT a + 1, b FROM n) SELECT sum(a) AS a FROM n";
    Process process = started("train", "table", "--data", table, "--set", "data.reader.sql=" + sql);
    assertThat(exitCode(process, signal)).isEqualTo(code);
    assertThat(temp.resolve("log")).content().doesNotContain("Exception", "internal error");
  }
}
