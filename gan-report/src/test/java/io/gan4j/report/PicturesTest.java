package io.gan4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.event.TrainingEvent.RolledBack;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.core.training.MemoryFolder;
import io.gan4j.core.training.RunFiles;
import io.gan4j.core.training.Script;
import io.gan4j.core.training.TrainingFixture;
import io.gan4j.core.training.TrainingFixture.Opened;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The pictures of a run directory")
class PicturesTest {
  private static final String[] IMAGES = {
    "data.reader.kind=pictures", "samples.every=2", "checkpoints.every=4"
  };

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final Script script = new Script();
  private final TrainingFixture fixture = new TrainingFixture(script, new ReportPlugin());

  private Path run() {
    return folder.resolve("run");
  }

  private static String[] images(String... more) {
    List<String> overrides = new ArrayList<>(List.of(IMAGES));
    overrides.addAll(List.of(more));
    return overrides.toArray(String[]::new);
  }

  @Test
  @DisplayName("are grids where samples are images, and curves beside them")
  void grids() {
    fixture.runIn(run(), images("training.steps=3"));
    assertThat(RunFiles.pictures(run(), "samples")).containsExactly(0, 2, 3);
    assertThat(RunFiles.names(run().resolve("figures"))).isEmpty();
    assertThat(run().resolve("curves.png")).isRegularFile();
  }

  @Test
  @DisplayName("are figures where samples lie on a line")
  void figures() {
    fixture.runIn(run(), "data.reader.kind=line", "training.steps=1");
    assertThat(RunFiles.pictures(run(), "figures")).containsExactly(1);
    assertThat(RunFiles.names(run().resolve("samples"))).isEmpty();
  }

  @Test
  @DisplayName("have curves that end the same, however often they were drawn on the way")
  void curves() {
    Path often = folder.resolve("often");
    Path once = folder.resolve("once");
    fixture.runIn(often, "samples.every=2");
    fixture.runIn(once, "samples.every=0");
    assertThat(often.resolve("curves.png")).hasSameBinaryContentAs(once.resolve("curves.png"));
  }

  @Test
  @DisplayName("of steps that are about to be done again are removed when the run goes back")
  void rolledBack() {
    script.divergeAt(7, 1);
    List<Integer> then = new ArrayList<>();
    try (Opened training =
        fixture.open(images("training.steps=8", "watches={every: 0, notFinite: roll-back}"))) {
      training.runIn(
          run(),
          event -> {
            if (event instanceof RolledBack) {
              then.addAll(RunFiles.pictures(run(), "samples"));
            }
          });
    }
    assertThat(then).containsExactly(0, 2, 4);
    assertThat(RunFiles.pictures(run(), "samples")).containsExactly(0, 2, 4, 6, 8);
  }

  @Test
  @DisplayName("of a run that crashed and went on are those of one that never did, to the byte")
  void resumed() {
    String[] steps = images("training.steps=7");
    fixture.runIn(run(), steps);
    Path crashed = folder.resolve("crashed");
    try (Opened training = fixture.open(steps)) {
      assertThatThrownBy(
              () ->
                  training.runIn(
                      crashed,
                      event -> {
                        if (event instanceof StepCompleted && event.step() == 5) {
                          throw new IllegalStateException("power cut");
                        }
                      }))
          .hasMessage("power cut");
    }
    fixture.resumeIn(crashed);
    assertThat(RunFiles.differences(crashed, run())).isEmpty();
    assertThat(RunFiles.traces(run())).containsKeys("samples/step-00000004.png", "curves.png");
  }

  @Test
  @DisplayName("of a stop, which a run without it has not, are gone once the run goes on")
  void stopped() {
    String[] steps = images("training.steps=7");
    try (Opened training = fixture.open(steps)) {
      training.runIn(
          run(),
          event -> {
            if (event instanceof StepCompleted && event.step() == 5) {
              training.stop();
            }
          });
    }
    assertThat(RunFiles.pictures(run(), "samples")).containsExactly(0, 2, 4, 5);
    fixture.resumeIn(run());
    assertThat(RunFiles.pictures(run(), "samples")).containsExactly(0, 2, 4, 6, 7);
  }
}
