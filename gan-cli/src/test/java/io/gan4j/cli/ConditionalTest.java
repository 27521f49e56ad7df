package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A conditional GAN on the command line")
class ConditionalTest {
  private static final int SAMPLE = 28 * 28 * Float.BYTES;
  private static final int HEADER = 128;

  @TempDir Path temp;

  private Path train(String... more) {
    Path run = temp.resolve("run");
    String[] fixed = {
      "train",
      "conditional-digits",
      "--run-dir",
      run.toString(),
      "--steps",
      "3",
      "--set",
      "generator.network.of.baseChannels=2",
      "--set",
      "discriminator.network.of.baseChannels=2"
    };
    String[] all = Arrays.copyOf(fixed, fixed.length + more.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    Cli cli = Cli.run(all);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return run;
  }

  private byte[] npy(Path source, String... more) throws IOException {
    Path file = temp.resolve("samples.npy");
    Cli cli = sample(source, file, more);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return Files.readAllBytes(file);
  }

  private static Cli sample(Path source, Path file, String... more) {
    String[] all = Arrays.copyOf(new String[] {"sample", source.toString()}, 4 + more.length);
    all[2] = "--out";
    all[3] = file.toString();
    System.arraycopy(more, 0, all, 4, more.length);
    return Cli.run(all);
  }

  @Test
  @DisplayName("samples the class that is asked for, and the classes in turn or in rows otherwise")
  void samples() throws IOException {
    Path run = train("--set", "samples.count=30");
    BufferedImage grid = ImageIO.read(run.resolve("samples/step-00000003.png").toFile());
    assertThat(grid.getHeight() / (double) grid.getWidth())
        .as("ten rows of three")
        .isBetween(3.2, 3.4);

    byte[] turns = npy(run, "--count", "12");
    byte[] sevens = npy(run, "--count", "12", "--label", "7");
    assertThat(npy(run.resolve("model"), "--count", "12")).isEqualTo(turns);
    assertThat(row(turns, 7)).as("the eighth in turn is a seven").isEqualTo(row(sevens, 7));
    assertThat(row(turns, 8)).isNotEqualTo(row(sevens, 8));
    assertThat(row(turns, 1)).isNotEqualTo(row(turns, 11));

    Path png = temp.resolve("grid.png");
    assertThat(sample(run, png, "--count", "20").exitCode()).isZero();
    BufferedImage rows = ImageIO.read(png.toFile());
    assertThat(rows.getHeight() / (double) rows.getWidth())
        .as("ten rows of two")
        .isBetween(4.8, 5.1);

    Cli unknown = sample(run, png, "--label", "ten");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err())
        .contains("--label ten: there is no such class; accepted: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9");
  }

  private static byte[] row(byte[] npy, int index) {
    int from = HEADER + index * SAMPLE;
    return Arrays.copyOfRange(npy, from, from + SAMPLE);
  }

  @Test
  @DisplayName("is refused on data without labels, naming the network")
  void unlabelled() {
    Cli cli = Cli.run("train", "conditional-digits", "--set", "data.reader=gaussian", "--dry-run");
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err())
        .contains(
            "generator.network: conditional networks see the labels of the data, which has none");
  }
}
