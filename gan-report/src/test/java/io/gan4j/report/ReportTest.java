package io.gan4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.event.TrainingEvent.RolledBack;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.core.training.Heard;
import io.gan4j.core.training.MemoryFolder;
import io.gan4j.core.training.RunFiles;
import io.gan4j.core.training.Script;
import io.gan4j.core.training.TrainingFixture;
import io.gan4j.core.training.TrainingFixture.Opened;
import io.gan4j.report.page.Report;
import io.gan4j.testkit.Interceptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The page on a run")
class ReportTest {
  @TempDir(factory = MemoryFolder.class)
  static Path folder;

  /** A run that went well, measured on the way, with grids. */
  @BeforeAll
  static void train() {
    new TrainingFixture(new Script().samples(step -> step == 2 ? 0.25 : 0.5), new ReportPlugin())
        .runIn(
            folder.resolve("well"),
            "data.reader.kind=pictures",
            "training.steps=4",
            "samples.every=1",
            "metrics=[sample-mean]",
            "evaluation={everyImages: 8, generated: 4}");
  }

  private static String page(Path run) {
    return Report.of(RunDirectory.open(run));
  }

  private static List<String> warnings(Path run) {
    return Pattern.compile("<p class=\"warning\">([^<]*)</p>")
        .matcher(page(run))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  @Test
  @DisplayName("tells from the directory alone what ran, how far, and from what")
  void facts() {
    String page = page(folder.resolve("well"));
    assertThat(page)
        .contains("<h1>well</h1>")
        .contains("10 toys · 4 steps, 16 images seen in ")
        .contains("<dt>seed</dt><dd>3</dd>")
        .contains("<dt>versions.provider</dt><dd>fake provider on double[]</dd>")
        .contains("reader: {type: toy, kind: pictures, count: 10}")
        .contains("aria-label=\"Losses\"", "aria-label=\"D(x) and D(G(z))\"");
    assertThat(warnings(folder.resolve("well"))).isEmpty();
  }

  @Test
  @DisplayName("tells the newest value of a metric, and the best with its step")
  void metrics() {
    assertThat(page(folder.resolve("well")))
        .containsPattern("<td>sample-mean.*</td><td class=\"n\">0\\.5\\d*</td>")
        .containsPattern("0\\.25\\d* at 2</td>")
        .contains("4 generated");
  }

  @Test
  @DisplayName("shows the first grid, the last, and two between, within the page itself")
  void pictures() {
    String page = page(folder.resolve("well"));
    assertThat(Pattern.compile("<figcaption>(step \\d+)</figcaption>").matcher(page).results())
        .extracting(match -> match.group(1))
        .containsExactly("step 0", "step 1", "step 3", "step 4");
    assertThat(page).contains("src=\"data:image/png;base64,").doesNotContain("src=\"samples");
  }

  @Test
  @DisplayName("of one that failed says where and why")
  void failed() {
    Path run = folder.resolve("failed");
    TrainingFixture fixture =
        new TrainingFixture(
            new Script().failAt(2, new IllegalStateException("<no> memory")), new ReportPlugin());
    try (Opened training = fixture.open()) {
      assertThatThrownBy(() -> training.runIn(run)).hasMessage("<no> memory");
    }
    assertThat(warnings(run)).containsExactly("The run failed at step 2: &lt;no&gt; memory");
    assertThat(page(run)).contains("2 of 5 steps, 8 samples seen");
  }

  @Test
  @DisplayName("of one that was stopped, or ran out of patience, says so")
  void early() {
    Path stopped = folder.resolve("stopped");
    try (Opened training = new TrainingFixture(Interceptor.NONE, new ReportPlugin()).open()) {
      training.stop();
      training.runIn(stopped);
    }
    assertThat(warnings(stopped))
        .containsExactly("The run was stopped before its planned steps were done.");
    Path patience = folder.resolve("patience");
    new TrainingFixture(new Script().samples(step -> 1), new ReportPlugin())
        .runIn(
            patience,
            "metrics=[sample-mean]",
            "evaluation={everyImages: 4, generated: 4, patience: 1}");
    assertThat(warnings(patience))
        .containsExactly("The run ended early: what is measured had not got better.");
    assertThat(page(patience)).contains("2 of 5 steps, 8 samples seen");
  }

  @Test
  @DisplayName("of one that went back tells of alarms and of going back")
  void rolledBack() {
    Path run = folder.resolve("back");
    new TrainingFixture(new Script().divergeAt(3, 2), new ReportPlugin())
        .runIn(run, "checkpoints.every=2", "watches.notFinite=roll-back");
    assertThat(warnings(run))
        .containsExactly(
            "The run went back from step 3 to step 2, learning rates times 0.5 from then on.",
            "The run went back from step 3 to step 2, learning rates times 0.25 from then on.",
            "Watch not-finite at step 3: diverged in phase 'generator' at step 3: generator"
                + " loss is NaN. Try a smaller learning rate, or another loss or penalty. (the last"
                + " of 2)");
  }

  @Test
  @DisplayName("of one that went back and came less far then counts what it has, not what it had")
  void cameLessFar() {
    Path run = folder.resolve("less");
    TrainingFixture fixture = new TrainingFixture(new Script().divergeAt(4, 1), new ReportPlugin());
    try (Opened training = fixture.open("checkpoints.every=3", "watches.notFinite=roll-back")) {
      training.runIn(
          run,
          event -> {
            if (event instanceof RolledBack) {
              training.stop();
            }
          });
    }
    assertThat(page(run)).contains("3 of 5 steps, 12 samples seen");
  }

  @Test
  @DisplayName(
      "of one that was killed, or is still going on, says that, and nothing once it is done")
  void killed() throws IOException {
    Path run = folder.resolve("killed");
    Path copy = folder.resolve("as-it-was");
    TrainingFixture fixture = new TrainingFixture(Interceptor.NONE, new ReportPlugin());
    try (Opened training = fixture.open("checkpoints.every=2")) {
      training.runIn(
          run,
          event -> {
            if (Heard.kind(event).equals("checkpoint-taken") && event.step() == 4) {
              copy(run, copy, "config.yaml", "run.json", "events.jsonl");
            }
          });
    }
    assertThat(warnings(copy))
        .containsExactly("The run has not ended: it is still going on, or it was killed.");
    assertThat(page(copy)).contains("4 of 5 steps, 16 samples seen");
    assertThat(warnings(run)).isEmpty();
    // half a line at the end is what a killed run leaves
    Files.writeString(
        copy.resolve("events.jsonl"),
        RunFiles.text(copy.resolve("events.jsonl")) + "{\"event\":\"step-comp");
    assertThat(page(copy)).contains("4 of 5 steps, 16 samples seen");
  }

  private static void copy(Path from, Path to, String... files) {
    try {
      Files.createDirectories(to);
      for (String file : files) {
        Files.copy(from.resolve(file), to.resolve(file));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("of several sets them side by side, with the better value marked and what differs")
  void compared() {
    Path other = folder.resolve("other");
    new TrainingFixture(new Script().samples(step -> 0.75), new ReportPlugin())
        .runIn(
            other,
            "data.reader.kind=pictures",
            "seed=4",
            "training.steps=2",
            "metrics=[sample-mean]",
            "evaluation={everyImages: 8, generated: 4}");
    String page =
        Report.compare(
            List.of(RunDirectory.open(folder.resolve("well")), RunDirectory.open(other)));
    assertThat(page)
        .contains("<h1>2 runs</h1>", "well, other")
        .containsPattern("<td class=\"n best\">0\\.5\\d*")
        .containsOnlyOnce("class=\"n best\"")
        .contains("seed: 3", "seed: 4")
        .contains("well, step 4", "other, step 2");
  }

  @Test
  @DisplayName("leaves out what is damaged, and says so")
  void damaged() throws IOException {
    Path run = Files.createDirectory(folder.resolve("damaged"));
    Files.writeString(run.resolve("config.yaml"), "name: damaged\n");
    Files.writeString(run.resolve("metrics.jsonl"), "{\"metric\": 7}\n");
    Files.writeString(run.resolve("run.json"), "{");
    Path samples = Files.createDirectory(run.resolve("samples"));
    Files.createDirectory(samples.resolve("step-00000001.png"));
    Files.writeString(samples.resolve("step-00000002.png"), "no picture");
    Files.writeString(samples.resolve("step-3.png"), "not called so by a run");
    Path picture = folder.resolve("well/samples/step-00000000.png");
    Files.copy(picture, samples.resolve("step-00000004.png"));
    Files.createSymbolicLink(samples.resolve("step-00000005.png"), picture);
    Files.createSymbolicLink(run.resolve("pictures"), folder);
    String page = page(run);
    assertThat(page)
        .contains(
            "metrics.jsonl is damaged: 1 lines are no results of this run, the first is line 1.")
        .contains("Where the run comes from is not known: ", "run.json is not JSON")
        .contains("samples/step-00000001.png is not a file, and is left out.")
        .contains("samples/step-00000002.png is not a picture, and is left out.")
        .contains("samples/step-00000005.png is not a file, and is left out.")
        .contains("pictures is not a folder of its own and is left out.")
        .containsOnlyOnce("data:image/png");
  }

  @Test
  @DisplayName("shows the configuration that the newest checkpoint was trained with")
  void edited() throws IOException {
    Path run = folder.resolve("edited");
    new TrainingFixture(new Script(), new ReportPlugin()).runIn(run, "training.steps=1");
    Path config = run.resolve("config.yaml");
    Files.writeString(config, Files.readString(config).replace("seed: 3", "seed: 4"));
    assertThat(page(run)).contains("seed: 3").doesNotContain("seed: 4");
  }

  @Test
  @DisplayName("does not wait for ever, nor read terabytes, where a file should be")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no named pipes in folders")
  @Timeout(10)
  void neverEnding() throws Exception {
    Path run = Files.createDirectory(folder.resolve("endless"));
    Files.writeString(run.resolve("config.yaml"), "name: endless\n");
    Path samples = Files.createDirectory(run.resolve("samples"));
    Path pipe = samples.resolve("step-00000001.png");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(page(run)).contains("samples/step-00000001.png is not a file, and is left out.");
    for (String log : List.of("events.jsonl", "metrics.jsonl")) {
      Path file = run.resolve(log);
      try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
        sparse.setLength(20L << 30);
      }
      assertThatThrownBy(() -> page(run)).hasMessageContaining(log + " has 21474836480 bytes");
      Files.delete(file);
      assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
      assertThatThrownBy(() -> page(run)).hasMessageContaining(log + " is not a file");
      Files.delete(file);
    }
  }
}
