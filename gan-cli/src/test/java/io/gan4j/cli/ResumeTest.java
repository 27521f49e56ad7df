package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.GanException;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.core.Gan;
import io.gan4j.core.Resumption;
import io.gan4j.core.RunFile;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.core.run.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A resumed run")
class ResumeTest {
  private static final Gan GAN = Gan.load();

  @TempDir Path temp;

  /** Dropout, an average, a schedule: all that a step depends on, in a small run. */
  private static RunFile small() {
    return GAN.preset(
        "digits-mlp",
        "training.steps=10",
        "data.batchSize=16",
        "generator.network.units=[16]",
        "discriminator.network.units=[16]",
        "discriminator.network.dropout=0.3",
        "samples={every: 2, count: 4}",
        "checkpoints={every: 3, keep: 2}");
  }

  private Path start(String name, Consumer<Training> atStep, long step) {
    Path path = temp.resolve(name);
    try (Training training = GAN.open(small())) {
      TrainingListener listener =
          event -> {
            if (event instanceof StepCompleted done && done.step() == step) {
              atStep.accept(training);
            }
          };
      training.runIn(RunDirectory.create(path), List.of(listener));
    } catch (PowerCut e) {
      assertThat(path.resolve("model")).doesNotExist();
    }
    return path;
  }

  private static void resume(Path path) {
    RunDirectory directory = RunDirectory.open(path);
    Resumption resumption = Resumption.of(GAN, directory);
    assertThat(resumption.changes()).isEmpty();
    try (Training training = GAN.open(resumption.file())) {
      assertThat(resumption.changes(training.record())).isEmpty();
      training.restore(resumption.checkpoint());
      training.runIn(directory, List.of());
    }
  }

  /** Ends a run as a crash would: without a word to anybody. */
  private static final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static void crash(Training training) {
    throw new PowerCut();
  }

  @Test
  @DisplayName("that crashed leaves the events, curves, grids and state of one that did not")
  void afterCrash() throws IOException {
    Path whole = start("whole", training -> {}, 0);
    for (int step : new int[] {1, 6, 8}) {
      Path crashed = start("crashed-" + step, ResumeTest::crash, step);
      resume(crashed);
      assertThat(Traces.of(crashed)).as("crashed at step " + step).isEqualTo(Traces.of(whole));
    }
  }

  @Test
  @DisplayName("that was asked to stop leaves them too, though it drew a grid when it stopped")
  void afterStop() throws IOException {
    Path whole = start("whole", training -> {}, 0);
    for (int step : new int[] {5, 9}) {
      Path stopped = start("stopped-" + step, Training::stop, step);
      assertThat(stopped.resolve("samples/step-0000000" + step + ".png")).exists();
      resume(stopped);
      Map<String, Object> traces = Traces.of(stopped);
      // the checkpoint of the stop takes the place of an older one
      traces.keySet().removeIf(name -> name.startsWith("checkpoints/"));
      Map<String, Object> expected = Traces.of(whole);
      expected.keySet().removeIf(name -> name.startsWith("checkpoints/"));
      assertThat(traces).as("stopped at step " + step).isEqualTo(expected);
      String last = "checkpoints/step-00000010/state.safetensors";
      assertThat(stopped.resolve(last)).hasSameBinaryContentAs(whole.resolve(last));
    }
  }

  static List<String> models() {
    return SmallModels.ALL;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  @DisplayName("of twice N steps in two halves ends in the state of one that never stopped:")
  void halves(String model) throws IOException {
    Path config =
        Files.writeString(
            temp.resolve("run.yaml"),
            """
            seed: 3
            data: {reader: digits, batchSize: 8, range: symmetric}
            samples: {every: 0, count: 4}
            """
                + SmallModels.players(model));
    Path whole = temp.resolve("whole");
    Path halves = temp.resolve("halves");
    for (String[] command :
        new String[][] {
          {"train", config.toString(), "--run-dir", whole.toString(), "--steps", "6"},
          {"train", config.toString(), "--run-dir", halves.toString(), "--steps", "3"},
          {"resume", halves.toString(), "--steps", "6"}
        }) {
      Cli cli = Cli.run(command);
      assertThat(cli.exitCode()).as(cli.err()).isZero();
    }
    String state = "checkpoints/step-00000006/state.safetensors";
    assertThat(Traces.sha256(halves.resolve(state))).isEqualTo(Traces.sha256(whole.resolve(state)));
    // and the state is not one that never moves
    assertThat(Traces.sha256(halves.resolve("checkpoints/step-00000003/state.safetensors")))
        .isNotEqualTo(Traces.sha256(whole.resolve(state)));
  }

  @Test
  @DisplayName("tells in run.json when and where it went on")
  void provenance() throws IOException {
    Path run = start("run", Training::stop, 4);
    assertThat(run.resolve("run.json")).content().doesNotContain("resumed");
    resume(run);
    assertThat(run.resolve("run.json"))
        .content()
        .containsOnlyOnce("\"startedAt\"")
        .contains("\"resumed\"")
        .containsPattern("\"step\" : 4,");
  }

  @Test
  @DisplayName("keeps the newest checkpoints, and those that are kept for good")
  void kept() throws IOException {
    Path run = temp.resolve("run");
    Cli cli =
        Cli.run(
            "train",
            "--run-dir",
            run.toString(),
            "--steps",
            "9",
            "--set",
            "checkpoints={every: 1, keep: 2, keepEvery: 3}");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    try (Stream<Path> left = Files.list(run.resolve("checkpoints"))) {
      assertThat(left.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "step-00000003", "step-00000006", "step-00000008", "step-00000009");
    }
  }

  @Nested
  @DisplayName("is refused")
  class Refused {
    private Path stopped() {
      return start("run", Training::stop, 4);
    }

    @Test
    @DisplayName("when its configuration was changed, naming each difference and what it means")
    void otherConfiguration() throws IOException {
      Path run = stopped();
      Cli cli =
          Cli.run(
              "resume",
              run.toString(),
              "--set",
              "loss=minimax",
              "--set",
              "samples.count=9",
              "--set",
              "generator.optimizer.learningRate=1e-3");
      assertThat(cli.exitCode()).isEqualTo(CommandLineRunner.USAGE);
      assertThat(cli.err())
          .contains("this is not the run that was stopped")
          .contains("loss.type: was non-saturating, is minimax (another run from here on)")
          .contains("samples.count: was 4, is 9 (safe)")
          .contains("generator.optimizer.learningRate")
          .contains("--accept-changes");
    }

    @Test
    @DisplayName("unless it is told to go on, or the difference is safe")
    void accepted() {
      Path run = stopped();
      Cli safe = Cli.run("resume", run.toString(), "--set", "samples.count=9", "--steps", "6");
      assertThat(safe.exitCode()).as(safe.err()).isZero();
      assertThat(safe.err()).contains("changed: samples.count: was 4, is 9 (safe)");
      Cli told =
          Cli.run(
              "resume",
              run.toString(),
              "--set",
              "loss=minimax",
              "--steps",
              "8",
              "--accept-changes");
      assertThat(told.exitCode()).as(told.err()).isZero();
      assertThat(told.err()).contains("changed: loss.type");
    }

    @Test
    @DisplayName("while another training is at the same directory")
    void locked() {
      List<String> messages = new ArrayList<>();
      Path run =
          start(
              "run",
              training -> {
                try (Training second = GAN.open(small())) {
                  second.runIn(RunDirectory.open(temp.resolve("run")), List.of());
                } catch (GanException e) {
                  messages.add(e.getMessage());
                }
              },
              5);
      assertThat(messages)
          .containsExactly(run + " is in use by another training: stop that one first");
      assertThat(run.resolve("model")).exists();
    }

    @Test
    @DisplayName("when a name that it would write to is a link to elsewhere")
    void links() throws IOException {
      Path run = stopped();
      Path precious = Files.writeString(temp.resolve("precious"), "mine");
      Files.delete(run.resolve("events.jsonl"));
      Files.createSymbolicLink(run.resolve("events.jsonl"), precious);
      assertThatThrownBy(() -> resume(run)).hasMessageContaining("events.jsonl is a link");
      assertThat(precious).hasContent("mine");
    }
  }

  @Test
  @DisplayName("passes over a checkpoint that is damaged, and makes it good when it comes by again")
  void damaged() throws IOException {
    Path whole = start("whole", training -> {}, 0);
    Path run = start("run", ResumeTest::crash, 8);
    Path state = run.resolve("checkpoints/step-00000006/state.safetensors");
    byte[] bytes = Files.readAllBytes(state);
    bytes[bytes.length / 2] ^= 4;
    Files.write(state, bytes);
    Cli cli = Cli.run("resume", run.toString());
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("skipped a damaged checkpoint: step-00000006");
    assertThat(cli.err()).contains("going on from step 3");
    assertThat(Traces.of(run)).isEqualTo(Traces.of(whole));
  }

  @Test
  @DisplayName("goes on where a checkpoint could not be written: the run ends, earlier ones stay")
  void unwritable() throws IOException {
    Path whole = start("whole", training -> {}, 0);
    Path checkpoints = temp.resolve("run/checkpoints");
    Path away = temp.resolve("away");
    assertThatThrownBy(
            () ->
                start(
                    "run",
                    training -> {
                      try {
                        Files.move(checkpoints, away);
                        Files.createFile(checkpoints);
                      } catch (IOException e) {
                        throw new AssertionError(e);
                      }
                    },
                    5))
        .isInstanceOf(GanException.class)
        .hasMessageContaining("the checkpoint of step 6 cannot be written")
        .hasMessageContaining("Earlier checkpoints are untouched");
    assertThat(temp.resolve("run/events.jsonl")).content().contains("\"run-failed\"");
    Files.delete(checkpoints);
    Files.move(away, checkpoints);
    resume(temp.resolve("run"));
    assertThat(Traces.of(temp.resolve("run"))).isEqualTo(Traces.of(whole));
  }
}
