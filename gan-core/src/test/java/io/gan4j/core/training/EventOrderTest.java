package io.gan4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.Reason;
import io.gan4j.api.event.TrainingEvent.RunFinished;
import io.gan4j.api.event.TrainingEvent.RunStarted;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.game.Player;
import io.gan4j.core.training.TrainingFixture.Opened;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The events of a training")
class EventOrderTest {
  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final TrainingFixture fixture = new TrainingFixture();

  @Test
  @DisplayName("are start, steps, samples of the end, and finish, where nothing else is asked for")
  void plain() {
    assertThat(fixture.run("training.steps=2").told())
        .containsExactly(
            "run-started 0",
            "step-completed 1",
            "step-completed 2",
            "samples-drawn 2",
            "run-finished 2");
  }

  @Test
  @DisplayName(
      "of one step: samples, alarms, measurements, checkpoint; the model before the finish")
  void everything() {
    TrainingFixture sure = new TrainingFixture(new Script().sureAt(0).sureAt(1));
    String[] due = {
      "training.steps=3",
      "samples.every=2",
      "checkpoints.every=2",
      "metrics=[sample-mean]",
      "evaluation={everyImages: 8, generated: 4}",
      "watches.saturation={reaction: warn, steps: 2}"
    };
    assertThat(sure.runIn(folder.resolve("run"), due).told())
        .containsExactly(
            "run-started 0",
            "samples-drawn 0",
            "checkpoint-taken 0",
            "step-completed 1",
            "step-completed 2",
            "samples-drawn 2",
            "watch-triggered 2",
            "metrics-measured 2",
            "checkpoint-taken 2",
            "step-completed 3",
            "watch-cleared 3",
            "samples-drawn 3",
            "artifact-written 3",
            "run-finished 3");
  }

  @Test
  @DisplayName("begin with what ran on what, and how far it has come")
  void start() {
    RunStarted started = fixture.run("training.steps=7", "seed=11").only(RunStarted.class);
    assertThat(started.step()).isZero();
    assertThat(started.totalSteps()).isEqualTo(7);
    assertThat(started.imagesSeen()).isZero();
    assertThat(started.samples()).isEqualTo(SampleSpace.vectors(2));
    assertThat(started.record().name()).isEqualTo("heart");
    assertThat(started.record().seed()).isEqualTo(11);
    assertThat(started.record().dataset()).isEqualTo("10 toys");
    assertThat(started.record().config()).contains("steps: 7", "seed: 11");
    assertThat(started.record().versions()).containsEntry("provider", "fake provider on double[]");
  }

  @Test
  @DisplayName("of steps count them from 1, with images and epochs, and say what each phase did")
  void steps() {
    List<StepCompleted> steps =
        fixture.run("training={steps: 4, discriminatorSteps: 2}").all(StepCompleted.class);
    assertThat(steps).extracting(StepCompleted::step).containsExactly(1L, 2L, 3L, 4L);
    // two batches of 4 a step, of 10 samples
    assertThat(steps).extracting(StepCompleted::imagesSeen).containsExactly(8L, 16L, 24L, 32L);
    assertThat(steps).extracting(StepCompleted::epoch).containsExactly(0L, 1L, 2L, 3L);
    for (StepCompleted step : steps) {
      assertThat(step.phases())
          .extracting(phase -> phase.phase() + " " + phase.repeat())
          .containsExactly("discriminator 0", "discriminator 1", "generator 0");
      assertThat(step.losses(Player.DISCRIMINATOR)).hasSize(2).allMatch(Double::isFinite);
      assertThat(step.losses(Player.GENERATOR)).hasSize(1).allMatch(Double::isFinite);
      assertThat(step.duration()).isPositive();
      for (PhaseResult phase : step.phases()) {
        assertThat(phase.waited()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(phase.duration()).isPositive().isLessThanOrEqualTo(step.duration());
      }
    }
  }

  @Test
  @DisplayName("end with steps, images and the reason that the caller is given too")
  void finish() {
    Heard heard = new Heard();
    try (Opened training = fixture.open("training.steps=3")) {
      assertThat(training.run(heard)).isEqualTo(Reason.COMPLETED);
      assertThat(training.step()).isEqualTo(3);
      assertThat(training.imagesSeen()).isEqualTo(12);
    }
    RunFinished finished = heard.only(RunFinished.class);
    assertThat(finished.step()).isEqualTo(3);
    assertThat(finished.imagesSeen()).isEqualTo(12);
    assertThat(finished.reason()).isEqualTo(Reason.COMPLETED);
    assertThat(finished.duration()).isPositive();
  }

  @Test
  @DisplayName("reach all listeners in their order, one event after the other, on one thread")
  void listeners() {
    List<String> heard = new ArrayList<>();
    Set<Thread> threads = new HashSet<>();
    record Named(String name, List<String> heard, Set<Thread> threads) implements TrainingListener {
      @Override
      public void on(TrainingEvent event) {
        heard.add(name + " " + Heard.kind(event));
        threads.add(Thread.currentThread());
      }

      @Override
      public void close() {
        heard.add(name + " closed");
      }
    }
    try (Opened training = fixture.open("training.steps=1")) {
      training.run(new Named("a", heard, threads), new Named("b", heard, threads));
    }
    assertThat(heard)
        .containsExactly(
            "a run-started", "b run-started",
            "a step-completed", "b step-completed",
            "a samples-drawn", "b samples-drawn",
            "a run-finished", "b run-finished",
            "a closed", "b closed");
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  @DisplayName(
      "are in the directory's log, all and in order, by the time anybody else hears of them")
  void logged() {
    Path run = folder.resolve("run");
    List<String> missing = new ArrayList<>();
    TrainingListener reading =
        event -> {
          // steps are written a few at a time
          if (!(event instanceof StepCompleted)
              && !RunFiles.lastLogged(run).contains("\"event\":\"" + Heard.kind(event) + "\"")) {
            missing.add(Heard.kind(event));
          }
        };
    Heard heard = new Heard();
    try (Opened training = fixture.open("checkpoints.every=2", "samples.every=3")) {
      training.runIn(run, reading, heard);
    }
    assertThat(missing).isEmpty();
    assertThat(RunFiles.logged(run)).isEqualTo(heard.told());
  }

  @Test
  @DisplayName("of a long run are thinned in the log: of 40,001 steps every third is written")
  void thinned() {
    Path run = folder.resolve("run");
    try (Opened training = fixture.open("training.steps=40001")) {
      training.runIn(
          run,
          event -> {
            if (event.step() == 7) {
              training.stop();
            }
          });
    }
    assertThat(RunFiles.logged(run))
        .containsExactly(
            "run-started 0",
            "step-completed 3",
            "step-completed 6",
            "samples-drawn 7",
            "artifact-written 7",
            "run-finished 7");
  }
}
