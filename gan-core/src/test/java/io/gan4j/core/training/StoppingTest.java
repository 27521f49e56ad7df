package io.gan4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.GanException;
import io.gan4j.api.StoppedByWatchException;
import io.gan4j.api.config.Reaction;
import io.gan4j.api.data.Batch;
import io.gan4j.api.event.TrainingEvent.Reason;
import io.gan4j.api.event.TrainingEvent.RunFailed;
import io.gan4j.api.event.TrainingEvent.RunFinished;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingEvent.WatchTriggered;
import io.gan4j.core.training.TrainingFixture.Opened;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A training ends")
@Timeout(60)
class StoppingTest {
  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final Heard heard = new Heard();

  @Nested
  @DisplayName("when it is asked to,")
  class Asked {
    private final TrainingFixture fixture = new TrainingFixture();

    @Test
    @DisplayName("after the step it is in, with samples, checkpoint and model of that step")
    void inAStep() {
      Path run = folder.resolve("run");
      try (Opened training = fixture.open()) {
        Reason reason =
            training.runIn(
                run,
                heard,
                event -> {
                  if (event instanceof StepCompleted && event.step() == 3) {
                    training.stop();
                  }
                });
        assertThat(reason).isEqualTo(Reason.STOPPED);
        assertThat(training.step()).isEqualTo(3);
      }
      assertThat(heard.told())
          .containsExactly(
              "run-started 0",
              "step-completed 1",
              "step-completed 2",
              "step-completed 3",
              "samples-drawn 3",
              "artifact-written 3",
              "run-finished 3");
      assertThat(heard.only(RunFinished.class).reason()).isEqualTo(Reason.STOPPED);
      assertThat(RunFiles.checkpoints(run)).containsExactly(3);
      assertThat(run.resolve("model")).isNotEmptyDirectory();
    }

    @Test
    @DisplayName("before its first step, if it is asked before it runs")
    void before() {
      try (Opened training = fixture.open()) {
        training.stop();
        assertThat(training.run(heard)).isEqualTo(Reason.STOPPED);
      }
      assertThat(heard.told())
          .containsExactly("run-started 0", "samples-drawn 0", "run-finished 0");
    }

    @Test
    @DisplayName("as completed, if that was its last step")
    void inTheLastStep() {
      try (Opened training = fixture.open("training.steps=2")) {
        Reason reason =
            training.run(
                event -> {
                  if (event.step() == 2) {
                    training.stop();
                  }
                });
        assertThat(reason).isEqualTo(Reason.COMPLETED);
      }
    }

    @Test
    @DisplayName("from another thread too")
    void fromAnotherThread() {
      Script script = new Script();
      try (Opened training = new TrainingFixture(script).open()) {
        script.once(
            2,
            () -> {
              Thread other = new Thread(training::stop);
              other.start();
              join(other);
            });
        assertThat(training.run(heard)).isEqualTo(Reason.STOPPED);
        assertThat(training.step()).isEqualTo(3);
      }
    }

    private static void join(Thread thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Nested
  @DisplayName("when it is interrupted while it waits for data,")
  class Interrupted {
    private final Thread training = Thread.currentThread();
    private final AtomicBoolean first = new AtomicBoolean(true);

    /** Hands over two batches or fewer; the next lasts until the training is interrupted. */
    private final StagedReader waiting =
        new StagedReader() {
          @Override
          void read(long[] indices, Batch into) {
            if (reads() > 2) {
              if (first.getAndSet(false)) {
                interruptWhenItWaits();
              }
              untilClosed();
            }
          }
        };

    private void interruptWhenItWaits() {
      while (training.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      training.interrupt();
    }

    private static void untilClosed() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @AfterEach
    void clear() {
      Thread.interrupted();
    }

    @Test
    @DisplayName("with a failure that names the step, and stays interrupted")
    void interrupted() {
      TrainingFixture fixture = new TrainingFixture();
      try (Opened opened = fixture.open(fixture.file().withSource(waiting))) {
        assertThatThrownBy(() -> opened.run(heard))
            .isInstanceOf(GanException.class)
            .hasMessageMatching("training was interrupted at step [0-2]")
            .hasCauseInstanceOf(InterruptedException.class)
            .hasNoSuppressedExceptions();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
      }
      assertThat(heard.only(RunFailed.class).message()).startsWith("training was interrupted");
    }

    @Test
    @DisplayName("with a whole log, and nothing half-written")
    void log() {
      Path run = folder.resolve("run");
      TrainingFixture fixture = new TrainingFixture();
      try (Opened opened = fixture.open(fixture.file("checkpoints.every=1").withSource(waiting))) {
        assertThatThrownBy(() -> opened.runIn(run, heard))
            .hasMessageMatching("training was interrupted at step [0-2]")
            .hasNoSuppressedExceptions();
      }
      assertThat(RunFiles.logged(run)).isEqualTo(heard.told());
      assertThat(RunFiles.halfWritten(run)).isEmpty();
      assertThat(RunFiles.threads()).isEmpty();
    }
  }

  @Nested
  @DisplayName("when a watch says so")
  class Watched {
    private final TrainingFixture fixture =
        new TrainingFixture(new Script().sureAt(0).sureAt(1).sureAt(2).sureAt(3));

    private String saturation(Reaction reaction) {
      return "watches.saturation={reaction: %s, steps: 3}"
          .formatted(reaction.name().toLowerCase(Locale.ROOT));
    }

    @Test
    @DisplayName("and is to stop: it fails, and the model is not exported")
    void stop() {
      Path run = folder.resolve("run");
      try (Opened training = fixture.open(saturation(Reaction.STOP), "checkpoints.every=1")) {
        assertThatThrownBy(() -> training.runIn(run, heard))
            .isInstanceOf(StoppedByWatchException.class)
            .hasMessageStartingWith("stopped by the watch 'saturation': the discriminator has");
      }
      assertThat(heard.told())
          .endsWith("step-completed 3", "watch-triggered 3", "run-failed 3")
          .doesNotContain("checkpoint-taken 3");
      assertThat(run.resolve("model")).doesNotExist();
      assertThat(RunFiles.checkpoints(run)).containsExactly(0, 1, 2);
    }

    @Test
    @DisplayName("and not when it only warns, which it does once")
    void warn() {
      Heard warned = fixture.run(saturation(Reaction.WARN));
      assertThat(warned.only(WatchTriggered.class).step()).isEqualTo(3);
      assertThat(warned.told()).endsWith("run-finished 5");
    }

    @Test
    @DisplayName("and not when it is to be ignored, of which nobody hears")
    void ignore() {
      assertThat(fixture.run(saturation(Reaction.IGNORE)).all(WatchTriggered.class)).isEmpty();
    }

    @Test
    @DisplayName("and a gradient that is not finite is one that it is looked for")
    void gradient() {
      TrainingFixture broken = new TrainingFixture(new Script().noGradientAt(1));
      try (Opened training = broken.open("watches.every=2")) {
        assertThatThrownBy(() -> training.run(heard))
            .isInstanceOf(StoppedByWatchException.class)
            .hasMessageStartingWith("stopped by the watch 'not-finite': phase 'discriminator' at")
            .hasMessageEndingWith("the norm of the generator's gradient is NaN");
      }
    }

    @Test
    @DisplayName("for samples that are all the same, drawn on the way")
    void collapse() {
      TrainingFixture same = new TrainingFixture(new Script().samples(step -> 0.5));
      try (Opened training =
          same.open("samples.every=2", "watches.collapse={reaction: stop, after: 1}")) {
        assertThatThrownBy(() -> training.run(heard))
            .isInstanceOf(StoppedByWatchException.class)
            .hasMessageStartingWith("stopped by the watch 'collapse': samples are nearly the same");
      }
      assertThat(heard.told()).endsWith("samples-drawn 2", "watch-triggered 2", "run-failed 2");
    }
  }
}
