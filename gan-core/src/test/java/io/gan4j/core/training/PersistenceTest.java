package io.gan4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.GanException;
import io.gan4j.api.event.TrainingEvent.ArtifactWritten;
import io.gan4j.api.event.TrainingEvent.CheckpointTaken;
import io.gan4j.api.event.TrainingEvent.RunFailed;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.checkpoint.Checkpoints;
import io.gan4j.core.training.TrainingFixture.Opened;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;

@DisplayName("What a training keeps in its directory:")
class PersistenceTest {
  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final TrainingFixture fixture = new TrainingFixture();
  private final Heard heard = new Heard();

  private Path run() {
    return folder.resolve("run");
  }

  private Checkpoint newest() {
    return new Checkpoints(run()).newest().orElseThrow().checkpoint();
  }

  @Nested
  @DisplayName("checkpoints")
  class Kept {
    private List<Long> taken(String... overrides) {
      return fixture.runIn(run(), overrides).all(CheckpointTaken.class).stream()
          .map(CheckpointTaken::step)
          .toList();
    }

    @Test
    @DisplayName("before the first step, at every n-th, and of the end; the newest few stay")
    void intervals() {
      assertThat(taken("checkpoints={every: 2, keep: 3}", "training.steps=7"))
          .containsExactly(0L, 2L, 4L, 6L);
      assertThat(RunFiles.checkpoints(run())).containsExactly(4, 6, 7);
    }

    @Test
    @DisplayName("of the end alone, where no interval is asked for, of which no event tells")
    void onlyTheEnd() {
      assertThat(taken("checkpoints={every: 0}")).isEmpty();
      assertThat(RunFiles.checkpoints(run())).containsExactly(5);
    }

    @Test
    @DisplayName("of the end once, where that step is due anyway")
    void dueAtTheEnd() {
      assertThat(taken("checkpoints={every: 2, keep: 9}", "training.steps=4"))
          .containsExactly(0L, 2L, 4L);
      assertThat(RunFiles.checkpoints(run())).containsExactly(0, 2, 4);
    }

    @Test
    @DisplayName("of multiples that are kept for good, beside the newest")
    void forGood() {
      taken("checkpoints={every: 1, keep: 1, keepEvery: 3}", "training.steps=8");
      assertThat(RunFiles.checkpoints(run())).containsExactly(3, 6, 8);
    }

    @Test
    @DisplayName("whose events name the folder in which they will be")
    void folders() {
      Heard told = fixture.runIn(run(), "checkpoints={every: 5, keep: 9}");
      for (CheckpointTaken taken : told.all(CheckpointTaken.class)) {
        assertThat(taken.folder()).isDirectoryContaining("glob:**/state.safetensors");
      }
    }

    @Test
    @DisplayName("of the players as they were then, though training goes on meanwhile")
    void states() {
      Map<Long, Map<String, NdArray<?>>> states = new HashMap<>();
      try (Opened training = fixture.open("checkpoints={every: 1, keep: 9}")) {
        training.runIn(
            run(),
            event -> {
              if (event instanceof CheckpointTaken) {
                states.put(event.step(), training.state());
              }
            });
      }
      assertThat(states).hasSize(6);
      Checkpoints checkpoints = new Checkpoints(run());
      for (long step = 5; step >= 0; step--) {
        Checkpoint checkpoint = checkpoints.newest().orElseThrow().checkpoint();
        assertThat(checkpoint.step()).isEqualTo(step);
        assertThat(checkpoint.state()).isEqualTo(states.get(step));
        checkpoints.removeAfter(step - 1);
      }
    }

    @Test
    @DisplayName("with the resolved run file, where it comes from, and where the log is by then")
    void facts() throws IOException {
      List<Long> positions = new ArrayList<>();
      TrainingListener measuring =
          event -> {
            if (event instanceof CheckpointTaken && event.step() == 4) {
              // with this event, and without what comes after it
              positions.add(RunFiles.size(run().resolve("events.jsonl")));
            }
          };
      try (Opened training = fixture.open("checkpoints.every=4", "training.steps=4")) {
        training.runIn(run(), measuring);
      }
      Checkpoint checkpoint = newest();
      assertThat(positions).containsExactly(checkpoint.eventBytes());
      assertThat(checkpoint.config()).isEqualTo(RunFiles.text(run().resolve("config.yaml")));
      assertThat(checkpoint.origin())
          .containsEntry(Checkpoint.DEVICE, "cpu")
          .containsEntry(
              Checkpoint.DATA, new ToyReader(ToyReader.Kind.POINTS, 10).open().contentHash())
          .containsEntry("version.provider", "fake provider on double[]")
          .containsKeys(Checkpoint.PROCESSORS, "version.gan4j", "version.java");
      assertThat(checkpoint.loop()).containsEntry("rollBacks", 0.0);
    }
  }

  @Nested
  @DisplayName("a checkpoint that cannot be written")
  class Unwritable {
    private Path checkpoints() {
      return run().resolve("checkpoints");
    }

    private Path away() {
      return folder.resolve("away");
    }

    /** Puts a file where the folder of checkpoints was, once it has the checkpoint of a step. */
    private void block(long step) {
      RunFiles.awaitCheckpoint(run(), step);
      try {
        Files.move(checkpoints(), away());
        Files.createFile(checkpoints());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    /** Trains, and blocks the folder one step behind a checkpoint. */
    private void train(long checkpoint, String... overrides) {
      try (Opened training = fixture.open(overrides)) {
        training.runIn(
            run(),
            heard,
            event -> {
              if (event instanceof StepCompleted && event.step() == checkpoint + 1) {
                block(checkpoint);
              }
              if (event instanceof StepCompleted && event.step() > 2 * checkpoint) {
                takeTime();
              }
            });
      }
    }

    /** As a step of larger networks does, so that a write has its time too. */
    private void takeTime() {
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Test
    @DisplayName("ends the run soon, and those before it stay, from which it goes on")
    void ends() throws IOException {
      assertThatThrownBy(() -> train(50, "checkpoints.every=50", "training.steps=400"))
          .isInstanceOf(GanException.class)
          .hasMessageStartingWith(
              "the checkpoint of step 100 cannot be written to " + checkpoints())
          .hasMessageEndingWith("Earlier checkpoints are untouched.");
      // the write is beside the training, which hears of it well before the next one is due
      assertThat(heard.only(RunFailed.class).step()).isBetween(100L, 149L);
      assertThat(RunFiles.logged(run())).isEqualTo(heard.told());
      assertThat(run().resolve("model")).doesNotExist();
      assertThat(RunFiles.threads()).isEmpty();
      Files.delete(checkpoints());
      Files.move(away(), checkpoints());
      assertThat(RunFiles.checkpoints(run())).containsExactly(0, 50);
      assertThat(fixture.resumeIn(run(), "training.steps=52").told())
          .startsWith("run-started 50", "step-completed 51")
          .endsWith("run-finished 52");
    }

    @Test
    @DisplayName("ends the run also if it is the last one: it has not finished then")
    void last() {
      assertThatThrownBy(() -> train(2, "checkpoints.every=2", "training.steps=3"))
          .hasMessageStartingWith("the checkpoint of step 3 cannot be written to ");
      assertThat(heard.told()).endsWith("samples-drawn 3", "run-failed 3");
    }
  }

  @Test
  @DisplayName("a checkpoint is told once its copy is there, and counts on that event")
  void toldWithItsCopy() {
    List<String> order = new ArrayList<>();
    Script script =
        new Script()
            .state(
                2,
                state -> {
                  order.add("copied");
                  return state;
                });
    TrainingFixture watched = new TrainingFixture(script);
    try (Opened training = watched.open("checkpoints.every=2", "training.steps=3")) {
      training.runIn(
          run(),
          event -> {
            if (event instanceof CheckpointTaken && event.step() == 2) {
              order.add("told");
            }
          });
    }
    assertThat(order).containsExactly("copied", "told");
  }

  @Nested
  @DisplayName("the generator")
  class Model {
    @Test
    @DisplayName("of the end, which makes the same samples as the training itself")
    void same() {
      FloatNdArray latents;
      FloatNdArray expected;
      try (Opened training = fixture.open()) {
        training.runIn(run(), heard);
        latents = training.session().drawLatents(1, 5);
        expected = training.session().generate(latents);
      }
      ArtifactWritten written = heard.only(ArtifactWritten.class);
      assertThat(written.kind()).isEqualTo("model");
      assertThat(written.file()).isEqualTo(run().resolve("model"));
      try (GeneratorModel model = fixture.gan().load(run().resolve("model"))) {
        assertThat(model.generate(latents, null)).isEqualTo(expected);
        assertThat(model.metadata())
            .containsEntry("name", "heart")
            .containsEntry("seed", "3")
            .containsEntry("step", "5")
            .containsEntry("imagesSeen", "20")
            .containsEntry("dataset", "10 toys")
            .containsEntry("sampleShape", "2")
            .containsEntry("version.provider", "fake provider on double[]")
            .containsEntry("config", RunFiles.text(run().resolve("config.yaml")));
      }
    }

    @Test
    @DisplayName("of an earlier end stays until the new one is written")
    void earlier() {
      fixture.runIn(run(), "training.steps=2");
      Script failing =
          new Script()
              .beforeExport(
                  () -> {
                    throw new GanException("no space");
                  });
      try (Opened training = new TrainingFixture(failing).resume(run(), "training.steps=4")) {
        assertThatThrownBy(() -> training.runIn(run())).hasMessage("no space");
      }
      assertThat(stepOf(run().resolve("model"))).isEqualTo("2");
      fixture.resumeIn(run(), "training.steps=4");
      assertThat(stepOf(run().resolve("model"))).isEqualTo("4");
    }

    private String stepOf(Path model) {
      try (GeneratorModel loaded = fixture.gan().load(model)) {
        return String.valueOf(loaded.metadata().get("step"));
      }
    }
  }

  @Nested
  @DisplayName("the directory")
  class Directory {
    @Test
    @DisplayName("tells before the first step what runs on what")
    void before() {
      List<String> found = new ArrayList<>();
      try (Opened training = fixture.open("training.steps=1")) {
        training.runIn(
            run(),
            event -> {
              if (found.isEmpty()) {
                found.addAll(RunFiles.names(run()));
              }
            });
        assertThat(RunFiles.text(run().resolve("config.yaml")))
            .isEqualTo(training.record().config());
      }
      assertThat(found).containsExactly("config.yaml", "events.jsonl", "run.json", "run.lock");
      assertThat(RunFiles.text(run().resolve("run.json")))
          .contains("\"name\" : \"heart\"", "\"seed\" : 3", "\"dataset\" : \"10 toys\"")
          .contains("\"provider\" : \"fake provider on double[]\"");
    }

    @Test
    @DisplayName("holds in the end all that a run can be told from, and nothing half-written")
    void after() {
      fixture.runIn(
          run(),
          "data.reader.kind=pictures",
          "metrics=[sample-mean]",
          "evaluation={everyImages: 8, generated: 4}");
      assertThat(RunFiles.names(run()))
          .containsExactly(
              "best",
              "checkpoints",
              "config.yaml",
              "events.jsonl",
              "metrics.jsonl",
              "model",
              "run.json",
              "run.lock");
      assertThat(RunFiles.halfWritten(run())).isEmpty();
    }

    @Test
    @DisplayName("is one training's at a time, and free again however that ended")
    void locked() {
      List<String> refusals = new ArrayList<>();
      Heard second = new Heard();
      try (Opened training = fixture.open()) {
        assertThatThrownBy(
                () ->
                    training.runIn(
                        run(),
                        event -> {
                          try (Opened other = fixture.open()) {
                            other.runIn(run(), second);
                          } catch (GanException e) {
                            refusals.add(String.valueOf(e.getMessage()));
                          }
                          if (event.step() == 2) {
                            throw new IllegalStateException("power cut");
                          }
                        }))
            .hasMessage("power cut");
      }
      assertThat(refusals)
          .isNotEmpty()
          .containsOnly(run() + " is in use by another training: stop that one first");
      assertThat(second.told()).isEmpty();
      assertThat(second.closed()).isEqualTo(refusals.size());
      assertThat(fixture.runIn(run()).told()).endsWith("run-finished 5");
    }

    @Test
    @DisplayName("that refuses a training closes its listeners as its end would")
    void refused() {
      fixture.runIn(run(), "training.steps=2", "metrics=[sample-mean]");
      RunFiles.write(run().resolve("run.json"), "this is no JSON\n");
      try (Opened training = fixture.resume(run(), "training.steps=4")) {
        assertThatThrownBy(() -> training.runIn(run(), heard))
            .hasMessageContaining("run.json is not JSON");
      }
      assertThat(heard.told()).isEmpty();
      assertThat(heard.closed()).isEqualTo(1);
    }
  }
}
