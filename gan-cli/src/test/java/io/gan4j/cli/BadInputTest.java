package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Bad input ends in a clear message, an exit code, and nothing half-written")
class BadInputTest {
  @TempDir Path temp;

  /** Trains into a directory that must not be there afterwards. */
  private Cli refused(int exitCode, String... arguments) {
    Path run = temp.resolve("run");
    String[] all = new String[arguments.length + 3];
    all[0] = "train";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--run-dir";
    all[arguments.length + 2] = run.toString();
    Cli cli = Cli.run(all);
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(exitCode);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(run).doesNotExist();
    return cli;
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(temp.resolve("run.yaml"), yaml);
  }

  @Nested
  @DisplayName("in a run file")
  class InRunFile {
    @Test
    @DisplayName("several mistakes are reported together, each with its line")
    void together() throws IOException {
      Path file =
          file(
              """
              data: {reader: digits, batchSize: 0}
              generator:
                network: {type: mpl}
                optimizer: {type: adam, learningRate: -1}
              discriminator:
                network: {type: mlp, dropout: 1.0}
                learningRate: 1
              training: {steps: many}
              """);
      String err = refused(2, file.toString()).err();
      assertThat(err.lines().toList())
          .containsExactly(
              "6 mistakes:",
              "  " + file + ":1: data.batchSize: must be > 0, found 0",
              "  "
                  + file
                  + ":3: generator.network.type: no architecture is called 'mpl'; did you mean"
                  + " 'mlp'? Accepted: mlp, dcgan, sndcgan, r3gan, resnet, sagan, unet,"
                  + " translation-resnet, patchgan, conditional, table, layers",
              "  " + file + ":4: generator.optimizer.learningRate: must be >= 0, found -1.0",
              "  " + file + ":6: discriminator.network.dropout: must be in [0.0, 1.0), found 1.0",
              "  "
                  + file
                  + ":7: discriminator.learningRate: unknown key; accepted: network, parts, inputs,"
                  + " optimizer, average, constraints, maxGradientNorm, freeze, augmentations",
              "  " + file + ":8: training.steps: expected a whole number, found 'many'");
    }

    @Test
    @DisplayName(
        "penalties that cannot work with the discriminator's layers are told at their line")
    void conflicts() throws IOException {
      Path file =
          file(
              """
              data: {reader: digits}
              generator: {network: dcgan}
              discriminator: {network: dcgan}
              loss: wasserstein
              terms:
                - gradient-penalty
                - r1
              """);
      assertThat(refused(2, file.toString()).err().lines().toList())
          .satisfiesExactly(
              line -> assertThat(line).isEqualTo("2 mistakes:"),
              line ->
                  assertThat(line)
                      .startsWith(
                          "  "
                              + file
                              + ":6: terms[0]: penalises each sample's own gradient, but layer"
                              + " 2.batch-norm of the discriminator"),
              line -> assertThat(line).startsWith("  " + file + ":7: terms[1]: penalises"));
    }

    @Test
    @DisplayName("networks whose shapes do not meet are told with layer and shapes, at their line")
    void shapes() throws IOException {
      Path file =
          file(
              """
              data: {reader: digits}
              generator:
                network: {type: layers, layers: [{type: dense, units: 100}, {type: reshape, shape: [28, 28, 1]}]}
              discriminator:
                network: {type: layers, layers: [flatten, {type: dense, units: 1, activation: sigmoid}]}
              """);
      assertThat(refused(2, file.toString()).err().lines().toList())
          .containsExactly(
              "2 mistakes:",
              "  "
                  + file
                  + ":3: generator.network: layer 1.reshape: makes [28, 28, 1] (784 values), got"
                  + " [100] (100 values)",
              "  "
                  + file
                  + ":5: discriminator.network: the discriminator's output lies in [0, 1], but raw"
                  + " scores are unbounded: leave the activation off its last layer, the loss"
                  + " applies what it needs");
    }

    @Test
    @DisplayName("a generator that makes another shape or range than the data is refused")
    void generatorOutput() {
      assertThat(
              refused(
                      2,
                      "--set",
                      "generator.network={type: layers, layers: [{type: dense, units: 100}]}")
                  .err())
          .contains("the generator makes samples of shape [100], the data has [28, 28, 1]");
      assertThat(refused(2, "--set", "generator.network={type: mlp, output: sigmoid}").err())
          .contains("the generator's output lies in [0, 1], the data in [-1, 1]")
          .contains("set data.range to unit");
    }

    @Test
    @DisplayName("a file that is missing, a folder, or no YAML")
    void notAFile() throws IOException {
      assertThat(refused(2, temp.resolve("none.yaml").toString()).err())
          .contains("none.yaml: there is no such file");
      assertThat(refused(2, temp.toString()).err()).contains("is a folder");
      assertThat(refused(2, file("a: [1, 2").toString()).err()).contains("run.yaml:");
    }
  }

  @Nested
  @DisplayName("on the command line")
  class OnTheCommandLine {
    @Test
    @DisplayName("an unknown preset, with a suggestion")
    void preset() {
      assertThat(refused(2, "digit").err()).contains("did you mean 'digits'?");
    }

    @Test
    @DisplayName("an override of what is not there, or with what cannot be")
    void overrides() {
      assertThat(refused(2, "--set", "loss=minmax", "--set", "foo=1", "--seed", "x").err())
          .contains("3 mistakes")
          .contains("--set loss: no loss is called 'minmax'; did you mean 'minimax'?")
          .contains("--set foo: unknown key")
          .contains("--set seed: expected a whole number, found 'x'");
    }

    @Test
    @DisplayName("a batch in parts that do not add up to it")
    void parts() {
      assertThat(
              refused(
                      2,
                      "--set",
                      "training.accumulate=3",
                      "--set",
                      "loss=relativistic-average",
                      "--set",
                      "generator.network={type: dcgan}")
                  .err())
          .contains("training.accumulate: must divide data.batchSize (64), found 3")
          .contains("a batch cannot pass in parts: layer 2.batch-norm of the generator makes")
          .contains("a batch cannot pass in parts: loss.discriminator is no mean over samples")
          .contains("a batch cannot pass in parts: loss.generator is no mean over samples");
    }

    @Test
    @DisplayName("networks that no memory holds, with the numbers and what to do")
    void memory() {
      assertThat(
              refused(1, "digits-mlp", "--set", "generator.network.units=[500000, 500000]").err())
          .containsPattern(
              "the run needs about \\d\\.\\d TiB of memory, and there are [\\d.]+ [MG]iB"
                  + " for this process; no batch is small enough for that: take smaller networks")
          .contains("watches.memory=ignore");
      assertThat(refused(2, "--set", "watches.memory=warn").err())
          .contains("watches.memory: must be stop or ignore");
    }

    @Test
    @DisplayName("a device that is not there")
    void device() {
      assertThat(refused(1, "--device", "gpu:7").err())
          .contains("gpu:7 is not there")
          .contains("cpu");
      assertThat(refused(2, "--device", "tpu").err()).contains("must be auto, cpu or gpu:N");
    }

    @Test
    @DisplayName("an unknown option or command, with the usage")
    void usage() {
      assertThat(refused(2, "--bogus").err())
          .contains("unknown option '--bogus'")
          .contains("Usage: gan train");
      assertThat(Cli.run("trian").exitCode()).isEqualTo(2);
      assertThat(Cli.run().err()).contains("which command?").contains("doctor");
    }

    @Test
    @DisplayName("an existing run directory stays as it was")
    void existing() throws IOException {
      Path folder = Files.createDirectory(temp.resolve("mine"));
      Path mine = Files.writeString(folder.resolve("thesis.txt"), "dear");
      Cli cli = Cli.run("train", "--run-dir", folder.toString());
      assertThat(cli.exitCode()).isEqualTo(1);
      assertThat(cli.err()).contains("exists and is not empty");
      assertThat(folder).isDirectoryNotContaining("glob:**config.yaml");
      assertThat(mine).hasContent("dear");
    }

    @Test
    @DisplayName("a run directory that cannot be made")
    void unwritable() throws IOException {
      Path file = Files.writeString(temp.resolve("file"), "");
      Cli cli = Cli.run("train", "--run-dir", file.resolve("run").toString());
      assertThat(cli.exitCode()).isEqualTo(1);
      assertThat(cli.err()).contains("is a file, not a directory");
    }
  }

  @Nested
  @DisplayName("as data")
  class AsData {
    @Test
    @DisplayName("a file that is missing, empty, truncated or of another format")
    void files() throws IOException {
      assertThat(refused(1, "--data", temp.resolve("none").toString()).err())
          .contains("no such file or folder");
      Path text = Files.writeString(temp.resolve("notes.txt"), "hello");
      assertThat(refused(1, "--data", text.toString()).err()).contains("notes.txt").contains("IDX");
      Path empty = Files.createFile(temp.resolve("empty"));
      assertThat(refused(1, "--data", empty.toString()).err()).contains("empty");
      Path cut =
          Files.write(
              temp.resolve("cut"),
              new byte[] {0, 0, 8, 3, 0, 0, 0, 9, 0, 0, 0, 28, 0, 0, 0, 28, 1, 2});
      assertThat(refused(1, "--data", cut.toString()).err()).contains("cut");
    }
  }

  @Nested
  @DisplayName("to the other commands")
  class OtherCommands {
    @Test
    @DisplayName("what is no run and no model")
    void source() {
      Cli sample = Cli.run("sample", temp.toString(), "--out", temp.resolve("x.png").toString());
      assertThat(sample.exitCode()).isEqualTo(1);
      assertThat(sample.err()).contains("is not a SavedModel");
      assertThat(Cli.run("export", temp.toString(), "--out", temp.resolve("x").toString()).err())
          .contains("is not a run directory");
      assertThat(Cli.run("sample", temp.toString(), "--out", "x.jpg").err())
          .contains(".png or .npy");
      assertThat(Cli.run("sample", temp.toString()).exitCode()).isEqualTo(2);
    }

    @Test
    @DisplayName("an unknown kind, with those there are")
    void list() {
      assertThat(Cli.run("list", "losess").err()).contains("losses");
    }

    @Test
    @DisplayName("a preset is not copied over a file")
    void presetCopy() throws IOException {
      Path file = Files.writeString(temp.resolve("mine.yaml"), "mine");
      assertThat(Cli.run("preset", "copy", "digits", file.toString()).exitCode()).isEqualTo(2);
      assertThat(file).hasContent("mine");
    }
  }

  @Test
  @DisplayName("of a hundred thousand characters is not repeated")
  void longArguments() {
    String digits = "9".repeat(100_000);
    for (String[] command :
        new String[][] {
          {"sample", "x", "--out", "a.npy", "--count", digits},
          {"train", "digits", "--dry-run", "--steps", digits},
          {"train", "digits", "--dry-run", "--set", "training.steps=" + digits},
          {"train", digits},
          {"data", "fetch", digits},
          {"list", digits},
          {"--" + digits},
          {digits}
        }) {
      Cli cli = Cli.run(command);
      assertThat(cli.exitCode()).as(command[0]).isEqualTo(2);
      assertThat(cli.err()).as(command[0]).isNotBlank().hasSizeLessThan(12_000);
    }
  }
}
