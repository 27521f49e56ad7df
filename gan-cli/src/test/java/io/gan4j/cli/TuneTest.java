package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.core.Gan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("gan tune")
class TuneTest {
  @TempDir Path folder;

  private String[] tune(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "tune",
                "gaussian-1d",
                "--metric",
                "wasserstein-1d",
                "--steps",
                "24",
                "--vary",
                "generator.optimizer.learningRate,discriminator.optimizer.learningRate=x0,x1,x10"));
    for (String set :
        List.of(
            "samples.every=0",
            "data.batchSize=50",
            "evaluation.generated=300",
            "evaluation.real=300")) {
      arguments.addAll(List.of("--set", set));
    }
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  @Test
  @DisplayName("tells what it tries, and ends with a table, a picture and the best run file")
  void found() throws IOException {
    Path out = folder.resolve("tuned");
    Cli cli = Cli.run(tune("--out", out.toString()));
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err())
        .contains(
            "gan: 3 trials: 3 to step 12, 1 to step 24; 48 steps in all, where all to the end"
                + " would take 72",
            "gan: trial 1 of 3 to step 12: generator.optimizer.learningRate,"
                + " discriminator.optimizer.learningRate × 0",
            "gan: trial 3: wasserstein-1 ",
            "gan: the best run file is " + out.resolve("best.yaml"));
    List<String> table = cli.out().lines().toList();
    assertThat(table).hasSize(4);
    assertThat(table.get(0)).matches("trial +step +wasserstein-1 +settings");
    assertThat(table.get(1)).matches(" +[23] +24 +0\\.\\d+ +generator.*learningRate × 10?");
    assertThat(ImageIO.read(out.resolve("tuning.png").toFile()).getWidth()).isEqualTo(2 * 860);
    assertThat(Gan.load().read(out.resolve("best.yaml")).config().training().steps())
        .isEqualTo(Gan.load().preset("gaussian-1d").config().training().steps());
    String outcomes = Files.readString(out.resolve("outcomes.jsonl"));
    Cli again = Cli.run("tune", "--resume", out.toString());
    assertThat(again.out()).isEqualTo(cli.out());
    assertThat(out.resolve("outcomes.jsonl")).content().isEqualTo(outcomes);
    Cli report = Cli.run("report", out.resolve("trials/02").toString());
    assertThat(report.exitCode()).as(report.err()).isZero();
  }

  @Test
  @DisplayName("shows what it would try, and writes nothing")
  void dry() {
    Path out = folder.resolve("dry");
    Cli cli = Cli.run(tune("--dry-run", "--factor", "3", "--out", out.toString()));
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("3 trials: 3 to step 8, 1 to step 24; 40 steps in all");
    assertThat(cli.out().lines()).hasSize(3).last().asString().startsWith("3 ");
    assertThat(out).doesNotExist();
  }

  @Test
  @DisplayName("goes on with no folder that is not a search's")
  void foreign() {
    Cli cli = Cli.run("tune", "--resume", folder.toString());
    assertThat(cli.exitCode()).isEqualTo(CommandLineRunner.FAILED);
    assertThat(cli.err()).contains("is not the folder of a search: it holds no tuning.json");
  }
}
