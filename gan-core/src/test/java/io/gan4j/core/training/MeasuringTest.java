package io.gan4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DivergedException;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.MetricsMeasured;
import io.gan4j.api.event.TrainingEvent.Reason;
import io.gan4j.api.event.TrainingEvent.RunFinished;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.core.evaluate.Measured;
import io.gan4j.core.evaluate.ResultsFile;
import io.gan4j.core.training.TrainingFixture.Opened;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArray;

@DisplayName("Measuring while training")
class MeasuringTest {
  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final Heard heard = new Heard();

  private Path run() {
    return folder.resolve("run");
  }

  /**
   * A fixture whose generator makes these values after so many steps: they are what is measured.
   */
  private static TrainingFixture making(LongToDoubleFunction values) {
    return new TrainingFixture(new Script().samples(values));
  }

  /** Values by steps, from step 0 on; the last stays. */
  private static TrainingFixture making(double... values) {
    return making(step -> values[(int) Math.min(step, values.length - 1)]);
  }

  private static String[] measured(String evaluation, String... more) {
    return Stream.concat(
            Stream.of("metrics=[sample-mean]", "evaluation={generated: 4, " + evaluation + "}"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private static List<Long> steps(Heard heard) {
    return heard.all(MetricsMeasured.class).stream().map(MetricsMeasured::step).toList();
  }

  private List<String> results() {
    return new ResultsFile(run().resolve("metrics.jsonl"))
        .read().stream().map(m -> m.step() + " " + m.result().main().value()).toList();
  }

  /** Dies after a step, as in a power cut. */
  private static TrainingListener crashAt(long step) {
    return (TrainingEvent event) -> {
      if (event instanceof StepCompleted && event.step() == step) {
        throw new IllegalStateException("power cut");
      }
    };
  }

  private void crash(TrainingFixture fixture, long step, String... overrides) {
    try (Opened training = fixture.open(overrides)) {
      assertThatThrownBy(() -> training.runIn(run(), crashAt(step))).hasMessage("power cut");
    }
  }

  @Nested
  @DisplayName("is due")
  class Due {
    @Test
    @DisplayName("whenever so many real samples more have been seen, not so many steps")
    void images() {
      // batches of 4: 10, 20 and 30 are passed in steps 3, 5 and 8
      Heard run = new TrainingFixture().run(measured("everyImages: 10", "training.steps=9"));
      assertThat(steps(run)).containsExactly(3L, 5L, 8L);
      assertThat(run.all(MetricsMeasured.class))
          .extracting(MetricsMeasured::imagesSeen)
          .containsExactly(12L, 20L, 32L);
    }

    @Test
    @DisplayName("once in a step, though the samples of several intervals were seen in it")
    void once() {
      Heard run = new TrainingFixture().run(measured("everyImages: 1", "training.steps=3"));
      assertThat(steps(run)).containsExactly(1L, 2L, 3L);
    }

    @Test
    @DisplayName("never where nobody asks for it, and not at the end if not due there")
    void never() {
      assertThat(steps(new TrainingFixture().run("metrics=[sample-mean]"))).isEmpty();
      assertThat(steps(new TrainingFixture().run(measured("everyImages: 100")))).isEmpty();
    }
  }

  @Test
  @DisplayName("tells every result with its protocol, and keeps it in the directory")
  void kept() {
    making(9, 8, 7, 6, 5, 4).runIn(run(), measured("everyImages: 8"));
    List<Measured> kept = new ResultsFile(run().resolve("metrics.jsonl")).read();
    assertThat(results()).containsExactly("2 7.0", "4 5.0");
    assertThat(kept.get(0).imagesSeen()).isEqualTo(8);
    assertThat(kept.get(0).result().metric()).isEqualTo("sample-mean");
    assertThat(kept.get(0).result().protocol().metric())
        .isEqualTo("{type: sample-mean, lowIsGood: true}");
    assertThat(kept.get(0).result().protocol().generated()).isEqualTo(4);
    assertThat(RunFiles.text(run().resolve("events.jsonl")))
        .contains(
            "\"event\":\"metrics-measured\",\"step\":2,\"imagesSeen\":8,\"values\":{\"sample-mean\":7.0}");
  }

  @Test
  @DisplayName("moves nothing: the players are the same with and without")
  void undisturbed() {
    assertThat(state(measured("everyImages: 4"))).isEqualTo(state());
  }

  private static Map<String, NdArray<?>> state(String... overrides) {
    try (Opened training = new TrainingFixture().open(overrides)) {
      training.run();
      return training.state();
    }
  }

  @Nested
  @DisplayName("keeps the state that was measured best")
  class Best {
    @Test
    @DisplayName("and no other, where low is good")
    void low() {
      making(9, 5, 3, 4, 3, 6).runIn(run(), measured("everyImages: 4"));
      // the second 3 is no better than the first
      assertThat(RunFiles.checkpoints(run().resolve("best"))).containsExactly(2);
    }

    @Test
    @DisplayName("where high is good")
    void high() {
      making(9, 5, 3, 4, 8, 6)
          .runIn(
              run(), measured("everyImages: 4", "metrics=[{type: sample-mean, lowIsGood: false}]"));
      assertThat(RunFiles.checkpoints(run().resolve("best"))).containsExactly(4);
    }

    @Test
    @DisplayName("whole: it is the state of that step")
    void state() {
      making(9, 5, 3, 4, 3, 6)
          .runIn(run(), measured("everyImages: 4", "checkpoints={every: 1, keep: 9}"));
      String state = "checkpoints/step-00000002/state.safetensors";
      assertThat(run().resolve("best").resolve(state)).hasSameBinaryContentAs(run().resolve(state));
    }

    @Test
    @DisplayName("also over a crash: a worse one after it does not take its place")
    void resumed() {
      TrainingFixture fixture = making(9, 5, 1, 4, 3, 2);
      crash(fixture, 4, measured("everyImages: 4", "checkpoints.every=3"));
      fixture.resumeIn(run());
      assertThat(results()).containsExactly("1 5.0", "2 1.0", "3 4.0", "4 3.0", "5 2.0");
      assertThat(RunFiles.checkpoints(run().resolve("best"))).containsExactly(2);
    }

    @Test
    @DisplayName("but not one of steps that the crash has undone")
    void undone() {
      // step 4 was the best, and is another after the crash
      crash(
          making(9, 5, 4, 3, 1, 2, 2),
          5,
          measured("everyImages: 4", "checkpoints.every=3", "training.steps=6"));
      assertThat(RunFiles.checkpoints(run().resolve("best"))).containsExactly(4);
      making(9, 5, 4, 3, 6, 2.5, 2.75).resumeIn(run());
      assertThat(results()).containsExactly("1 5.0", "2 4.0", "3 3.0", "4 6.0", "5 2.5", "6 2.75");
      assertThat(RunFiles.checkpoints(run().resolve("best"))).containsExactly(5);
    }
  }

  @Nested
  @DisplayName("ends a run that does not get better")
  class Patience {
    @Test
    @DisplayName("for as many measurements as it has patience for, and says why")
    void ends() {
      try (Opened training =
          making(9, 5, 3, 4, 3, 3, 3, 3)
              .open(measured("everyImages: 4, patience: 2", "training.steps=9"))) {
        assertThat(training.run(heard)).isEqualTo(Reason.PATIENCE);
        assertThat(training.step()).isEqualTo(4);
      }
      assertThat(heard.told())
          .endsWith("step-completed 4", "metrics-measured 4", "samples-drawn 4", "run-finished 4");
      assertThat(heard.only(RunFinished.class).reason()).isEqualTo(Reason.PATIENCE);
    }

    @Test
    @DisplayName("but begins to count anew with each that is better")
    void anew() {
      Heard run =
          making(9, 5, 6, 4, 6, 3, 6)
              .run(measured("everyImages: 4, patience: 2", "training.steps=9"));
      assertThat(steps(run)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    @DisplayName("never, where patience is 0")
    void never() {
      Heard run = making(1, 2).run(measured("everyImages: 4", "training.steps=6"));
      assertThat(run.told()).endsWith("run-finished 6");
      assertThat(run.only(RunFinished.class).reason()).isEqualTo(Reason.COMPLETED);
    }

    @Test
    @DisplayName(
        "with checkpoint and model of its last step, and a resumed run has none left either")
    void resumed() {
      TrainingFixture fixture = making(9, 5, 6, 7, 8, 9);
      fixture.runIn(run(), measured("everyImages: 4, patience: 2", "training.steps=9"));
      assertThat(RunFiles.checkpoints(run())).containsExactly(3);
      assertThat(run().resolve("model")).isNotEmptyDirectory();
      Heard resumed = fixture.resumeIn(run());
      assertThat(resumed.told())
          .containsExactly(
              "run-started 3", "samples-drawn 3", "artifact-written 3", "run-finished 3");
      assertThat(resumed.only(RunFinished.class).reason()).isEqualTo(Reason.PATIENCE);
    }

    @Test
    @DisplayName("at the step at which it would have without a crash between")
    void crashed() {
      TrainingFixture fixture = making(9, 5, 6, 7, 8, 9);
      crash(
          fixture,
          3,
          measured("everyImages: 4, patience: 3", "training.steps=9", "checkpoints.every=2"));
      Heard resumed = fixture.resumeIn(run());
      assertThat(steps(resumed)).containsExactly(3L, 4L);
      assertThat(resumed.only(RunFinished.class).reason()).isEqualTo(Reason.PATIENCE);
    }
  }

  @Test
  @DisplayName("fails the run where a metric does, and what was measured before stays")
  void failing() {
    TrainingFixture fixture =
        making(
            step -> {
              if (step == 4) {
                throw new IllegalStateException("no number");
              }
              return 9 - step;
            });
    try (Opened training = fixture.open(measured("everyImages: 8", "checkpoints.every=1"))) {
      assertThatThrownBy(() -> training.runIn(run(), heard)).hasMessage("no number");
    }
    assertThat(heard.told()).endsWith("step-completed 4", "run-failed 4");
    assertThat(results()).containsExactly("2 7.0");
    assertThat(RunFiles.checkpoints(run())).endsWith(3);
  }

  @Nested
  @DisplayName("of a run that goes back")
  class RolledBack {
    private static final String BACK =
        "watches={every: 0, notFinite: roll-back, rollBack: {atMost: 2, learningRate: 0.5},"
            + " saturation: {reaction: ignore}, vanishingGradient: {reaction: ignore},"
            + " collapse: {reaction: ignore}}";

    /** Diverges once in the seventh step, and makes other values from then on. */
    private TrainingFixture diverging(double[] before, double[] after) {
      boolean[] back = {false};
      return new TrainingFixture(
          new Script()
              .samples(step -> (back[0] ? after : before)[(int) step])
              .before(
                  6,
                  () -> {
                    if (!back[0]) {
                      back[0] = true;
                      throw new DivergedException("generator", 6, "generator loss", Double.NaN);
                    }
                  }));
    }

    private void train(double[] before, double[] after, String... more) {
      String[] all =
          Stream.concat(
                  Stream.of(BACK, "checkpoints={every: 4, keep: 9}", "training.steps=8"),
                  Stream.of(more))
              .toArray(String[]::new);
      try (Opened training =
          diverging(before, after).open(measured("everyImages: 4, patience: 5", all))) {
        training.runIn(run(), heard);
      }
    }

    @Test
    @DisplayName("forgets the steps that are undone: their results, and the best of them")
    void undone() {
      train(new double[] {9, 8, 7, 6, 5, 1, 2}, new double[] {9, 8, 7, 6, 5, 4.5, 6, 4.25, 4.75});
      assertThat(results())
          .containsExactly(
              "1 8.0", "2 7.0", "3 6.0", "4 5.0", "5 4.5", "6 6.0", "7 4.25", "8 4.75");
      assertThat(RunFiles.checkpoints(run().resolve("best"))).containsExactly(7);
    }

    @Test
    @DisplayName("keeps a best that is not undone")
    void kept() {
      train(
          new double[] {9, 1, 7, 6, 5, 4, 3},
          new double[] {9, 1, 7, 6, 5, 4, 3, 2, 2},
          "evaluation.patience=0");
      assertThat(RunFiles.checkpoints(run().resolve("best"))).containsExactly(1);
    }

    @Test
    @DisplayName("counts its patience from what is left")
    void patience() {
      // the best is that of step 3; steps 4 to 6 are no better, and two of them are undone
      train(
          new double[] {9, 8, 7, 1, 2, 2, 2},
          new double[] {9, 8, 7, 1, 2, 2, 2, 2, 2},
          "evaluation.patience=5");
      assertThat(steps(heard)).endsWith(5L, 6L, 5L, 6L, 7L, 8L);
      assertThat(heard.only(RunFinished.class).step()).isEqualTo(8);
    }
  }
}
