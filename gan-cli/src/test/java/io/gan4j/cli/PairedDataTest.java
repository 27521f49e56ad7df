package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A run on samples that belong together")
class PairedDataTest {
  private static final String PLAYERS =
      """
      seed: 3
      latents: {type: normal, size: 2}
      generator:
        network: {type: layers, layers: [{type: dense, units: 4, activation: tanh}, {type: dense, units: 1}]}
        average: ema
      discriminator:
        network: {type: layers, layers: [{type: dense, units: 4, activation: tanh}, {type: dense, units: 1}]}
      samples: {every: 3, count: 9}
      training: {steps: 6}
      """;

  @TempDir Path temp;

  @BeforeEach
  void tables() throws IOException {
    StringBuilder numbers = new StringBuilder("x\n");
    StringBuilder conditions = new StringBuilder("angle,height\n");
    for (int i = 0; i < 20; i++) {
      numbers.append(i / 10.0).append('\n');
      conditions.append(String.format(Locale.ROOT, "%d,%.1f%n", i * 18, 2 - i / 10.0));
    }
    Files.writeString(temp.resolve("numbers.csv"), numbers);
    Files.writeString(temp.resolve("conditions.csv"), conditions);
  }

  private String file(String provider, String game) throws IOException {
    String side = game.equals("translation") ? "source" : "condition";
    String text =
        "provider: %s%ngame: %s%ndata: {reader: {type: csv, path: %s}, batchSize: 8}%n"
                .formatted(provider, game, temp.resolve("numbers.csv"))
            + "sides: {%s: {reader: {type: csv, path: %s}}}%n"
                .formatted(side, temp.resolve("conditions.csv"))
            + PLAYERS;
    return Files.writeString(temp.resolve("run.yaml"), text).toString();
  }

  private static Cli done(String... command) {
    Cli cli = Cli.run(command);
    assertThat(cli.exitCode()).as(String.join(" ", command) + ": " + cli.err()).isZero();
    return cli;
  }

  @ParameterizedTest
  @CsvSource({
    "tensorflow, translation",
    "tensorflow, conditional",
    "test-doubles, translation",
    "test-doubles, conditional"
  })
  @DisplayName("trains, goes on to the bit, and exports its players, on")
  void resumes(String provider, String game) throws IOException {
    String file = file(provider, game);
    Path whole = temp.resolve("whole");
    Path halves = temp.resolve("halves");
    done("train", file, "--run-dir", whole.toString());
    done("train", file, "--run-dir", halves.toString(), "--steps", "3");
    done("resume", halves.toString(), "--steps", "6");
    String last = "checkpoints/step-00000006/state.safetensors";
    assertThat(halves.resolve(last)).hasSameBinaryContentAs(whole.resolve(last));
    assertThat(whole.resolve("model")).isNotEmptyDirectory();
    done("report", whole.toString());
    for (String player : List.of("generator", "discriminator")) {
      Path model = temp.resolve(player);
      done("export", whole.toString(), "--player", player, "--out", model.toString());
      assertThat(model).isNotEmptyDirectory();
    }
  }

  @Test
  @DisplayName("is shown before it trains, each side with what its samples are")
  void shown() throws IOException {
    String file = file("test-doubles", "conditional");
    String shown = done("train", file, "--dry-run").out();
    assertThat(shown.split("side of the data", -1)).hasSize(2);
    assertThat(shown.lines().map(PairedDataTest::words))
        .containsSubsequence(
            "side of the data a sample samples",
            "data [1] 20 samples 1, from " + temp.resolve("numbers.csv"),
            "condition, partners of data one by one [2] 20 samples 2, from "
                + temp.resolve("conditions.csv"));
    assertThat(done("data", "inspect", file).out().lines().map(PairedDataTest::words))
        .containsSubsequence(
            "side data",
            "samples 20 of shape 1",
            "",
            "side condition, partners of data one by one",
            "samples 20 of shape 2");
  }

  @Test
  @DisplayName("is shown with the named vectors that its samples carry")
  void vectors() throws IOException {
    Path pictures = Files.createDirectory(temp.resolve("pictures"));
    StringBuilder rows = new StringBuilder("file,angle,smiling\n");
    for (int i = 0; i < 3; i++) {
      BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setSample(0, 0, 0, i);
      ImageIO.write(image, "png", pictures.resolve(i + ".png").toFile());
      rows.append(i).append(".png,").append(i * 45).append(",0.5\n");
    }
    Path table = Files.writeString(temp.resolve("attributes.csv"), rows);
    Path file =
        Files.writeString(
            temp.resolve("vectors.yaml"),
            """
            data: {reader: {type: image-folder, path: %s, attributes: %s}, batchSize: 2}
            generator: {network: {type: mlp, units: [2]}}
            discriminator: {network: {type: mlp, units: [2]}}
            """
                .formatted(pictures, table));
    assertThat(done("train", file.toString(), "--dry-run").out().lines().map(PairedDataTest::words))
        .contains("vectors beside each [2] angle (0 to 90), smiling (0.500000 to 0.500000)");
    assertThat(done("data", "inspect", file.toString()).out().lines().map(PairedDataTest::words))
        .contains(
            "vectors 2 numbers beside each sample: angle (0 to 90), smiling (0.500000 to"
                + " 0.500000)");
  }

  private static String words(String line) {
    return line.replaceAll(" +", " ").strip();
  }

  @Test
  @DisplayName("draws grids, and is measured, with conditions of the data")
  void measured() throws IOException {
    Path run = temp.resolve("run");
    done("train", file("tensorflow", "conditional"), "--run-dir", run.toString());
    assertThat(run.resolve("events.jsonl")).content().contains("\"samples-drawn\"");
    String[] command = {
      "evaluate",
      run.toString(),
      "--metrics",
      "wasserstein-1d",
      "--set",
      "evaluation.generated=200",
      "--set",
      "evaluation.real=20"
    };
    assertThat(done(command).out()).contains("wasserstein-1d");
  }

  @Test
  @DisplayName("refuses samples of latents alone, and says what its generator takes")
  void refused() throws IOException {
    Path run = temp.resolve("run");
    done("train", file("test-doubles", "translation"), "--run-dir", run.toString());
    Cli refused = Cli.run("sample", run.toString(), "--out", temp.resolve("x.npy").toString());
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "the generator takes source, and this draws latents alone",
            "gan export --player generator writes a model that takes all of it");
  }
}
