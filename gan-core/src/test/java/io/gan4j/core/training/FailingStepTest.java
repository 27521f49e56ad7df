package io.gan4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.ProviderException;
import io.gan4j.api.config.ConfigException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.RunFailed;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.core.training.TrainingFixture.Opened;
import io.gan4j.testkit.Interceptor;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;

@DisplayName("A training fails with")
@Timeout(60)
class FailingStepTest {
  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final Heard heard = new Heard();

  private Path run() {
    return folder.resolve("run");
  }

  @Nested
  @DisplayName("what the provider throws in")
  class Provider {
    private final ProviderException noMemory = new ProviderException("no memory left");

    private Throwable failure(Interceptor interceptor, String... overrides) {
      try (Opened training = new TrainingFixture(interceptor).open(overrides)) {
        return catchThrowable(() -> training.runIn(run(), heard));
      }
    }

    @Test
    @DisplayName("a step, after which all checkpoints before are there and nothing of the step is")
    void step() {
      Script script = new Script().failAt(3, noMemory);
      assertThat(failure(script, "checkpoints.every=1"))
          .isSameAs(noMemory)
          .hasNoSuppressedExceptions();
      assertThat(heard.told()).endsWith("step-completed 3", "checkpoint-taken 3", "run-failed 3");
      assertThat(heard.only(RunFailed.class).message()).isEqualTo("no memory left");
      assertThat(RunFiles.logged(run())).isEqualTo(heard.told());
      assertThat(RunFiles.checkpoints(run())).containsExactly(1, 2, 3);
      assertThat(run().resolve("model")).doesNotExist();
      assertThat(RunFiles.halfWritten(run())).isEmpty();
      assertThat(RunFiles.threads()).isEmpty();
      assertThat(heard.closed()).isEqualTo(1);
    }

    @Test
    @DisplayName("the second phase of a step: the step is not told of, though the first has moved")
    void secondPhase() {
      Interceptor failing =
          new Interceptor() {
            @Override
            public PhaseReport reported(StepRequest request, PhaseReport report) {
              if (request.step() == 1 && request.phase().equals("generator")) {
                throw noMemory;
              }
              return report;
            }
          };
      try (Opened training = new TrainingFixture(failing).open()) {
        assertThatThrownBy(() -> training.run(heard)).isSameAs(noMemory);
      }
      assertThat(heard.told()).containsExactly("run-started 0", "step-completed 1", "run-failed 1");
    }

    @Test
    @DisplayName("drawing samples at the end: the last checkpoint is there, and the model is not")
    void samples() {
      Interceptor failing =
          new Interceptor() {
            @Override
            public FloatNdArray generated(FloatNdArray samples) {
              throw noMemory;
            }
          };
      assertThat(failure(failing)).isSameAs(noMemory);
      assertThat(heard.told()).endsWith("step-completed 5", "run-failed 5");
      assertThat(RunFiles.checkpoints(run())).containsExactly(5);
      assertThat(run().resolve("model")).doesNotExist();
    }

    @Test
    @DisplayName("the export: the last checkpoint is there, from which resuming exports the model")
    void export() {
      Script script =
          new Script()
              .beforeExport(
                  () -> {
                    throw noMemory;
                  });
      assertThat(failure(script)).isSameAs(noMemory);
      assertThat(heard.told()).endsWith("step-completed 5", "samples-drawn 5", "run-failed 5");
      assertThat(run().resolve("model")).doesNotExist();
      assertThat(RunFiles.checkpoints(run())).containsExactly(5);
      assertThat(new TrainingFixture().resumeIn(run()).told())
          .containsExactly(
              "run-started 5", "samples-drawn 5", "artifact-written 5", "run-finished 5");
      assertThat(run().resolve("model")).isNotEmptyDirectory();
    }

    @Test
    @DisplayName("the middle of an export, of which nothing stays behind")
    void halfAnExport() {
      Interceptor failing =
          new Interceptor() {
            @Override
            public void beforeExport(Path folder) {
              assertThat(folder.toFile().mkdirs()).isTrue();
              throw noMemory;
            }
          };
      assertThat(failure(failing)).isSameAs(noMemory);
      assertThat(RunFiles.halfWritten(run())).isEmpty();
    }

    @Test
    @DisplayName("saving its state for a checkpoint")
    void state() {
      Script script =
          new Script()
              .state(
                  2,
                  state -> {
                    throw noMemory;
                  });
      assertThat(failure(script, "checkpoints.every=1")).isSameAs(noMemory);
      assertThat(heard.told()).endsWith("step-completed 2", "run-failed 2");
      assertThat(RunFiles.checkpoints(run())).containsExactly(0, 1);
      assertThat(RunFiles.halfWritten(run())).isEmpty();
    }

    @Test
    @DisplayName("an error of the virtual machine, with everything closed")
    void error() {
      Script script =
          new Script()
              .before(
                  2,
                  () -> {
                    throw new OutOfMemoryError("on purpose");
                  });
      assertThat(failure(script)).isInstanceOf(OutOfMemoryError.class);
      assertThat(heard.closed()).isEqualTo(1);
      assertThat(RunFiles.threads()).isEmpty();
      assertThat(RunFiles.logged(run()))
          .startsWith("run-started 0", "step-completed 1")
          .endsWith("run-failed 2");
      assertThat(heard.only(TrainingEvent.RunFailed.class).message())
          .isEqualTo("java.lang.OutOfMemoryError: on purpose");
    }
  }

  @Nested
  @DisplayName("data")
  class Data {
    private final TrainingFixture fixture = new TrainingFixture();

    /** Sample 7 cannot be read once the training has begun. */
    private final StagedReader broken =
        new StagedReader() {
          @Override
          void read(long[] indices, Batch into) {
            if (Arrays.stream(indices).anyMatch(i -> i == 7)) {
              throw new DataException("sample 7 is damaged");
            }
          }
        };

    @Test
    @DisplayName("that cannot be read, in the step that needs it and not before")
    void unreadable() {
      String[] ordered = {"data.shuffle=false", "data.batchSize=2"};
      try (Opened training = fixture.open(fixture.file(ordered).withSource(broken))) {
        assertThatThrownBy(() -> training.run(heard))
            .isInstanceOf(DataException.class)
            .hasMessage("sample 7 is damaged");
        // 0 1, 2 3, 4 5, then 6 7
        assertThat(heard.told()).endsWith("step-completed 3", "run-failed 3");
      }
      assertThat(RunFiles.threads()).isEmpty();
    }

    @Test
    @DisplayName("that a watch looks at before the training is there, which then closes it")
    void watched() {
      assertThatThrownBy(
              () ->
                  fixture.open(
                      fixture
                          .file("watches.collapse={reaction: warn}", "samples.count=10")
                          .withSource(broken)))
          .hasMessage("sample 7 is damaged");
      assertThat(broken.closed()).isEqualTo(broken.opened()).isEqualTo(1);
    }
  }

  @Nested
  @DisplayName("players and data closed, each once,")
  class Closing {
    private final Script script = new Script();
    private final TrainingFixture fixture = new TrainingFixture(script);

    private final StagedReader data =
        new StagedReader() {
          @Override
          void read(long[] indices, Batch into) {}
        };

    private void assertClosed(int sessions) {
      assertThat(data.opened()).isEqualTo(1);
      assertThat(data.closed()).isEqualTo(1);
      assertThat(script.opened()).isEqualTo(sessions);
      assertThat(script.closed()).isEqualTo(sessions);
    }

    @Test
    @DisplayName("or ends well with them so")
    void well() {
      try (Opened training =
          fixture.open(
              fixture
                  .file("metrics=[sample-mean]", "evaluation={everyImages: 8, generated: 4}")
                  .withSource(data))) {
        training.run(heard);
        assertThat(data.closed()).as("open until the training is closed").isZero();
        assertThat(script.closed()).isZero();
      }
      assertClosed(1);
    }

    @Test
    @DisplayName("where its networks do not fit together")
    void plan() {
      assertThatThrownBy(
              () -> fixture.open(fixture.file("generator.network.output=sigmoid").withSource(data)))
          .isInstanceOf(ConfigException.class);
      assertClosed(0);
    }

    @Test
    @DisplayName("where the provider cannot build them")
    void provider() {
      assertThatThrownBy(() -> fixture.open(fixture.file("device=gpu:7").withSource(data)))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("gpu:7");
      assertThat(data.closed()).isEqualTo(1);
    }

    @Test
    @DisplayName("where what is to be measured cannot be")
    void evaluation() {
      assertThatThrownBy(
              () ->
                  fixture.open(
                      fixture
                          .file("metrics=[density-divergence]", "evaluation.everyImages=8")
                          .withSource(data)))
          .isInstanceOf(GanException.class)
          .hasMessageContaining("density-divergence needs a distribution of known density");
      assertClosed(1);
    }

    @Test
    @DisplayName("where the other initial weights are not there: before anything is opened")
    void warmStart() {
      assertThatThrownBy(
              () ->
                  fixture.open(
                      fixture.file("initFrom.run=" + folder.resolve("gone")).withSource(data)))
          .isInstanceOf(GanException.class);
      assertThat(data.opened()).isZero();
      assertThat(script.opened()).isZero();
    }

    @Test
    @DisplayName("where opening fails, and closing the players as well")
    void openingAndClosing() {
      IllegalStateException failure = new IllegalStateException("on purpose");
      Interceptor failing =
          new Interceptor() {
            @Override
            public void beforeClose() {
              throw failure;
            }
          };
      TrainingFixture unclosable = new TrainingFixture(failing);
      assertThatThrownBy(
              () ->
                  unclosable.open(
                      unclosable
                          .file("metrics=[density-divergence]", "evaluation.everyImages=8")
                          .withSource(data)))
          .isInstanceOf(GanException.class)
          .hasMessageContaining("density-divergence")
          .hasSuppressedException(failure);
      assertThat(data.closed()).isEqualTo(1);
    }

    @Test
    @DisplayName("where closing the players fails")
    void session() {
      IllegalStateException failure = new IllegalStateException("on purpose");
      Interceptor failing =
          new Interceptor() {
            @Override
            public void beforeClose() {
              throw failure;
            }
          };
      TrainingFixture unclosable = new TrainingFixture(failing);
      Opened training = unclosable.open(unclosable.file().withSource(data));
      assertThatThrownBy(training::close).isSameAs(failure);
      assertThat(data.closed()).isEqualTo(1);
    }

    @Test
    @DisplayName("where closing what it is measured by fails")
    void evaluator() {
      StagedReader unclosable =
          new StagedReader() {
            @Override
            void read(long[] indices, Batch into) {}

            @Override
            void beforeClose() {
              throw new DataException("on purpose");
            }
          };
      Opened training = fixture.open(fixture.file().withSource(data));
      training.measuredOn(unclosable);
      assertThatThrownBy(training::close)
          .isInstanceOf(DataException.class)
          .hasMessage("on purpose");
      assertClosed(1);
    }
  }

  @Test
  @DisplayName("the reason that opening gives, and makes no directory then")
  void nothingMade() {
    Interceptor failing =
        new Interceptor() {
          @Override
          public void beforeOpen(GanPlan plan) {
            throw new ProviderException("no device");
          }
        };
    assertThatThrownBy(() -> new TrainingFixture(failing).runIn(run())).hasMessage("no device");
    assertThat(run()).doesNotExist();
  }
}
