package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line has no ONNX Runtime: it writes what others load. */
@DisplayName("gan export --format onnx")
class OnnxExportTest {
  @TempDir Path temp;

  @Test
  @DisplayName("writes one file, and says what loading it takes; other formats are refused")
  void export() throws IOException {
    Path run = temp.resolve("run");
    Cli trained = Cli.run("train", "ring-2d", "--steps", "2", "--run-dir", run.toString());
    assertThat(trained.exitCode()).as(trained.err()).isZero();

    Path file = temp.resolve("generator.onnx");
    Cli exported = export(run, file, "onnx");
    assertThat(exported.exitCode()).as(exported.err()).isZero();
    assertThat(exported.out()).isEqualTo(file + System.lineSeparator());
    assertThat(file).isNotEmptyFile();

    Cli again = export(run, file, "onnx");
    assertThat(again.exitCode()).isNotZero();
    assertThat(again.err()).contains("is there already: name another file");
    Cli folder = export(run, temp, "onnx");
    assertThat(folder.exitCode()).isNotZero();
    assertThat(folder.err()).contains("is a folder: an ONNX file needs a name of its own");
    Cli other = export(run, temp.resolve("other"), "tflite");
    assertThat(other.exitCode()).isNotZero();
    assertThat(other.err()).contains("--format must be saved-model or onnx, found 'tflite'");

    Cli sampled =
        Cli.run("sample", file.toString(), "--out", temp.resolve("samples.npy").toString());
    assertThat(sampled.exitCode()).isNotZero();
    assertThat(sampled.err()).contains("adds com.microsoft.onnxruntime:onnxruntime");

    Files.writeString(file, "no model");
    Cli damaged =
        Cli.run("sample", file.toString(), "--out", temp.resolve("samples.npy").toString());
    assertThat(damaged.err()).contains("is no ONNX file, or a damaged one");
  }

  @Test
  @DisplayName(
      "refuses samples whose way back to pixels it cannot hold, by the name of what did it")
  void whitened() {
    Path run = temp.resolve("whitened");
    Cli trained =
        Cli.run(
            "train",
            "digits-mlp",
            "--steps",
            "1",
            "--run-dir",
            run.toString(),
            "--set",
            "data.resize=8",
            "--set",
            "data.normalize=[zca]",
            "--set",
            "evaluation.everyImages=0");
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    Path file = temp.resolve("whitened.onnx");
    Cli refused = export(run, file, "onnx");
    assertThat(refused.exitCode()).isEqualTo(CommandLineRunner.USAGE);
    assertThat(refused.err()).contains("data.normalize (", "zca", "export a SavedModel");
    assertThat(file).doesNotExist();
  }

  private static Cli export(Path run, Path out, String format) {
    return Cli.run("export", run.toString(), "--format", format, "--out", out.toString());
  }
}
