package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.core.Gan;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;

@DisplayName("Latents from the command line")
class LatentCommandsTest {
  private static final String RUN =
      """
      seed: 3
      data: {reader: digits, batchSize: 16, range: symmetric, resize: 8}
      latents: {type: normal, size: 6}
      generator: {network: {type: mlp, units: [16]}}
      discriminator: {network: {type: mlp, units: [16]}}
      training: {steps: 20}
      samples: {every: 0, count: 4}
      """;

  @TempDir static Path temp;

  private static String run;

  @BeforeAll
  static void train() throws IOException {
    String file = Files.writeString(temp.resolve("run.yaml"), RUN).toString();
    run = temp.resolve("run").toString();
    done("train", file, "--run-dir", run);
  }

  private static Cli done(String... command) {
    Cli cli = Cli.run(command);
    assertThat(cli.exitCode()).as(String.join(" ", command) + ": " + cli.err()).isZero();
    return cli;
  }

  private static String picture(int width, int type) throws IOException {
    BufferedImage picture = new BufferedImage(width, width, type);
    picture.setRGB(width / 2, width / 2, 0xFFFFFF);
    Path file = temp.resolve("picture-" + width + ".png");
    ImageIO.write(picture, "png", file.toFile());
    return file.toString();
  }

  @Test
  @DisplayName("projects pictures of any size and colour, and says how near they come")
  void projects() throws IOException {
    String small = picture(8, BufferedImage.TYPE_BYTE_GRAY);
    String large = picture(30, BufferedImage.TYPE_INT_RGB);
    Path pairs = temp.resolve("pairs.png");
    Path latents = temp.resolve("latents.npy");
    Cli cli =
        done(
            "project",
            run,
            small,
            large,
            "--restarts",
            "2",
            "--steps",
            "5",
            "--out",
            pairs.toString(),
            "--latents",
            latents.toString());
    assertThat(cli.out().lines())
        .hasSize(2)
        .allMatch(line -> line.matches(".*\\.png: distance 0\\.\\d{4} \\(.*from start [12] of 2"));
    assertThat(cli.out()).startsWith(small);
    assertThat(ImageIO.read(pairs.toFile()).getWidth()).isPositive();
    assertThat(Files.readAllBytes(latents)).hasSizeGreaterThan(2 * 6 * 4);
    Cli missing = Cli.run("project", run, temp.resolve("none.png").toString());
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("none.png: no such picture");
  }

  @Test
  @DisplayName("shows the directions that change samples most")
  void directions() throws IOException {
    Path picture = temp.resolve("directions.png");
    assertThat(done("directions", run, "--count", "3", "--out", picture.toString()).out().lines())
        .hasSize(3)
        .allMatch(line -> line.matches("direction \\d: \\d+\\.\\d % of all change"));
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isPositive();
    done("directions", run, "--of", "weights", "--count", "2", "--out", picture.toString());
    Cli far = Cli.run("directions", run, "--reach", "0", "--out", picture.toString());
    assertThat(far.exitCode()).isEqualTo(2);
  }

  @Test
  @DisplayName("samples with truncated latents")
  void truncated() throws IOException {
    Path none = temp.resolve("none.npy");
    Path usual = temp.resolve("usual.npy");
    Path half = temp.resolve("half.npy");
    done("sample", run, "--count", "4", "--out", usual.toString());
    done("sample", run, "--count", "4", "--truncation", "1", "--out", none.toString());
    done(
        "sample",
        run,
        "--count",
        "4",
        "--truncation",
        "0.5",
        "--redraw-beyond",
        "2",
        "--out",
        half.toString());
    assertThat(none).hasSameBinaryContentAs(usual);
    assertThat(Files.readAllBytes(half)).isNotEqualTo(Files.readAllBytes(usual));
    Cli cli = Cli.run("sample", run, "--truncation", "2", "--out", half.toString());
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("--truncation must be in [0, 1]");
  }

  @Test
  @DisplayName("exports a generator that truncates, whose latents are those of before, scaled")
  void exported() throws IOException {
    Path half = temp.resolve("half");
    done("export", run, "--truncation", "0.5", "--out", half.toString());
    Path whole = temp.resolve("whole");
    done("export", run, "--out", whole.toString());
    try (GeneratorModel usual = Gan.load().load(whole);
        GeneratorModel truncated = Gan.load().load(half)) {
      FloatNdArray latents = usual.drawLatents(5, 3);
      FloatNdArray scaled = truncated.drawLatents(5, 3);
      latents
          .scalars()
          .forEachIndexed(
              (place, value) -> assertThat(scaled.getFloat(place)).isEqualTo(value.getFloat() / 2));
      assertThat(truncated.sample(5, 3)).isEqualTo(truncated.generate(scaled, null));
    }
    Cli cli = Cli.run("export", run, "--truncation", "-1", "--out", temp.resolve("x").toString());
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("--truncation must be in [0.0, 1.0]");
  }
}
