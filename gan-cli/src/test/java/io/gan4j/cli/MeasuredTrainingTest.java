package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.core.evaluate.Measured;
import io.gan4j.core.evaluate.ResultsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Metrics during training")
class MeasuredTrainingTest {
  @TempDir Path folder;

  private Path train(String name, String... more) {
    Path run = folder.resolve(name);
    List<String> arguments =
        new ArrayList<>(List.of("train", "gaussian-1d", "--run-dir", run.toString()));
    arguments.addAll(List.of("--set", "samples.every=0", "--set", "checkpoints.every=10"));
    arguments.addAll(List.of("--set", "data.batchSize=100"));
    arguments.addAll(List.of(more));
    Cli cli = Cli.run(arguments.toArray(String[]::new));
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return run;
  }

  private static String[] measured(String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--set", "metrics=[wasserstein-1d,density-divergence]"));
    arguments.addAll(List.of("--set", "evaluation.generated=300", "--set", "evaluation.real=200"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static byte[] state(Path run, int step) throws IOException {
    return Files.readAllBytes(
        run.resolve("checkpoints/step-%08d/state.safetensors".formatted(step)));
  }

  @Test
  @DisplayName("leave no trace in the weights: a run ends in the same bytes with and without")
  void undisturbed() throws IOException {
    Path without = train("without", "--steps", "30");
    Path with = train("with", measured("--steps", "30", "--set", "evaluation.everyImages=1000"));
    assertThat(state(with, 30)).isEqualTo(state(without, 30));
    assertThat(state(with, 10)).isEqualTo(state(without, 10));
    List<Measured> results = new ResultsFile(with.resolve("metrics.jsonl")).read();
    assertThat(results)
        .extracting(m -> m.result().metric() + " " + m.step() + " " + m.imagesSeen())
        .startsWith(
            "wasserstein-1d %d %d".formatted(results.get(0).step(), results.get(0).imagesSeen()))
        .hasSize(2 * (int) (results.get(results.size() - 1).imagesSeen() / 1000))
        .doesNotHaveDuplicates();
    assertThat(Files.readString(with.resolve("events.jsonl")))
        .contains("\"event\":\"metrics-measured\"")
        .contains("\"wasserstein-1\":");
  }

  @Test
  @DisplayName("keep the checkpoint that was measured best, for export and evaluation")
  void best() {
    Path run = train("run", measured("--steps", "30", "--set", "evaluation.everyImages=1000"));
    List<Measured> results = new ResultsFile(run.resolve("metrics.jsonl")).read();
    Measured best = results.get(0);
    for (Measured result : results) {
      if (result.result().metric().equals(best.result().metric())
          && result.result().main().betterThan(best.result().main())) {
        best = result;
      }
    }
    Path exported = folder.resolve("exported");
    Cli export = Cli.run("export", run.toString(), "--best", "--out", exported.toString());
    assertThat(export.err()).contains("generator of step " + best.step() + " in");
    Cli evaluate = Cli.run("evaluate", run.toString(), "--best", "--json");
    assertThat(evaluate.err()).isEqualToIgnoringNewLines("gan: measuring step " + best.step());
    Measured again = new ResultsFile(run.resolve("metrics.jsonl")).read().get(results.size());
    assertThat(again.result()).isEqualTo(best.result());
  }

  @Test
  @DisplayName("stop the run when patience runs out, and a resumed run has none either")
  void patience() {
    // a learning rate of 0: nothing ever gets better than the first
    String[] still =
        measured(
            "--steps",
            "200",
            "--set",
            "generator.optimizer.learningRate=0",
            "--set",
            "evaluation.everyImages=1000",
            "--set",
            "evaluation.patience=2");
    Path run = train("still", still);
    List<Measured> results = new ResultsFile(run.resolve("metrics.jsonl")).read();
    assertThat(results).hasSize(2 * 3);
    Cli resumed = Cli.run("resume", run.toString());
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("out of patience (evaluation.patience)");
    assertThat(new ResultsFile(run.resolve("metrics.jsonl")).read()).isEqualTo(results);
  }
}
