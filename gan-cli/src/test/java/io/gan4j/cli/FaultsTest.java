package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.checkpoint.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The table of docs/reliability.md, as far as the command line is needed for it. */
@DisplayName("A run that meets with")
class FaultsTest {
  private static final String SMALL =
      """
      name: small
      data: {reader: digits, batchSize: 8}
      generator: {network: {type: mlp, units: [8]}}
      discriminator: {network: {type: mlp, units: [8]}}
      samples: {every: 0, count: 4}
      checkpoints: {every: 2}
      """;

  @TempDir Path temp;

  private Path run() {
    return temp.resolve("run");
  }

  private Cli train(String yaml) throws IOException {
    Path config = Files.writeString(temp.resolve("run.yaml"), yaml);
    return Cli.run("train", config.toString(), "--run-dir", run().toString());
  }

  private Cli resume(String... more) {
    String[] all = new String[2 + more.length];
    all[0] = "resume";
    all[1] = run().toString();
    System.arraycopy(more, 0, all, 2, more.length);
    return Cli.run(all);
  }

  private static String failure(Cli cli) {
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(CommandLineRunner.FAILED);
    return cli.err().lines().filter(l -> l.contains(" at step ")).reduce((a, b) -> b).orElse("");
  }

  @Test
  @DisplayName("divergence can be taken up before it, and comes to the same step and numbers")
  void divergence() throws IOException {
    String diverging =
        SMALL
            + """
            loss: least-squares
            training: {steps: 200}
            watches: {every: 0}
            """;
    Cli cli =
        train(
            diverging.replace(
                "discriminator: {", "discriminator: {optimizer: {type: sgd, learningRate: 30}, "));
    List<String> first = events();
    String message = failure(cli);
    assertThat(message).containsPattern("step \\d+").isEqualTo(failure(resume()));
    assertThat(events()).isEqualTo(first);
    assertThat(first).anyMatch(line -> line.contains("\"watch\":\"not-finite\""));
  }

  @SuppressWarnings("unchecked")
  private List<String> events() throws IOException {
    return (List<String>) Objects.requireNonNull(Traces.of(run()).get("events.jsonl"));
  }

  @Test
  @DisplayName("an edited config.yaml, other processors or vanished data says so")
  void otherThan() throws IOException {
    Cli cli = train(SMALL + "training: {steps: 4}");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    Path config = run().resolve("config.yaml");
    String whole = Files.readString(config);

    Files.writeString(config, whole.replace("non-saturating", "hinge"));
    Cli edited = resume("--steps", "6");
    assertThat(edited.exitCode()).isEqualTo(CommandLineRunner.USAGE);
    assertThat(edited.err()).contains("loss.type: was non-saturating, is hinge");

    Files.writeString(config, "name: [");
    Cli broken = resume("--steps", "6");
    assertThat(broken.exitCode()).isEqualTo(CommandLineRunner.USAGE);
    assertThat(broken.err()).contains("config.yaml");

    Files.delete(config);
    assertThat(resume("--steps", "6").err()).contains("it holds no config.yaml");

    Files.writeString(
        config, whole.replace("reader: {type: digits", "reader: {type: idx, images: /gone"));
    Cli gone = resume("--steps", "6", "--accept-changes");
    assertThat(gone.exitCode()).isNotZero();
    assertThat(gone.err()).contains("/gone");

    Files.writeString(config, whole);
    Checkpoints checkpoints = new Checkpoints(run());
    Checkpoint now = checkpoints.newest().orElseThrow().checkpoint();
    Map<String, String> origin = new HashMap<>(now.origin());
    origin.put(Checkpoint.PROCESSORS, "99");
    remove(checkpoints.folder(now.step()));
    checkpoints.write(
        new Checkpoint(now.step(), now.state(), now.config(), origin, now.loop(), now.eventBytes()),
        3,
        step -> true);
    Cli other = resume("--steps", "6");
    assertThat(other.exitCode()).as(other.err()).isZero();
    assertThat(other.err())
        .containsPattern("changed: processors: was 99, is \\d+ \\(not bit-exact\\)");
  }

  @Test
  @DisplayName("death after its last step, before its end, is brought to its end")
  void lastMoment() throws IOException {
    assertThat(train(SMALL + "training: {steps: 4}").exitCode()).isZero();
    Map<String, Object> whole = Traces.of(run());
    remove(run().resolve("model"));
    Path log = run().resolve("events.jsonl");
    List<String> lines = Files.readAllLines(log);
    Files.write(log, lines.subList(0, lines.size() - 2));
    Cli cli = resume();
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(run().resolve("model/saved_model.pb")).exists();
    assertThat(Traces.of(run())).isEqualTo(whole);
    Cli again = resume();
    assertThat(again.exitCode()).isZero();
    assertThat(again.err()).contains("the run is done: 4 of 4 steps; --steps N trains on");
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  @Tag("slow")
  @EnabledOnOs(OS.LINUX)
  @DisplayName("a disk that gets full, or read-only, ends with the reason; then it goes on")
  void smallDisk() throws Exception {
    Path config =
        Files.writeString(
            temp.resolve("run.yaml"),
            SMALL.replace("{every: 2}", "{every: 2, keep: 1000}") + "training: {steps: 100000}");
    String gan = String.join(" ", Gan4jProcess.command());
    String script =
        """
        mkdir disk && mount -t tmpfs -o size=2m none disk || exit 77
        %1$s train %2$s --run-dir disk/run; echo "full: $?"
        ls disk/run/checkpoints | tail -1
        mount -o remount,ro disk
        %1$s resume disk/run --steps 100000; echo "read-only: $?"
        mount -o remount,rw,size=64m disk
        last=$(ls disk/run/checkpoints | tail -1 | sed 's/step-0*//')
        %1$s resume disk/run --steps $((last + 4)); echo "room again: $?"
        """
            .formatted(gan, config);
    Process process =
        new ProcessBuilder("unshare", "-rm", "sh", "-c", script)
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("log").toFile())
            .start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    String log = Files.readString(temp.resolve("log"));
    assumeTrue(process.exitValue() != 77 && !log.contains("unshare failed"), log);
    assertThat(log)
        .contains("No space left on device")
        .contains("full: 1")
        .contains("Read-only file system")
        .contains("read-only: 1")
        .contains("room again: 0")
        .doesNotContain("internal error", "skipped a damaged checkpoint");
  }

  @Test
  @Tag("slow")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a JVM there is not told of SIGTERM")
  @DisplayName("SIGTERM finishes its step and writes a checkpoint; a second leaves at once")
  void signals() throws Exception {
    Path config =
        Files.writeString(temp.resolve("run.yaml"), SMALL + "training: {steps: 100000000}");
    Process polite = started(config, run());
    polite.destroy();
    assertThat(polite.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(polite.exitValue()).isEqualTo(128 + 15);
    assertThat(run().resolve("events.jsonl")).content().contains("\"reason\":\"stopped\"");
    assertThat(run().resolve("model/saved_model.pb")).exists();

    Path other = temp.resolve("other");
    Process impatient = started(config, other);
    long process = impatient.pid();
    new ProcessBuilder("sh", "-c", "kill -INT " + process + "; kill -TERM " + process)
        .start()
        .waitFor();
    assertThat(impatient.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(impatient.exitValue()).isIn(128 + 15, 128 + 2);
    assertThat(new Checkpoints(other).newest().orElseThrow().skipped()).isEmpty();
  }

  private Process started(Path config, Path where) throws Exception {
    Process process =
        Gan4jProcess.start(
            temp.resolve("log"), "train", config.toString(), "--run-dir", where.toString());
    Path first = where.resolve("checkpoints/step-00000002");
    while (process.isAlive() && !Files.exists(first)) {
      Thread.sleep(20);
    }
    return process;
  }
}
