package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.core.run.EventHistory;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("A picture of augmentations")
class AugmentationsPictureTest {
  @TempDir Path folder;

  private Path train(String augmentations) {
    Path run = folder.resolve("run");
    Cli cli =
        Cli.run(
            "train",
            "digits",
            "--steps",
            "3",
            "--run-dir",
            run.toString(),
            "--set",
            "samples.every=0",
            "--set",
            "data.batchSize=10",
            "--set",
            "discriminator.augmentations=" + augmentations);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return run;
  }

  @Test
  @DisplayName("has a row as they are, one with the run's probability, and one for each part")
  void rows() throws IOException {
    Path run =
        train(
            "{transforms: [diff-augment, translation],"
                + " probability: {type: linear, from: 0, to: 0.6}}");
    Cli cli = Cli.run("picture", run.toString(), "augmentations", "--count", "3");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err().lines())
        .contains(
            "gan: row 1: as they are",
            "gan: row 2: all changes, each with probability 0.600",
            "gan: row 3: {type: diff-augment, policy: [color]}",
            "gan: row 4: {type: diff-augment, policy: [translation]}",
            "gan: row 5: {type: diff-augment, policy: [cutout]}",
            "gan: row 6: {type: translation, share: 0.125, border: grey, strength: 1.0}");
    BufferedImage picture = ImageIO.read(run.resolve("pictures/augmentations.png").toFile());
    // three samples of 28 pixels, three times as large, by six rows
    assertThat(picture.getWidth()).isEqualTo(3 * (84 + 2) + 2);
    assertThat(picture.getHeight()).isEqualTo(6 * (84 + 2) + 2);
    assertThat(different(picture, 2, 0)).isTrue();
    assertThat(different(picture, 3, 0)).isTrue();
  }

  /** Whether two rows are not the same. */
  private static boolean different(BufferedImage picture, int one, int other) {
    for (int y = 0; y < 86; y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        if (picture.getRGB(x, one * 86 + y) != picture.getRGB(x, other * 86 + y)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  @DisplayName("takes a probability that is steered from the checkpoint")
  void steered() {
    Path run = train("{transforms: [cutout], adapt: {target: -0.99, images: 100}}");
    List<Double> told = new ArrayList<>();
    EventHistory.read(
        run.resolve("events.jsonl"),
        event -> {
          for (JsonNode phase : event.path("phases")) {
            JsonNode reported =
                phase.path("reports").path("discriminator/augmentations/probability");
            if (reported.isNumber()) {
              told.add(reported.asDouble());
            }
          }
        });
    double last = told.get(told.size() - 1);
    assertThat(last).isGreaterThan(0.05);
    assertThat(Cli.run("picture", run.toString(), "augmentations").err())
        .contains(
            String.format(Locale.ROOT, "row 2: all changes, each with probability %.3g", last));
  }

  @Test
  @DisplayName("is not there where the discriminator has none")
  void none() {
    Path run = train("null");
    Cli cli = Cli.run("picture", run.toString(), "augmentations");
    assertThat(cli.exitCode()).isEqualTo(CommandLineRunner.FAILED);
    assertThat(cli.err()).contains("this run's discriminator has no augmentations");
  }
}
