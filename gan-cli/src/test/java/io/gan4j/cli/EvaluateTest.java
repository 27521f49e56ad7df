package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("gan evaluate")
class EvaluateTest {
  private static final String SMALL = "frechet-distance,{type: kernel-distance, blockSize: 50}";

  @TempDir static Path folder;

  private static Path line;
  private static Path digits;

  @BeforeAll
  static void train() {
    line = folder.resolve("line");
    digits = folder.resolve("digits");
    done("train", "gaussian-1d", "--steps", "50", "--run-dir", line.toString());
    done("train", "digits-mlp", "--steps", "5", "--run-dir", digits.toString());
  }

  private static String done(String... arguments) {
    Cli cli = Cli.run(arguments);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return cli.out();
  }

  private static String evaluate(Path what, String metrics, String... more) {
    List<String> arguments = new ArrayList<>(List.of("evaluate", what.toString()));
    arguments.addAll(List.of("--metrics", metrics));
    arguments.addAll(List.of("--set", "evaluation.generated=200", "--set", "evaluation.real=150"));
    arguments.addAll(List.of(more));
    return done(arguments.toArray(String[]::new));
  }

  @Test
  @DisplayName("gives a table with every number's protocol, and keeps the results with the run")
  void table() throws IOException {
    assertThat(evaluate(digits, SMALL))
        .containsPattern("frechet-distance +\\d+\\.\\d+\n")
        .containsPattern("kernel-distance +\\d+\\.\\d+  ± \\S+ \\(95 %, 3 disjoint blocks of 50\\)")
        .contains("{type: kernel-distance, blockSize: 50} · 200 generated · 150 real · ")
        .contains("150 of them, seen in [-1, 1]")
        .contains("features pixels · seed 1");
    assertThat(Files.readAllLines(digits.resolve("metrics.jsonl"))).hasSizeGreaterThan(1);
  }

  @Test
  @DisplayName("measures an exported generator as it measures the run it came from")
  void exported() {
    String ofRun = evaluate(digits, SMALL, "--json").replaceAll("\"at\":\"[^\"]*\"", "");
    String ofModel =
        evaluate(digits.resolve("model"), SMALL, "--json").replaceAll("\"at\":\"[^\"]*\"", "");
    assertThat(ofModel).isEqualTo(ofRun).contains("\"step\":5");
  }

  @Test
  @DisplayName("knows densities, and gives the Parzen window fresh samples to choose by")
  void densities() {
    assertThat(evaluate(line, "density-divergence,wasserstein-1d,parzen-log-likelihood"))
        .contains("jensen-shannon", "wasserstein-1 ", "parzen-sigma");
  }

  @Test
  @DisplayName("tells everything that metrics lack, before anything is made")
  void lacking() {
    Cli cli =
        Cli.run(
            "evaluate",
            digits.resolve("model").toString(),
            "--metrics",
            "parzen-log-likelihood,density-divergence");
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err())
        .contains("parzen-log-likelihood needs real samples for validation: name their reader")
        .contains("density-divergence needs a distribution of known density");
  }

  @Test
  @DisplayName("refuses wrong usage with code 2")
  void usage() {
    assertThat(Cli.run("evaluate", digits.toString()).exitCode()).isEqualTo(2);
    Cli unknown = Cli.run("evaluate", digits.toString(), "--metrics", "frechet");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("did you mean 'frechet-distance'?");
  }
}
