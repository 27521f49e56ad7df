package io.gan4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.core.training.TrainingFixture.Opened;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A probability that held-out samples steer")
class HeldOutGapTest {
  private static final String REPORT = "discriminator/augmentations/probability";

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private static String[] steered(double target, String... more) {
    return Stream.concat(
            Stream.of(
                "data.reader={type: toy, kind: pictures}",
                "data.holdOut=0.3",
                "training.steps=10",
                "discriminator.augmentations={transforms: [cutout], adapt: {by: held-out, target: "
                    + target
                    + ", images: 160, most: 0.15}}"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private static List<Double> reported(Heard heard) {
    return heard.all(StepCompleted.class).stream()
        .map(step -> step.phases().get(0).report().reports().get(REPORT))
        .map(Objects::requireNonNull)
        .toList();
  }

  @Test
  @DisplayName("rises where they are scored below training samples, every fourth step, to a limit")
  void rises() {
    // four steps of four images are a tenth of 160; a gap is above -0.99 as good as always
    assertThat(reported(new TrainingFixture().run(steered(-0.99))))
        .containsExactly(0.0, 0.0, 0.0, 0.0, 0.1, 0.1, 0.1, 0.1, 0.15, 0.15);
  }

  @Test
  @DisplayName("falls elsewhere, and not below 0")
  void falls() {
    assertThat(reported(new TrainingFixture().run(steered(0.99)))).containsOnly(0.0);
  }

  @Test
  @DisplayName("is part of a checkpoint: a resumed run is the run")
  void resumed() {
    String[] overrides = steered(-0.99, "checkpoints={every: 3, keep: 9}");
    TrainingFixture fixture = new TrainingFixture();
    fixture.runIn(folder.resolve("whole"), overrides);
    TrainingListener crash =
        (TrainingEvent event) -> {
          if (event instanceof StepCompleted && event.step() == 8) {
            throw new IllegalStateException("power cut");
          }
        };
    Path run = folder.resolve("cut");
    try (Opened training = fixture.open(overrides)) {
      assertThatThrownBy(() -> training.runIn(run, crash)).hasMessage("power cut");
    }
    assertThat(reported(fixture.resumeIn(run))).containsExactly(0.1, 0.1, 0.15, 0.15);
    assertThat(RunFiles.differences(folder.resolve("whole"), run)).isEmpty();
    assertThat(RunFiles.text(run.resolve("checkpoints/step-00000006/loop.json")))
        .contains("\"" + REPORT + "\" : 0.1");
  }

  @Test
  @DisplayName("needs samples that are held out")
  void needed() {
    assertThatThrownBy(() -> new TrainingFixture().plan(steered(0.5, "data.holdOut=0")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "discriminator.augmentations.adapt.by: must be scores where data.holdOut is 0");
  }
}
