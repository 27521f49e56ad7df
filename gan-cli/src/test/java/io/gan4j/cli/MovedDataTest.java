package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Data that was moved")
class MovedDataTest {
  private static final String ROWS = "a,b\n1.5,2\n2.5,4\n3.5,6\n4.5,9\n";

  @TempDir Path temp;
  private Path run;
  private Path moved;

  /** A run on a file that a relative path names, which is elsewhere then. */
  @BeforeEach
  void train() throws IOException {
    Path data = Files.writeString(temp.resolve("data.csv"), ROWS);
    Path relative = Path.of("").toAbsolutePath().relativize(data);
    String file =
        """
        name: moved
        data: {reader: {type: csv, path: %s}, batchSize: 2}
        generator: {network: {type: mlp, units: [4], output: linear}}
        discriminator: {network: {type: mlp, units: [4]}}
        training: {steps: 2}
        samples: {every: 0, count: 4}
        """
            .formatted(relative);
    run = temp.resolve("run");
    Cli cli =
        Cli.run(
            "train",
            Files.writeString(temp.resolve("run.yaml"), file).toString(),
            "--run-dir",
            run.toString());
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(run.resolve("config.yaml")).content().contains(data.toString());
    moved = Files.move(data, temp.resolve("elsewhere.csv"));
  }

  private Cli resume(String... more) {
    String[] args = new String[4 + more.length];
    args[0] = "resume";
    args[1] = run.toString();
    args[2] = "--steps";
    args[3] = "4";
    System.arraycopy(more, 0, args, 4, more.length);
    return Cli.run(args);
  }

  @Test
  @DisplayName("is the same run's with --data, and from then on without it")
  void data() throws IOException {
    Cli cli = resume("--data", moved.toString());
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("(the same run if the samples are the same)");
    assertThat(run.resolve("config.yaml")).content().contains(moved.toString());
    assertThat(Cli.run("export", run.toString(), "--out", temp.resolve("m").toString()).err())
        .doesNotContain("another run");
  }

  @Test
  @DisplayName("is the same run's with --set")
  void set() {
    Cli cli = resume("--set", "data.reader.path=" + moved);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
  }

  @Test
  @DisplayName("is refused where it is other data, with what was changed")
  void changed() throws IOException {
    Files.writeString(moved, ROWS.replace("9", "8"));
    Cli cli = resume("--data", moved.toString());
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err())
        .contains("this is not the run that was stopped")
        .contains("data.reader.path: was ")
        .contains("(another run from here on)");
  }
}
