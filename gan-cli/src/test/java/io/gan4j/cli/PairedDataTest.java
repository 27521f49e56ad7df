package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A run on samples that belong together")
class PairedDataTest {
  private static final String PLAYERS =
      """
      seed: 3
      latents: {type: normal, size: 2}
      generator:
        network: {type: layers, layers: [{type: dense, units: 4, activation: tanh}, {type: dense, units: 1}]}
        average: ema
      discriminator:
        network: {type: layers, layers: [{type: dense, units: 4, activation: tanh}, {type: dense, units: 1}]}
      samples: {every: 3, count: 9}
      training: {steps: 6}
      """;

  @TempDir Path temp;

  @BeforeEach
  void tables() throws IOException {
    StringBuilder numbers = new StringBuilder("x\n");
    StringBuilder conditions = new StringBuilder("angle,height\n");
    for (int i = 0; i < 20; i++) {
      numbers.append(i / 10.0).append('\n');
      conditions.append(String.format(Locale.ROOT, "%d,%.1f%n", i * 18, 2 - i / 10.0));
    }
    Files.writeString(temp.resolve("numbers.csv"), numbers);
    Files.writeString(temp.resolve("conditions.csv"), conditions);
  }

  private String file(String provider, String game) throws IOException {
    String side = game.equals("translation") ? "source" : "condition";
    String text =
        "provider: %s%ngame: %s%ndata: {reader: {type: csv, path: %s}, batchSize: 8}%n"
                .formatted(provider, game, temp.resolve("numbers.csv"))
            + "sides: {%s: {reader: {type: csv, path: %s}}}%n"
                .formatted(side, temp.resolve("conditions.csv"))
            + PLAYERS;
    return Files.writeString(temp.resolve("run.yaml"), text).toString();
  }

  private static Cli done(String... command) {
    Cli cli = Cli.run(command);
    assertThat(cli.exitCode()).as(String.join(" ", command) + ": " + cli.err()).isZero();
    return cli;
  }

  @ParameterizedTest
  @CsvSource({
    "tensorflow, translation",
    "tensorflow, conditional",
    "test-doubles, translation",
    "test-doubles, conditional"
  })
  @DisplayName("trains, goes on to the bit, and exports its players, on")
  void resumes(String provider, String game) throws IOException {
    String file = file(provider, game);
    Path whole = temp.resolve("whole");
    Path halves = temp.resolve("halves");
    done("train", file, "--run-dir", whole.toString());
    done("train", file, "--run-dir", halves.toString(), "--steps", "3");
    done("resume", halves.toString(), "--steps", "6");
    String last = "checkpoints/step-00000006/state.safetensors";
    assertThat(halves.resolve(last)).hasSameBinaryContentAs(whole.resolve(last));
    assertThat(whole.resolve("model")).isNotEmptyDirectory();
    done("report", whole.toString());
    for (String player : List.of("generator", "discriminator")) {
      Path model = temp.resolve(player);
      done("export", whole.toString(), "--player", player, "--out", model.toString());
      assertThat(model).isNotEmptyDirectory();
    }
  }

  @Test
  @DisplayName("draws grids, and is measured, with conditions of the data")
  void measured() throws IOException {
    Path run = temp.resolve("run");
    done("train", file("tensorflow", "conditional"), "--run-dir", run.toString());
    assertThat(run.resolve("events.jsonl")).content().contains("\"samples-drawn\"");
    String[] command = {
      "evaluate",
      run.toString(),
      "--metrics",
      "wasserstein-1d",
      "--set",
      "evaluation.generated=200",
      "--set",
      "evaluation.real=20"
    };
    assertThat(done(command).out()).contains("wasserstein-1d");
  }

  @Test
  @DisplayName("refuses samples of latents alone, and says what its generator takes")
  void refused() throws IOException {
    Path run = temp.resolve("run");
    done("train", file("test-doubles", "translation"), "--run-dir", run.toString());
    Cli refused = Cli.run("sample", run.toString(), "--out", temp.resolve("x.npy").toString());
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "the generator takes source, and this draws latents alone",
            "gan export --player generator writes a model that takes all of it");
  }
}
