package io.gan4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.GanException;
import io.gan4j.api.ProviderException;
import io.gan4j.api.event.TrainingEvent.RunStarted;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.game.Player;
import io.gan4j.core.Resumption;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.core.training.Script.Asked;
import io.gan4j.core.training.TrainingFixture.Opened;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArray;

@DisplayName("A training that goes on")
class ResumingTest {
  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final TrainingFixture fixture = new TrainingFixture();

  private Path run() {
    return folder.resolve("run");
  }

  /** Dies after a step, as in a power cut. */
  private static TrainingListener crashAt(long step) {
    return event -> {
      if (event instanceof StepCompleted && event.step() == step) {
        throw new IllegalStateException("power cut");
      }
    };
  }

  private Path crashed(long step, String... overrides) {
    Path path = folder.resolve("crashed-" + step);
    try (Opened training = fixture.open(overrides)) {
      assertThatThrownBy(() -> training.runIn(path, crashAt(step))).hasMessage("power cut");
    }
    return path;
  }

  private Path stopped(long step, String... overrides) {
    Path path = folder.resolve("stopped-" + step);
    try (Opened training = fixture.open(overrides)) {
      training.runIn(
          path,
          event -> {
            if (event instanceof StepCompleted && event.step() == step) {
              training.stop();
            }
          });
    }
    return path;
  }

  @Nested
  @DisplayName("leaves what one leaves that was never disturbed,")
  class Undisturbed {
    /** All that a step depends on: slots, averages, a term's state, a schedule, several phases. */
    private final String[] everything = {
      "data.reader.kind=classed-pictures",
      "data.batchSize=3",
      "generator.network={type: conditional, of: {type: mlp, units: [2]}}",
      "generator.average={type: ema, decay: 0.9}",
      "generator.optimizer={type: adam, learningRate: {type: linear, from: 0.05, to: 0}}",
      "discriminator.optimizer={type: momentum, learningRate: 0.02, momentum: {type: linear,"
          + " from: 0.5, to: 0.7}}",
      "terms=[{type: lecam, decay: 0.5}, {type: lazy, every: 3}]",
      "training={steps: 7, discriminatorSteps: 2}",
      "samples={every: 4, count: 3}",
      "checkpoints={every: 2, keep: 2}",
      "metrics=[sample-mean]",
      "evaluation={everyImages: 14, generated: 6}"
    };

    @Test
    @DisplayName("wherever it crashed or was stopped, to the bit: states, log, results")
    void everywhere() {
      fixture.runIn(run(), everything);
      assertThat(RunFiles.traces(run()))
          .containsKeys("checkpoints/step-00000007/state.safetensors", "metrics.jsonl");
      assertThat(RunFiles.checkpoints(run().resolve("best"))).hasSize(1);
      for (long step : new long[] {1, 4, 7}) {
        Path crashed = crashed(step, everything);
        fixture.resumeIn(crashed);
        assertThat(RunFiles.differences(crashed, run())).as("crashed at step " + step).isEmpty();
      }
      Path stopped = stopped(5, everything);
      // a checkpoint of the stop, which the run without it has not
      assertThat(RunFiles.checkpoints(stopped)).containsExactly(4, 5);
      fixture.resumeIn(stopped);
      assertThat(RunFiles.differences(stopped, run())).as("stopped at step 5").isEmpty();
    }

    @Test
    @DisplayName("where samples are drawn by class, fakes follow them, numbers move, layers thaw")
    void moving() {
      String[] moving = {
        "data.reader.kind=classed-points",
        "data.order={type: balanced, weights: {blue: 3}}",
        "conditions=batch",
        "generator.network={type: conditional, of: {type: mlp, units: [2]}}",
        "generator.average={type: half-life, images: {type: cosine, from: 0, to: 40, steps: 5}}",
        "generator.optimizer={type: adam, beta2: {type: cosine, from: 0.9, to: 0.99, images: 20}}",
        "generator.freeze={until: 3}",
        "discriminator.optimizer=adam",
        "discriminator.freeze={layers: '*/kernel', until: 4}",
        "terms=[{type: lazy, every: 2, weight: {type: linear, from: 1, to: 0, epochs: 3}}]",
        "training.steps=7",
        "checkpoints={every: 2, keep: 2}"
      };
      fixture.runIn(run(), moving);
      for (long step : new long[] {3, 5}) {
        Path crashed = crashed(step, moving);
        fixture.resumeIn(crashed);
        assertThat(RunFiles.differences(crashed, run())).as("crashed at step " + step).isEmpty();
      }
    }

    @Test
    @DisplayName("if it trained half of the steps first, where nothing follows the planned steps")
    void halves() {
      String[] plain = {"checkpoints={every: 2, keep: 2}", "training.steps=6"};
      fixture.runIn(run(), plain);
      Path halves = folder.resolve("halves");
      fixture.runIn(halves, plain[0], "training.steps=4");
      fixture.resumeIn(halves, "training.steps=6");
      // but for the steps that the first half had planned
      assertThat(RunFiles.differences(halves, run()))
          .extracting(difference -> difference.substring(0, difference.indexOf(':')))
          .containsExactly(
              "checkpoints/step-00000004/config.yaml",
              "checkpoints/step-00000004/manifest.json",
              "events.jsonl");
      String state = "checkpoints/step-00000006/state.safetensors";
      assertThat(halves.resolve(state)).hasSameBinaryContentAs(run().resolve(state));
    }
  }

  @Nested
  @DisplayName("starts")
  class Starting {
    private static final String[] KEPT = {"checkpoints={every: 2, keep: 9}", "training.steps=6"};

    @Test
    @DisplayName("at its newest checkpoint, with what was seen by then, and says so")
    void start() {
      Path crashed = crashed(5, KEPT);
      assertThat(RunFiles.text(crashed.resolve("run.json"))).doesNotContain("resumed");
      Heard heard = fixture.resumeIn(crashed);
      assertThat(heard.told())
          .containsExactly(
              "run-started 4",
              "step-completed 5",
              "step-completed 6",
              "checkpoint-taken 6",
              "samples-drawn 6",
              "artifact-written 6",
              "run-finished 6");
      RunStarted started = heard.only(RunStarted.class);
      assertThat(started.imagesSeen()).isEqualTo(16);
      assertThat(started.totalSteps()).isEqualTo(6);
      // the log has one start, and nothing of what was undone; run.json tells of the rest
      assertThat(RunFiles.logged(crashed))
          .containsOnlyOnce("run-started 0")
          .doesNotContain("run-started 4", "run-failed 5")
          .endsWith("run-finished 6");
      assertThat(RunFiles.text(crashed.resolve("run.json")))
          .containsOnlyOnce("\"startedAt\"")
          .containsPattern("\"resumed\" : \\[ \\{\\s+\"step\" : 4,");
    }

    @Test
    @DisplayName("with the samples and noise that come next, and counts its updates on")
    void draws() {
      Script whole = new Script();
      new TrainingFixture(whole).run(KEPT);
      Path crashed = crashed(5, KEPT);
      Script resumed = new Script();
      try (Opened training = new TrainingFixture(resumed).resume(crashed)) {
        assertThat(training.step()).isEqualTo(4);
        assertThat(training.session().updates(Player.GENERATOR)).isEqualTo(4);
        training.run();
      }
      List<Asked> expected = whole.asked().stream().filter(a -> a.step() >= 4).toList();
      assertThat(resumed.asked()).isEqualTo(expected).hasSize(4);
    }

    @Test
    @DisplayName("without drawing again what was drawn at that step, and draws it where it was not")
    void samples() {
      Path crashed = crashed(5, "checkpoints.every=2", "samples.every=4", "training.steps=6");
      assertThat(fixture.resumeIn(crashed).told())
          .startsWith("run-started 4", "step-completed 5")
          .endsWith("samples-drawn 6", "artifact-written 6", "run-finished 6");
    }

    @Test
    @DisplayName("only to export, where all steps are done")
    void done() {
      fixture.runIn(run(), "training.steps=2", "samples.every=2");
      assertThat(fixture.resumeIn(run()).told())
          .containsExactly("run-started 2", "artifact-written 2", "run-finished 2");
    }

    @Test
    @DisplayName(
        "at an older checkpoint where the newest is damaged, which it tells and makes good")
    void damaged() throws IOException {
      fixture.runIn(run(), KEPT);
      Path crashed = crashed(5, KEPT);
      Path state = crashed.resolve("checkpoints/step-00000004/state.safetensors");
      byte[] bytes = Files.readAllBytes(state);
      bytes[bytes.length - 1] ^= 1;
      Files.write(state, bytes);
      assertThat(fixture.skipped(crashed))
          .containsExactly(
              "step-00000004: state.safetensors does not have the SHA-256 of its manifest");
      assertThat(fixture.resumeIn(crashed).told()).startsWith("run-started 2", "step-completed 3");
      assertThat(RunFiles.differences(crashed, run())).isEmpty();
    }

    @Test
    @DisplayName("without the other run's weights that it once began with, though that is gone")
    void warmStart() throws IOException {
      Path other = folder.resolve("other");
      fixture.runIn(other, "training.steps=1");
      Path crashed = crashed(3, "checkpoints.every=2", "initFrom.run=" + other);
      Files.move(other, folder.resolve("moved"));
      assertThat(fixture.resumeIn(crashed).told()).endsWith("run-finished 5");
      assertThat(RunFiles.text(crashed.resolve("run.json"))).contains("\"initFrom\"");
    }
  }

  @Nested
  @DisplayName("is told what is different now:")
  class Changes {
    @Test
    @DisplayName("each path of the run file, with both values and what it means, and nothing else")
    void effects() {
      Path kept = stopped(2);
      assertThat(fixture.changes(kept)).isEmpty();
      assertThat(
              fixture.changes(
                  kept,
                  "loss=hinge",
                  "samples.count=9",
                  "device=cpu",
                  "training.steps=9",
                  "generator.optimizer.learningRate=0.1",
                  "discriminator.average={type: ema, decay: 0.9}"))
          .contains(
              "device: was auto, is cpu (not bit-exact)",
              "loss.type: was non-saturating, is hinge (another run from here on)",
              "samples.count: was 4, is 9 (safe)",
              "training.steps: was 5, is 9 (safe)",
              "generator.optimizer.learningRate.value: was 0.05, is 0.1 (another run from here"
                  + " on)",
              "discriminator.average.type: was absent, is ema (another run from here on)");
    }

    @Test
    @DisplayName("more steps, where a schedule follows them")
    void stretched() {
      Path kept = stopped(2, "generator.optimizer.learningRate={type: linear, from: 0.1, to: 0}");
      assertThat(fixture.changes(kept, "training.steps=9"))
          .containsExactly(
              "training.steps: was 5, is 9 (learning rates that follow the planned steps follow"
                  + " the new ones)");
    }

    @Test
    @DisplayName("other data")
    void data() {
      assertThat(fixture.changes(stopped(2), "data.reader.count=9"))
          .containsExactly(
              "data.reader.count: was 10, is 9 (another run from here on)",
              "dataSha256: was hash of ToyReader[kind=POINTS, count=10], is hash of"
                  + " ToyReader[kind=POINTS, count=9] (another run from here on)");
    }
  }

  @Nested
  @DisplayName("that was killed before its first checkpoint")
  class Unbegun {
    private boolean unbegun() {
      return Resumption.isUnbegun(RunDirectory.open(run()));
    }

    @Test
    @DisplayName("begins again in its place, and ends as if nothing had been")
    void again() throws IOException {
      Path whole = folder.resolve("whole");
      fixture.runIn(whole, "checkpoints.every=2");
      assertThatThrownBy(
              () -> {
                try (Opened training = fixture.open("checkpoints.every=2")) {
                  training.runIn(
                      run(),
                      event -> {
                        throw new IllegalStateException("power cut");
                      });
                }
              })
          .hasMessage("power cut");
      assertThat(unbegun()).isTrue();
      try (Opened training = fixture.open("checkpoints.every=2")) {
        training.runIn(run());
      }
      assertThat(unbegun()).isFalse();
      assertThat(RunFiles.logged(run())).isEqualTo(RunFiles.logged(whole));
      String state = "checkpoints/step-00000005/state.safetensors";
      assertThat(run().resolve(state)).hasSameBinaryContentAs(whole.resolve(state));
    }

    @Test
    @DisplayName("is not one that has trained without checkpoints")
    void trained() throws IOException {
      fixture.runIn(run());
      Files.move(run().resolve("checkpoints"), folder.resolve("away"));
      assertThat(unbegun()).isFalse();
      Files.delete(run().resolve("events.jsonl"));
      assertThat(unbegun()).isTrue();
      Files.createDirectories(run().resolve("checkpoints/step-00000002"));
      assertThat(unbegun()).as("a damaged one is one").isFalse();
    }
  }

  @Nested
  @DisplayName("is refused")
  class Refused {
    @Test
    @DisplayName("without a checkpoint, naming the way to start again")
    void nothing() throws IOException {
      Path empty = Files.createDirectory(run());
      Files.writeString(empty.resolve("config.yaml"), TrainingFixture.RUN_FILE);
      assertThatThrownBy(() -> fixture.resume(empty))
          .isInstanceOf(GanException.class)
          .hasMessage(
              "%s holds no checkpoint to go on from; gan train %s starts again"
                  .formatted(empty, empty.resolve("config.yaml")));
    }

    @Test
    @DisplayName("where no checkpoint is whole")
    void allDamaged() throws IOException {
      fixture.runIn(run());
      Files.delete(run().resolve("checkpoints/step-00000005/loop.json"));
      assertThatThrownBy(() -> fixture.resume(run()))
          .isInstanceOf(GanException.class)
          .hasMessageStartingWith("no checkpoint in ")
          .hasMessageEndingWith("is whole: step-00000005: loop.json is missing");
    }

    @Test
    @DisplayName("in a folder that no run has been in")
    void noRun() {
      assertThatThrownBy(() -> fixture.resume(folder))
          .hasMessage(folder + " is not a run directory: it holds no config.yaml");
    }

    @Test
    @DisplayName("with a checkpoint of other networks, which changes nothing")
    void otherNetworks() {
      fixture.runIn(run(), "generator.average={type: ema, decay: 0.9}");
      try (Opened training = fixture.open()) {
        Map<String, NdArray<?>> before = training.state();
        assertThatThrownBy(() -> training.restoreFrom(run()))
            .isInstanceOf(ProviderException.class)
            .hasMessageContaining("unknown generator/kernel/average");
        assertThat(training.state()).isEqualTo(before);
        assertThat(training.step()).isZero();
        Heard heard = new Heard();
        training.run(heard);
        assertThat(heard.told()).startsWith("run-started 0").endsWith("run-finished 5");
      }
    }
  }
}
