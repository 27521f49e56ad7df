package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.core.Gan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Features of one's own, and pictures of what was learnt")
class FeaturesTest {
  @TempDir static Path folder;

  private static Path classifier;
  private static Path run;
  private static String told;

  @BeforeAll
  static void train() throws IOException {
    Path data = folder.resolve("few-digits.yaml");
    Files.writeString(
        data,
        Gan.load()
            .presetText("conditional-digits")
            .replace(
                "data: {reader: digits,",
                "data: {reader: digits, split: '[:1500]', holdOut: 0.2,"));
    classifier = folder.resolve("classifier");
    told =
        done(
                "features",
                "train",
                data.toString(),
                "--out",
                classifier.toString(),
                "--epochs",
                "2",
                "--batch-size",
                "50",
                "--device",
                "cpu")
            .err();
    run = folder.resolve("run");
    done(
        "train",
        data.toString(),
        "--steps",
        "3",
        "--run-dir",
        run.toString(),
        "--set",
        "samples.every=0");
  }

  private static Cli done(String... arguments) {
    Cli cli = Cli.run(arguments);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return cli;
  }

  @Test
  @DisplayName("a classifier learns from few digits, and tells how often it is right on others")
  void learns() throws IOException {
    Matcher accuracy = Pattern.compile("right on ([\\d.]+) % of 300 test samples").matcher(told);
    assertThat(accuracy.find()).as(told).isTrue();
    // by chance it would be 10
    assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThan(60);
    assertThat(classifier.resolve("assets.extra/gan4j.json"))
        .content()
        .contains("\"kind\" : \"classifier\"", "\"accuracy\"", "\"dataHash\"");
  }

  @Test
  @DisplayName("an evaluation takes it by its folder alone, and its protocol has its hash")
  void evaluates() {
    String results =
        done(
                "evaluate",
                run.toString(),
                "--metrics",
                "class-coverage,class-accuracy,frechet-distance",
                "--set",
                "evaluation={generated: 100, real: 100, features: {type: saved-model, model: "
                    + classifier
                    + "}}",
                "--json")
            .out();
    assertThat(results)
        .contains("\"class-share-9\"")
        .contains("\"class-accuracy-of-data\"")
        .contains("\"features\":\"classifier features, pixels in [-1.0, 1.0]\"")
        .containsPattern("\"featuresHash\":\"[0-9a-f]{64}\"");
  }

  @Test
  @DisplayName("an export is allowed to a generator that does not copy, by what the run holds out")
  void gate() {
    Path refused = folder.resolve("refused");
    // three steps make noise, which is far from every digit: nothing is copied
    Cli allowed =
        done(
            "export",
            run.toString(),
            "--out",
            folder.resolve("allowed").toString(),
            "--max-copied",
            "0");
    assertThat(allowed.err()).contains("copied-share").contains("300 of");
    Cli usage = Cli.run("export", run.toString(), "--out", refused.toString(), "--max-copied", "7");
    assertThat(usage.exitCode()).isEqualTo(2);
    assertThat(refused).doesNotExist();
  }

  @Test
  @DisplayName("an export is refused to a generator that is nearer to training samples than others")
  void refusal() throws IOException {
    // white images are farther from every digit than the noise of three steps is
    Path white = folder.resolve("white-images-idx3-ubyte");
    ByteBuffer images = ByteBuffer.allocate(16 + 120 * 28 * 28);
    images.putInt(0x803).putInt(120).putInt(28).putInt(28);
    while (images.hasRemaining()) {
      images.put((byte) 0xFF);
    }
    Files.write(white, images.array());
    Path refused = folder.resolve("copies");
    Cli gate =
        Cli.run(
            "export",
            run.toString(),
            "--out",
            refused.toString(),
            "--max-copied",
            "0.03",
            "--data",
            white.toString());
    assertThat(gate.exitCode()).isEqualTo(1);
    assertThat(gate.err())
        .contains(
            "not exported: 100.00 % of the samples lie nearer to a training sample than 99 % of the"
                + " held-out ones do, and --max-copied allows 3.00 %");
    assertThat(refused).doesNotExist();
  }

  @Test
  @DisplayName("pictures are drawn, and the report shows them")
  void pictures() throws IOException {
    String dir = run.toString();
    Cli neighbours = done("picture", dir, "neighbours", "--count", "3", "--neighbours", "2");
    assertThat(neighbours.err()).contains("sample 2: training sample ");
    done("picture", dir, "interpolation", "--rows", "2", "--steps", "4", "--path", "spherical");
    done("picture", dir, "classes", "--count", "3");
    done("picture", dir, "walk", "--count", "4", "--stops", "2", "--between", "3");
    done("picture", dir, "map", "--count", "60");
    Path pictures = run.resolve("pictures");
    // ten classes of three, each sample 28 pixels three times as large, with 2 between them
    assertThat(ImageIO.read(pictures.resolve("classes.png").toFile()).getHeight())
        .isEqualTo(10 * 86 + 2);
    assertThat(ImageIO.read(pictures.resolve("interpolation-spherical.png").toFile()).getWidth())
        .isEqualTo(4 * 86 + 2);
    assertThat(pictures.resolve("walk.gif")).exists();
    Path page = Path.of(done("report", dir).out().strip());
    assertThat(page)
        .content()
        .contains("Great circles from one latent to another", "A walk through the latents")
        .contains("data:image/gif;base64,");
    Cli none = Cli.run("picture", dir, "neighbours", "--count", "0");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("--count must be above 0, found 0");
  }
}
