package io.gan4j.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A run that makes images of images")
class TranslationTest {
  private static final String PLAYERS =
      """
      generator:
        network: {type: unet, baseChannels: 4, maxChannels: 8, halvings: 2}
        optimizer: {type: adam, learningRate: 2.0e-4, beta1: 0.5}
      discriminator:
        network: {type: patchgan, baseChannels: 4, maxChannels: 8}
        optimizer: {type: adam, learningRate: 2.0e-4, beta1: 0.5}
      """;

  private static final String LASTING =
      """
      loss: {type: least-squares, halves: mean}
      samples: {every: 4, count: 6}
      """;

  @TempDir Path temp;

  /** Twenty colour pictures of 16×16, and six grey ones of another size. */
  @BeforeEach
  void pictures() throws IOException {
    for (int i = 0; i < 20; i++) {
      draw("colour", i, 16, 0x40_10_20 * (i % 4) + 0x0F_0F_0F, BufferedImage.TYPE_INT_RGB);
      if (i < 6) {
        draw("grey", i, 24, 0x2F_2F_2F * (i % 4), BufferedImage.TYPE_BYTE_GRAY);
      }
    }
  }

  private void draw(String folder, int number, int side, int rgb, int type) throws IOException {
    BufferedImage image = new BufferedImage(side, side, type);
    for (int i = 0; i < side * side; i++) {
      boolean inside = (i % side - number) * (i / side - number) < side;
      image.setRGB(i % side, i / side, inside ? rgb : 0xFF_FF_FF);
    }
    Path of = Files.createDirectories(temp.resolve(folder));
    ImageIO.write(image, "png", of.resolve(100 + number + ".png").toFile());
  }

  private String reader(String folder) {
    return "reader: {type: image-folder, path: " + temp.resolve(folder) + "}";
  }

  private String paired(String more) throws IOException {
    String text =
        "data: {"
            + reader("colour")
            + ", batchSize: 4, range: symmetric, holdOut: 0.2, crop: {height: 12, width: 12, at:"
            + " random}, augment: {flip: true}, source: {grey: true}}\n"
            + "game: translation\n"
            + PLAYERS
            + "metrics: [paired-error]\nevaluation: {everyImages: 12, real: 4}\n"
            + "training: {steps: 6, order: reuse-fakes}\n"
            + LASTING
            + more;
    return Files.writeString(temp.resolve("paired.yaml"), text).toString();
  }

  private String cycle(String more) throws IOException {
    String text =
        "data: {"
            + reader("colour")
            + ", batchSize: 4, range: symmetric}\n"
            + "sides: {source: {"
            + reader("grey")
            + ", range: symmetric, resize: 16, channels: grey}}\n"
            + "game: {type: cycle, identity: 0, pool: 10}\n"
            + PLAYERS
            + "players:\n"
            + PLAYERS
                .replaceAll("(?m)^", "  ")
                .replace("  generator:", "  back-generator:")
                .replace("  discriminator:", "  back-discriminator:")
                .stripTrailing()
            + "\ntraining: {steps: 6, order: simultaneous}\n"
            + LASTING
            + more;
    return Files.writeString(temp.resolve("cycle.yaml"), text).toString();
  }

  private static Cli done(String... command) {
    Cli cli = Cli.run(command);
    assertThat(cli.exitCode()).as(String.join(" ", command) + ": " + cli.err()).isZero();
    return cli;
  }

  /** A whole run, and one that was interrupted, which come to the same bits. */
  private Path trained(String file) {
    Path whole = temp.resolve("whole");
    Path halves = temp.resolve("halves");
    done("train", file, "--run-dir", whole.toString());
    done("train", file, "--run-dir", halves.toString(), "--steps", "3");
    done("resume", halves.toString(), "--steps", "6");
    String last = "checkpoints/step-00000006/state.safetensors";
    assertThat(halves.resolve(last)).hasSameBinaryContentAs(whole.resolve(last));
    return whole;
  }

  private static BufferedImage picture(Path file) throws IOException {
    return requireNonNull(ImageIO.read(file.toFile()), file.toString());
  }

  @Test
  @DisplayName("trains on pairs that it makes, shows them in rows, measures and translates")
  void pairs() throws IOException {
    Path run = trained(paired(""));
    // Six rows of source, sample and target; a pixel is 7×7.
    BufferedImage grid = picture(run.resolve("samples/step-00000004.png"));
    assertThat(grid.getWidth()).isEqualTo(2 + 3 * (12 * 7 + 2));
    assertThat(grid.getHeight()).isEqualTo(2 + 6 * (12 * 7 + 2));
    // Sources are grey, targets are not.
    int source = grid.getRGB(40, 20);
    assertThat((source >> 16) & 0xFF).isEqualTo(source & 0xFF);
    assertThat(run.resolve("metrics.jsonl")).content().contains("\"l1\"", "\"psnr\"", "\"ssim\"");
    assertThat(done("evaluate", run.toString(), "--metrics", "paired-error").out())
        .contains("l1", "psnr", "ssim");

    Path made = temp.resolve("made.png");
    String drawing = temp.resolve("grey/103.png").toString();
    String photo = temp.resolve("colour/105.png").toString();
    done("sample", run.toString(), "--out", made.toString(), "--source", drawing, photo);
    assertThat(picture(made).getHeight()).isEqualTo(2 + 2 * (12 * 7 + 2));
    Path again = temp.resolve("again.png");
    done("sample", run.toString(), "--out", again.toString(), "--source", drawing, photo);
    assertThat(again).hasSameBinaryContentAs(made);
    Path numbers = temp.resolve("made.npy");
    done(
        "sample",
        run.toString(),
        "--source",
        temp.resolve("grey").toString(),
        "--out",
        numbers.toString());
    assertThat(Files.size(numbers)).isGreaterThan(6 * 12 * 12 * 3 * 4L);

    assertThat(refused("sample", run.toString(), "--out", made.toString()))
        .contains("the generator takes source", "gan sample --source IMAGE… gives it sources");
    assertThat(
            refused("sample", run.toString(), "--out", made.toString(), "--source", "nowhere.png"))
        .contains("--source nowhere.png: there is no such file or folder");
    assertThat(
            refused(
                "sample",
                run.resolve("model").toString(),
                "--out",
                made.toString(),
                "--source",
                drawing))
        .contains("--source is for a run's directory");
  }

  private static String refused(String... command) {
    Cli cli = Cli.run(command);
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(2);
    return cli.err();
  }

  @Test
  @DisplayName(
      "leads there and back between two kinds, resumed with its pool, and exports both ways")
  void cycle() throws IOException {
    Path run = trained(cycle(""));
    for (String name : new String[] {"step-00000004.png", "step-00000004.back-generator.png"}) {
      BufferedImage grid = picture(run.resolve("samples").resolve(name));
      assertThat(grid.getWidth()).isEqualTo(2 + 3 * (16 * 5 + 2));
    }
    assertThat(run.resolve("model")).isNotEmptyDirectory();
    assertThat(run.resolve("models/back-generator/saved_model.pb")).exists();
    Path made = temp.resolve("made.png");
    String drawing = temp.resolve("grey/103.png").toString();
    done("sample", run.toString(), "--source", drawing, "--out", made.toString());
    done(
        "sample",
        run.toString(),
        "--player",
        "back-generator",
        "--source",
        drawing,
        "--out",
        made.toString());
    assertThat(
            refused(
                "sample",
                run.toString(),
                "--player",
                "back",
                "--source",
                drawing,
                "--out",
                made.toString()))
        .contains("--player: 'back' makes no samples");
    Cli unpaired = Cli.run("evaluate", run.toString(), "--metrics", "paired-error");
    assertThat(unpaired.exitCode()).isNotZero();
    assertThat(unpaired.err())
        .contains("paired-error needs a generator of sources that are paired with samples");
  }

  @Test
  @DisplayName("is refused before it trains where its sides do not fit, in one message")
  void bad() throws IOException {
    String run = temp.resolve("run").toString();
    assertThat(refused("train", cycle(""), "--run-dir", run, "--set", "game.identity=5"))
        .contains(
            "game.identity: must be 0 where the two kinds have different shapes: a source is [16,"
                + " 16, 1], a sample of the data [16, 16, 3]");
    assertThat(refused("train", cycle(""), "--run-dir", run, "--set", "training.accumulate=2"))
        .contains("the discriminator sees fakes of earlier batches");
    Files.createDirectories(temp.resolve("empty"));
    Cli empty =
        Cli.run(
            "train",
            cycle(""),
            "--run-dir",
            run,
            "--set",
            "sides.source.reader.path=" + temp.resolve("empty"));
    assertThat(empty.exitCode()).isNotZero();
    assertThat(empty.err()).contains(temp.resolve("empty").toString()).hasLineCount(1);
    String noSource = Files.readString(Path.of(cycle(""))).replaceAll("(?m)^sides:.*\\R", "");
    assertThat(
            refused(
                "train",
                Files.writeString(temp.resolve("none.yaml"), noSource).toString(),
                "--run-dir",
                run))
        .contains("sides.source: is missing: the game takes samples of another kind there");
    String apart =
        Files.readString(Path.of(paired("")))
            .replace(", source: {grey: true}", "")
            .replace(
                "game: translation",
                "sides: {source: {" + reader("grey") + "}}\ngame: translation");
    assertThat(
            refused(
                "train",
                Files.writeString(temp.resolve("apart.yaml"), apart).toString(),
                "--run-dir",
                run))
        .contains(
            "sides.source.reader: gives 6 samples", "that they are partners of are 20 samples");
    assertThat(temp.resolve("run")).doesNotExist();
  }
}
