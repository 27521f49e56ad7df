package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.internal.FileTrees;
import io.gan4j.core.Gan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A run that has not ended")
class SampledRunTest {
  @TempDir static Path trained;
  @TempDir Path temp;

  private Path run;

  @BeforeAll
  static void train() {
    String to = trained.resolve("run").toString();
    done("train", "ring-2d", "--steps", "4", "--set", "samples.every=0", "--run-dir", to);
  }

  @BeforeEach
  void copy() throws IOException {
    run = temp.resolve("run");
    CheckedRunTest.copy(trained.resolve("run"), run);
  }

  private String at() {
    return run.toString();
  }

  private static Cli done(String... arguments) {
    Cli cli = Cli.run(arguments);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return cli;
  }

  private byte[] samples(String told, String... more) throws IOException {
    Path file = temp.resolve("samples.npy");
    String[] arguments =
        Stream.concat(Stream.of("sample", at(), "--out", file.toString()), Stream.of(more))
            .toArray(String[]::new);
    assertThat(done(arguments).err()).contains(told);
    return Files.readAllBytes(file);
  }

  @Test
  @DisplayName("gives samples of its newest checkpoint, says which, and leaves nothing behind")
  void newest() throws IOException {
    byte[] ended = samples("64 samples of step 4 in ");
    FileTrees.remove(run.resolve("model"));
    assertThat(samples("64 samples of step 4, the newest checkpoint, in ")).isEqualTo(ended);
    Gan gan = Gan.load();
    Console console = Console.of(System.out, System.err, StandardCharsets.UTF_8, false, 80);
    TrainedGenerator generator =
        TrainedGenerator.of(CheckedRun.open(gan, run, console), gan, gan, false, console);
    assertThat(generator.temporary()).isNotEmptyDirectory();
    generator.close();
    assertThat(generator.temporary()).doesNotExist();
    assertThat(run.resolve("model")).doesNotExist();
    Cli best = Cli.run("sample", at(), "--best", "--out", temp.resolve("b.npy").toString());
    assertThat(best.exitCode()).isEqualTo(1);
    assertThat(best.err()).contains("holds no best checkpoint");
  }

  @Test
  @DisplayName("but goes on gives samples of its newest checkpoint, not of where it ended once")
  void goesOn() throws IOException {
    byte[] ended = samples("of step 4 in ");
    Path model = temp.resolve("model-of-step-4");
    Files.move(run.resolve("model"), model);
    done("resume", at(), "--steps", "9");
    byte[] later = samples("of step 9 in ");
    FileTrees.remove(run.resolve("model"));
    Files.move(model, run.resolve("model"));
    assertThat(samples("of step 9, the newest checkpoint, in "))
        .isEqualTo(later)
        .isNotEqualTo(ended);
  }

  @Test
  @DisplayName("without any checkpoint says when there is one")
  void none() throws IOException {
    FileTrees.remove(run.resolve("model"));
    FileTrees.remove(run.resolve("checkpoints"));
    Cli cli = Cli.run("sample", at(), "--out", temp.resolve("a.npy").toString());
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("holds no checkpoint yet: wait for checkpoints.every steps");
  }

  @Test
  @DisplayName("is pictured and measured at the step that is told, the run named first")
  void pictures() {
    assertThat(
            done(
                    "evaluate",
                    at(),
                    "--metrics",
                    "mode-coverage",
                    "--set",
                    "evaluation.generated=100")
                .err())
        .contains("gan: measuring step 4");
    Cli none = Cli.run("picture", "classes");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("of which run? gan picture RUN_DIR classes");
    Cli old = Cli.run("picture", "classes", at());
    assertThat(old.err())
        .contains("gan: the run stands first now: gan picture " + at() + " classes");
    Cli twice = Cli.run("picture", at(), "classes", "other");
    assertThat(twice.exitCode()).isEqualTo(2);
    assertThat(twice.err()).contains("takes one run");
  }
}
