package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Trains in processes that are killed (SIGKILL) at random moments, often while a checkpoint is
 * written, and resumed until they are done.
 */
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGKILL there")
@DisplayName("A run that is killed again and again")
class KilledRunsTest {
  private static final int KILLS = Integer.getInteger("gan4j.kills", 20);
  private static final List<String> PARTS =
      List.of("state.safetensors", "config.yaml", "loop.json");
  private static final String GAME = "two-domains";
  private static final String CYCLE = "cycle";
  private static final String PIX2PIX = "pix2pix";
  private static final List<String> HEADS = List.of("acgan", "infogan", "bigan");

  private static final String LENGTH =
      """
      samples: {every: 40, count: 4}
      checkpoints: {every: 5, keep: 2, keepEvery: 100}
      training: {steps: 150}
      """;
  private static final String COMMON =
      """
      seed: 3
      data: {reader: digits, batchSize: 16, range: symmetric}
      """
          + LENGTH;

  @TempDir Path temp;

  static List<String> models() {
    List<String> models = new ArrayList<>(SmallModels.ALL);
    models.add(GAME);
    models.add(CYCLE);
    models.add(PIX2PIX);
    models.addAll(HEADS);
    String asked = System.getProperty("gan4j.killed");
    return asked == null ? models : List.of(asked.split(","));
  }

  /** Images of images, with noise in sampling; in a cycle with a pool of fakes. */
  private static String translation(String model) {
    String generator =
        "{network: {type: unet, baseChannels: 4, maxChannels: 8, halvings: 2}, average: ema}";
    String discriminator = "{network: {type: patchgan, baseChannels: 4, maxChannels: 8}}";
    String images =
        COMMON.replace("symmetric}", "symmetric, resize: 16, source: {invert: true}}")
            + "generator: %s%ndiscriminator: %s%n".formatted(generator, discriminator);
    return model.equals(PIX2PIX)
        ? images.replace("{steps: 150}", "{steps: 150, order: reuse-fakes}")
            + "game: {type: translation, reconstruction: 100}\n"
        : images.replace("{steps: 150}", "{steps: 150, order: simultaneous}")
            + "game: {type: cycle, pool: 50}\n"
            + "players: {back-generator: %s, back-discriminator: %s}%n"
                .formatted(generator, discriminator);
  }

  private static String runFile(String model) {
    if (model.equals(CYCLE) || model.equals(PIX2PIX)) {
      return translation(model);
    }
    if (HEADS.contains(model)) {
      return CodesAndClassesTest.text(model).replace(CodesAndClassesTest.LENGTH, LENGTH);
    }
    return model.equals(GAME) ? GamesTest.lasting(LENGTH) : COMMON + SmallModels.players(model);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  @DisplayName("ends as if nothing had happened, and never loses a checkpoint:")
  void killed(String model) throws Exception {
    Path config = Files.writeString(temp.resolve("run.yaml"), runFile(model));
    Path whole = temp.resolve("whole");
    Process undisturbed = start("train", config.toString(), "--run-dir", whole.toString());
    assertThat(undisturbed.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(undisturbed.exitValue()).as(log()).isZero();
    int lifetime = (int) milliseconds(whole) / 3; // at most; as fast as the machine is just now

    Random random = new Random(1);
    int kills = 0;
    int inWrites = 0;
    int again = 0;
    for (int run = 0; kills < KILLS; run++) {
      Path path = temp.resolve("run-" + run);
      Process process = start("train", config.toString(), "--run-dir", path.toString());
      long before = -1;
      while (kills < KILLS
          && !endsItself(process, path, random.nextInt(lifetime), kills % 2 == 1)) {
        kills++;
        inWrites += partial(path) ? 1 : 0;
        long newest = newest(path);
        assertThat(newest)
            .as("newest checkpoint after %d kills", kills)
            .isGreaterThanOrEqualTo(before);
        before = newest;
        again += newest < 0 ? 1 : 0;
        process =
            newest < 0 // killed before the first checkpoint was there
                ? restart(config, path)
                : start("resume", path.toString());
      }
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(log()).isZero();
      assertThat(Traces.of(path)).as("after %d kills", kills).isEqualTo(Traces.of(whole));
    }
    System.out.printf(
        "%s: %d kills, %d of them inside a write, %d before the first checkpoint%n",
        model, kills, inWrites, again);
  }

  /**
   * Lets it train for so many milliseconds, and on until the next write of a checkpoint if that is
   * asked for; then kills it. Whether it was done before.
   */
  private static boolean endsItself(Process process, Path run, int lifetime, boolean inWrite)
      throws Exception {
    Path events = run.resolve("events.jsonl");
    long before = Files.exists(events) ? Files.size(events) : 0;
    while (process.isAlive() && (!Files.exists(events) || Files.size(events) == before)) {
      Thread.sleep(5);
    }
    boolean done = process.waitFor(lifetime, TimeUnit.MILLISECONDS);
    while (inWrite && process.isAlive() && !partial(run)) {
      Thread.onSpinWait();
    }
    if (!done && process.isAlive()) {
      process.destroyForcibly().waitFor();
      return false;
    }
    process.waitFor();
    return true;
  }

  /** How long a run took that was not disturbed. */
  private static double milliseconds(Path run) throws IOException {
    List<String> events = Files.readAllLines(run.resolve("events.jsonl"));
    String last = events.get(events.size() - 1);
    assertThat(last).contains("run-finished");
    return Double.parseDouble(last.replaceAll(".*\"runMs\":([0-9.E]+).*", "$1"));
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
  private static long newest(Path run) throws IOException {
    long newest = -1;
    for (Path manifest : manifests(run)) {
      for (String part : PARTS) {
        assertThat(Files.readString(manifest))
            .as("%s, as its manifest says", manifest.resolveSibling(part))
            .contains(Traces.sha256(manifest.resolveSibling(part)));
      }
      String name = run.resolve("checkpoints").relativize(manifest).getName(0).toString();
      newest = Math.max(newest, Long.parseLong(name.replace("step-", "")));
    }
    return newest;
  }

  private static List<Path> manifests(Path run) throws IOException {
    if (!Files.isDirectory(run.resolve("checkpoints"))) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(run.resolve("checkpoints"))) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith("step-"))
          .map(entry -> entry.resolve("manifest.json"))
          .toList();
    }
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
    return Gan4jProcess.start(temp.resolve("log"), arguments);
  }

  private String log() throws IOException {
    return Files.readString(temp.resolve("log"));
  }
}
