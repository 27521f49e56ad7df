package io.gan4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DivergedException;
import io.gan4j.api.StoppedByWatchException;
import io.gan4j.api.config.Reaction;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.RolledBack;
import io.gan4j.api.event.TrainingEvent.RunFailed;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingEvent.WatchTriggered;
import io.gan4j.core.training.Script.Asked;
import io.gan4j.core.training.TrainingFixture.Opened;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;

@DisplayName("A training that is to roll back")
class RollBackTest {
  private static final String BACK =
      "watches={every: 0, notFinite: roll-back, rollBack: {atMost: 2, learningRate: 0.5},"
          + " saturation: {reaction: roll-back, steps: 2},"
          + " vanishingGradient: {reaction: ignore}, collapse: {reaction: ignore}}";

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final Script script = new Script();
  private final TrainingFixture fixture = new TrainingFixture(script);
  private final Heard heard = new Heard();

  private Path run() {
    return folder.resolve("run");
  }

  private static String[] with(String... more) {
    return Stream.concat(Stream.of(BACK, "checkpoints={every: 2, keep: 3}"), Stream.of(more))
        .toArray(String[]::new);
  }

  private void train(String... more) {
    try (Opened training = fixture.open(with(more))) {
      training.runIn(run(), heard);
    }
  }

  @Test
  @DisplayName("goes back to the last checkpoint, does its steps again and comes to its end")
  void goesBack() {
    script.divergeAt(3, 1);
    train();
    assertThat(heard.told())
        .containsExactly(
            "run-started 0",
            "checkpoint-taken 0",
            "step-completed 1",
            "step-completed 2",
            "checkpoint-taken 2",
            "step-completed 3",
            "watch-triggered 3",
            "rolled-back 3",
            "step-completed 3",
            "step-completed 4",
            "checkpoint-taken 4",
            "step-completed 5",
            "samples-drawn 5",
            "artifact-written 5",
            "run-finished 5");
    WatchTriggered alarm = heard.only(WatchTriggered.class);
    assertThat(alarm.watch()).isEqualTo("not-finite");
    assertThat(alarm.reaction()).isEqualTo(Reaction.ROLL_BACK);
    assertThat(alarm.message()).contains("generator loss is NaN");
    assertThat(alarm.numbers()).containsEntry("generator loss", Double.NaN);
    RolledBack back = heard.only(RolledBack.class);
    assertThat(back.to()).isEqualTo(2);
    assertThat(back.learningRateFactor()).isEqualTo(0.5);
    assertThat(RunFiles.logged(run())).isEqualTo(heard.told());
  }

  @Test
  @DisplayName("takes the same samples and noise for a step that it does again")
  void sameDraws() {
    script.divergeAt(3, 1);
    train();
    List<Asked> second =
        script.asked().stream()
            .filter(a -> a.step() == 2 && a.phase().equals("discriminator"))
            .toList();
    assertThat(second).hasSize(2);
    assertThat(second.get(1)).isEqualTo(second.get(0));
    assertThat(heard.all(StepCompleted.class))
        .extracting(StepCompleted::imagesSeen)
        .containsExactly(4L, 8L, 12L, 12L, 16L, 20L);
  }

  @Test
  @DisplayName("makes every learning rate smaller each time")
  void learningRates() {
    script.divergeAt(3, 2);
    train();
    assertThat(heard.all(RolledBack.class))
        .extracting(RolledBack::learningRateFactor)
        .containsExactly(0.5, 0.25);
    assertThat(script.factors()).containsExactly(0.5, 0.25);
  }

  @Test
  @DisplayName("stops once it has gone back as often as it may, and says so")
  void usedUp() {
    script.divergeAt(3, 3);
    assertThatThrownBy(this::train)
        .isInstanceOf(StoppedByWatchException.class)
        .hasMessageStartingWith("stopped by the watch 'not-finite': diverged in phase 'generator'")
        .hasMessageEndingWith("The run went back 2 times already.");
    assertThat(heard.all(RolledBack.class)).hasSize(2);
    assertThat(heard.only(RunFailed.class).message()).contains("The run went back 2 times already");
    assertThat(run().resolve("model")).doesNotExist();
  }

  @Test
  @DisplayName("stops where there is nothing to go back to")
  void noCheckpoint() {
    script.divergeAt(1, 1);
    assertThatThrownBy(
            () -> {
              try (Opened training = fixture.open(BACK)) {
                training.run(heard);
              }
            })
        .isInstanceOf(StoppedByWatchException.class)
        .hasMessageEndingWith("There is no checkpoint to go back to.");
    assertThat(heard.told())
        .containsExactly("run-started 0", "step-completed 1", "watch-triggered 1", "run-failed 1");
  }

  @Test
  @DisplayName("ends with what diverged, where the run file wants it to stop")
  void stop() {
    script.divergeAt(1, 1);
    assertThatThrownBy(
            () -> {
              try (Opened training = fixture.open()) {
                training.run(heard);
              }
            })
        .isInstanceOf(DivergedException.class)
        .hasMessageStartingWith("diverged in phase 'generator' at step 1: generator loss is NaN");
    assertThat(heard.told())
        .containsExactly("run-started 0", "step-completed 1", "watch-triggered 1", "run-failed 1");
    assertThat(heard.only(WatchTriggered.class).reaction()).isEqualTo(Reaction.STOP);
  }

  @Test
  @DisplayName("goes back for what a watch sees in a step that is done, and forgets its streak")
  void watched() {
    // without doubt in the second and third step: the alarm comes with the third
    script.sureAt(1).sureAt(2);
    assertThatThrownBy(this::train)
        .isInstanceOf(StoppedByWatchException.class)
        .hasMessageStartingWith("stopped by the watch 'saturation': the discriminator has been");
    // the checkpoint of step 2 remembers one step without doubt, so that each try ends at step 3
    assertThat(heard.all(RolledBack.class))
        .extracting(back -> back.step() + " to " + back.to())
        .containsExactly("3 to 2", "3 to 2");
  }

  @Test
  @DisplayName("passes over checkpoints of numbers that are not finite, and removes them")
  void notFinite() {
    script
        .state(
            2,
            state -> {
              Map<String, NdArray<?>> broken = new HashMap<>(state);
              broken.put("term/broken", NdArrays.scalarOf(Double.NaN));
              return broken;
            })
        .divergeAt(3, 1);
    train();
    assertThat(heard.only(RolledBack.class).to()).isZero();
    assertThat(RunFiles.checkpoints(run())).containsExactly(2, 4, 5);
  }

  @Test
  @DisplayName("passes over checkpoints that are damaged, and makes them good when it comes by")
  void damaged() {
    script.once(
        3,
        () -> {
          RunFiles.awaitCheckpoint(run(), 2);
          damage(run().resolve("checkpoints/step-00000002/state.safetensors"));
          throw new DivergedException("generator", 3, "generator loss", Double.NaN);
        });
    train();
    assertThat(heard.only(RolledBack.class).to()).isZero();
    assertThat(fixture.skipped(run())).isEmpty();
  }

  private static void damage(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 1] ^= 1;
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("comes, after a crash on the way, to the state of one that never stopped")
  void crashed() {
    script.divergeAt(3, 1);
    train("training.steps=8");
    Path crashed = folder.resolve("crashed");
    Script again = new Script().divergeAt(3, 1);
    try (Opened training = new TrainingFixture(again).open(with("training.steps=8"))) {
      assertThatThrownBy(() -> training.runIn(crashed, RollBackTest::crashAfterStepFive))
          .hasMessage("power cut");
    }
    fixture.resumeIn(crashed);
    // the learning rates of the last steps are the smaller ones
    assertThat(RunFiles.differences(crashed, run())).isEmpty();
  }

  private static void crashAfterStepFive(TrainingEvent event) {
    if (event instanceof StepCompleted && event.step() == 5) {
      throw new IllegalStateException("power cut");
    }
  }
}
