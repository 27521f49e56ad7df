package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("From gan train to an exported generator")
class TrainToExportTest {
  @TempDir Path temp;

  private Path train(String name, String... more) {
    Path run = temp.resolve(name);
    String[] arguments = new String[more.length + 3];
    arguments[0] = "train";
    arguments[1] = "--run-dir";
    arguments[2] = run.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    Cli cli = Cli.run(arguments);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out()).isEqualTo(run + System.lineSeparator());
    return run;
  }

  @Test
  @DisplayName("a run leaves everything it can be told from in its directory")
  void runDirectory() throws IOException {
    Path run =
        train("run", "--steps", "12", "--set", "samples.every=5", "--set", "checkpoints.every=5");
    assertThat(run.resolve("config.yaml"))
        .content()
        .contains("steps: 12")
        .contains("type: non-saturating");
    assertThat(run.resolve("run.json"))
        .content()
        .contains("\"dataSha256\"")
        .contains("TensorFlow 2.18.0");
    List<String> events = Files.readAllLines(run.resolve("events.jsonl"));
    assertThat(events).filteredOn(line -> line.contains("\"step-completed\"")).hasSize(12);
    assertThat(events.get(0)).contains("\"run-started\"");
    assertThat(events.get(events.size() - 1))
        .contains("\"run-finished\"")
        .contains("\"completed\"");
    for (String step : List.of("00000000", "00000005", "00000010", "00000012")) {
      BufferedImage grid = ImageIO.read(run.resolve("samples/step-" + step + ".png").toFile());
      assertThat(grid.getWidth()).isEqualTo(grid.getHeight()).isGreaterThan(8 * 28);
    }
    assertThat(run.resolve("curves.png")).isNotEmptyFile();
    assertThat(run.resolve("model/saved_model.pb")).isNotEmptyFile();
    assertThat(run.resolve("checkpoints")).isDirectoryContaining("glob:**/step-00000012");
    assertThat(run.resolve("tensorboard")).isNotEmptyDirectory();
  }

  @Test
  @DisplayName("samples are the same for a seed, from the run, its model, and an export")
  void samples() throws IOException {
    Path run = train("run", "--steps", "3");
    Path exported = temp.resolve("exported");
    assertThat(Cli.run("export", run.toString(), "--out", exported.toString()).exitCode()).isZero();
    byte[] first = npy(run, 5, 9);
    assertThat(npy(run.resolve("model"), 5, 9)).isEqualTo(first);
    assertThat(npy(exported, 5, 9)).isEqualTo(first);
    assertThat(npy(run, 5, 10)).isNotEqualTo(first);

    ByteBuffer bytes = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(new String(first, 0, 128, StandardCharsets.ISO_8859_1))
        .contains("'<f4'")
        .contains("(5, 28, 28, 1,)");
    assertThat(first).hasSize(128 + 5 * 784 * 4);
    bytes.position(128);
    while (bytes.hasRemaining()) {
      assertThat(bytes.getFloat()).isBetween(-1f, 1f);
    }
    Path png = temp.resolve("grid.png");
    assertThat(
            Cli.run("sample", run.toString(), "--count", "4", "--out", png.toString()).exitCode())
        .isZero();
    assertThat(ImageIO.read(png.toFile())).isNotNull();
  }

  private byte[] npy(Path source, int count, int seed) throws IOException {
    Path file = temp.resolve("samples.npy");
    Cli cli =
        Cli.run(
            "sample",
            source.toString(),
            "--count",
            "" + count,
            "--seed",
            "" + seed,
            "--out",
            file.toString());
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return Files.readAllBytes(file);
  }

  @Test
  @DisplayName("a resumed run ends in the same state as one that was never stopped")
  void resume() throws IOException {
    // a schedule over all planned steps would differ between 4 planned and 8
    String rate = "generator.optimizer.learningRate=2.0e-4";
    Path whole =
        train(
            "whole",
            "--steps",
            "8",
            "--set",
            rate,
            "--set",
            rate.replace("generator", "discriminator"));
    Path parts =
        train(
            "parts",
            "--steps",
            "4",
            "--set",
            rate,
            "--set",
            rate.replace("generator", "discriminator"));
    Cli resumed = Cli.run("resume", parts.toString(), "--steps", "8");
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    String state = "checkpoints/step-00000008/state.safetensors";
    assertThat(parts.resolve(state)).hasSameBinaryContentAs(whole.resolve(state));
    assertThat(Files.readAllLines(parts.resolve("events.jsonl")))
        .filteredOn(line -> line.contains("\"step-completed\""))
        .hasSize(8);
    assertThat(Cli.run("resume", parts.toString()).err()).contains("the run is done: 8 of 8 steps");
    assertThat(Cli.run("resume", parts.toString(), "--steps", "8").exitCode())
        .isEqualTo(CommandLineRunner.USAGE);
  }

  @Test
  @DisplayName("two runs with one seed are the same to the bit; another seed differs")
  void reproducible() throws IOException {
    String state = "checkpoints/step-00000005/state.safetensors";
    Path first = train("first", "--steps", "5").resolve(state);
    assertThat(train("second", "--steps", "5").resolve(state)).hasSameBinaryContentAs(first);
    assertThat(Files.mismatch(train("other", "--steps", "5", "--seed", "8").resolve(state), first))
        .isNotNegative();
  }

  @Test
  @DisplayName("--data alone takes an IDX file, gzipped here, by its content")
  void ownData() throws IOException {
    Path idx = temp.resolve("anything.bin");
    ByteBuffer header = ByteBuffer.allocate(16).putInt(0x803).putInt(150).putInt(12).putInt(10);
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(idx))) {
      out.write(header.array());
      for (int i = 0; i < 150 * 120; i++) {
        out.write(i * 31);
      }
    }
    Path run = train("own", "--data", idx.toString(), "--steps", "2");
    assertThat(run.resolve("config.yaml")).content().contains("anything.bin");
    assertThat(run.resolve("run.json")).content().contains("12x10");
  }

  @Test
  @DisplayName("a 1-D run draws the figure of densities, a 2-D run the one of points")
  void figures() {
    assertThat(train("one", "gaussian-1d", "--steps", "2").resolve("figures/step-00000002.png"))
        .isNotEmptyFile();
    assertThat(train("two", "ring-2d", "--steps", "2").resolve("figures/step-00000002.png"))
        .isNotEmptyFile();
  }

  @Test
  @DisplayName("on a terminal progress is one line that is redrawn")
  void progress() {
    Cli cli = Cli.run(true, "train", "--run-dir", temp.resolve("bar").toString(), "--steps", "3");
    assertThat(cli.err())
        .contains("\r[====================]  step 3/3")
        .contains("D(x)")
        .contains("loss D");
  }
}
