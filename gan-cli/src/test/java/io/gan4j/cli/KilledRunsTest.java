package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.core.checkpoint.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trains in processes that are killed (SIGKILL) at random moments, often while a checkpoint is
 * written, and resumed until they are done.
 */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
@DisplayName("A run that is killed again and again")
class KilledRunsTest {
  private static final int KILLS = Integer.getInteger("gan4j.kills", 25);
  private static final String COMMON =
      """
      seed: 3
      data: {reader: digits, batchSize: 16, range: symmetric}
      samples: {every: 40, count: 4}
      checkpoints: {every: 5, keep: 2, keepEvery: 100}
      training: {steps: 300}
      """;

  @TempDir Path temp;

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "mlp with dropout",
        "dcgan with batch norm",
        "wgan-gp",
        "stateful terms: began and lecam"
      })
  @DisplayName("ends as if nothing had happened, and never loses a checkpoint:")
  void killed(String model) throws Exception {
    Path config = Files.writeString(temp.resolve("run.yaml"), COMMON + players(model));
    Path whole = temp.resolve("whole");
    Process undisturbed = start("train", config.toString(), "--run-dir", whole.toString());
    assertThat(undisturbed.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(undisturbed.exitValue()).as(log()).isZero();

    Random random = new Random(1);
    int kills = 0;
    int inWrites = 0;
    for (int run = 0; kills < KILLS; run++) {
      Path path = temp.resolve("run-" + run);
      Process process = start("train", config.toString(), "--run-dir", path.toString());
      while (!endsItself(process, path, random)) {
        kills++;
        inWrites += partial(path) ? 1 : 0;
        long newest = newest(path);
        process =
            newest < 0 // killed before the first checkpoint was there
                ? restart(config, path)
                : start("resume", path.toString());
      }
      assertThat(process.exitValue()).as(log()).isZero();
      assertThat(Traces.of(path)).as("after %d kills", kills).isEqualTo(Traces.of(whole));
    }
    System.out.printf("%s: %d kills, %d of them inside a write%n", model, kills, inWrites);
  }

  private static String players(String model) {
    return switch (model) {
      case "mlp with dropout" ->
          """
          generator:
            network: {type: mlp, units: [16]}
            average: {type: ema, decay: 0.9}
          discriminator: {network: {type: mlp, units: [16], dropout: 0.3}}
          """;
      case "dcgan with batch norm" ->
          """
          generator: {network: {type: dcgan, baseChannels: 4}}
          discriminator: {network: {type: dcgan, baseChannels: 4}}
          """;
      case "wgan-gp" ->
          """
          generator: {network: {type: mlp, units: [16]}}
          discriminator: {network: {type: mlp, units: [16]}}
          loss: wasserstein
          terms: [{type: gradient-penalty, weight: 10}]
          """;
      case "stateful terms: began and lecam" ->
          """
          generator: {network: {type: mlp, units: [16]}}
          discriminator:
            network:
              type: layers
              layers:
                - {type: flatten}
                - {type: dense, units: 16, activation: elu}
                - {type: dense, units: 784, activation: tanh}
                - {type: reshape, shape: [28, 28, 1]}
          loss: began
          """;
      default -> throw new IllegalArgumentException(model);
    };
  }

  /** Lets it train for a random while, then kills it; whether it was done before. */
  private static boolean endsItself(Process process, Path run, Random random) throws Exception {
    Path events = run.resolve("events.jsonl");
    long before = Files.exists(events) ? Files.size(events) : 0;
    while (process.isAlive() && (!Files.exists(events) || Files.size(events) == before)) {
      Thread.sleep(5);
    }
    boolean done = process.waitFor(random.nextInt(500), TimeUnit.MILLISECONDS);
    if (!done) {
      process.destroyForcibly().waitFor();
    }
    return done;
  }

  private static boolean partial(Path run) throws IOException {
    if (!Files.isDirectory(run.resolve("checkpoints"))) {
      return false;
    }
    try (var entries = Files.list(run.resolve("checkpoints"))) {
      return entries.anyMatch(entry -> entry.getFileName().toString().endsWith(".partial"));
    }
  }

  /** The newest checkpoint's step; every checkpoint that is there has to be whole. */
  private static long newest(Path run) {
    Optional<Checkpoints.Restored> newest = new Checkpoints(run).newest();
    newest.ifPresent(restored -> assertThat(restored.skipped()).isEmpty());
    return newest.map(restored -> restored.checkpoint().step()).orElse(-1L);
  }

  private Process restart(Path config, Path run) throws IOException {
    try (var files = Files.walk(run)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    return start("train", config.toString(), "--run-dir", run.toString());
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-cp",
            System.getProperty("java.class.path"),
            "io.gan4j.cli.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "3");
    return builder.redirectOutput(ProcessBuilder.Redirect.to(temp.resolve("log").toFile())).start();
  }

  private String log() throws IOException {
    return Files.readString(temp.resolve("log"));
  }
}
