package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A run file with a game of its own")
class GamesTest {
  private static final String RUN =
      """
      seed: 3
      data: {reader: {type: gaussian, mean: 1, stddev: 0.5}, batchSize: 8}
      sides:
        second: {reader: {type: gaussian, mean: -2, stddev: 0.3}}
      latents: {type: normal, size: 2}
      game: {type: two-domains, reconstruction: 0.5}
      players:
        generator-1:
          network: {type: layers, layers: [{type: dense, units: 8, activation: tanh}, {type: dense, units: 1}]}
          average: ema
        generator-2:
          parts:
            - name: mapping
              network: {type: layers, layers: [{type: dense, units: 4, activation: tanh}]}
              learningRateFactor: 0.01
              average: {type: ema, decay: 0.9}
          network: {type: layers, layers: [{type: dense, units: 1}]}
        encoder:
          network: {type: layers, layers: [{type: dense, units: 8, activation: tanh}, {type: dense, units: 2}]}
        discriminator-1:
          network: {type: layers, layers: [{type: dense, units: 8, activation: tanh}, {type: dense, units: 1}]}
        discriminator-2:
          network: {type: layers, layers: [{type: dense, units: 8, activation: tanh}, {type: dense, units: 1}]}
      pairings:
        first: {terms: [PENALTY]}
        second: {loss: hinge, terms: [PENALTY]}
      samples: {every: 3, count: 9}
      training: {steps: 6}
      """;

  @TempDir Path temp;

  private Path runFile(String text) throws IOException {
    return Files.writeString(temp.resolve("run.yaml"), text);
  }

  /** The game on an engine. */
  static String of(String provider) {
    // On plain doubles there are no gradients with respect to samples.
    boolean doubles = provider.equals("test-doubles");
    String penalty =
        doubles ? "{type: l2, player: discriminator, weight: 0.01}" : "{type: r1, gamma: 1}";
    return "provider: " + provider + "\n" + RUN.replace("PENALTY", penalty);
  }

  /** The game on TensorFlow, with other samples, checkpoints and steps. */
  static String lasting(String how) {
    return of("tensorflow").replaceAll("(?m)^(samples|training):.*\\R", "") + how;
  }

  private static Cli done(String... command) {
    Cli cli = Cli.run(command);
    assertThat(cli.exitCode()).as(String.join(" ", command) + ": " + cli.err()).isZero();
    return cli;
  }

  @ParameterizedTest
  @ValueSource(strings = {"tensorflow", "test-doubles"})
  @DisplayName("trains, and goes on to the bit, on")
  void resumes(String provider) throws IOException {
    String file = runFile(of(provider)).toString();
    Path whole = temp.resolve("whole");
    Path halves = temp.resolve("halves");
    done("train", file, "--run-dir", whole.toString());
    done("train", file, "--run-dir", halves.toString(), "--steps", "3");
    done("resume", halves.toString(), "--steps", "6");
    String last = "checkpoints/step-00000006/state.safetensors";
    assertThat(halves.resolve(last)).hasSameBinaryContentAs(whole.resolve(last));
    assertThat(whole.resolve("model")).isDirectory();
    assertThat(Files.readString(whole.resolve("run.json")))
        .contains(provider.equals("tensorflow") ? "TensorFlow" : "double");
    assertThat(whole.resolve("events.jsonl"))
        .content()
        .contains("\"generator-2\":", "\"encoder\":", "\"pairings\":{\"first\":{\"realScore\"");
    assertThat(whole.resolve("curves.png")).exists();
    done("report", whole.toString());
    assertThat(
            done(
                    "sample",
                    whole.toString(),
                    "--count",
                    "5",
                    "--out",
                    temp.resolve("x.npy").toString())
                .err())
        .doesNotContain("Exception");
  }

  @Test
  @DisplayName("exports every player by its name")
  void exports() throws IOException {
    Path run = temp.resolve("run");
    done("train", runFile(of("tensorflow")).toString(), "--run-dir", run.toString());
    for (String player :
        List.of("generator-1", "generator-2", "encoder", "discriminator-1", "discriminator-2")) {
      Path model = temp.resolve(player);
      done("export", run.toString(), "--player", player, "--out", model.toString());
      assertThat(model.resolve("saved_model.pb")).exists();
    }
    Cli wrong =
        Cli.run(
            "export",
            run.toString(),
            "--player",
            "generator1",
            "--out",
            temp.resolve("x").toString());
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("'generator1' does not play in this run", "did you mean");
  }

  @Test
  @DisplayName("is measured, each player that makes samples against its own side")
  void measured() throws IOException {
    Path run = temp.resolve("run");
    done("train", runFile(of("tensorflow")).toString(), "--run-dir", run.toString());
    String[] command = {
      "evaluate",
      run.toString(),
      "--metrics",
      "wasserstein-1d",
      "--set",
      "evaluation.generated=200",
      "--set",
      "evaluation.real=200",
      "--json"
    };
    List<String> other = new ArrayList<>(List.of(command));
    other.addAll(List.of("--player", "generator-2"));
    String first = done(command).out();
    String second = done(other.toArray(String[]::new)).out();
    assertThat(first).contains("wasserstein-1d");
    assertThat(second).contains("wasserstein-1d").isNotEqualTo(first);
    assertThat(run.resolve("metrics.jsonl")).content().hasLineCount(1);
    assertThat(
            Cli.run(
                    "evaluate",
                    run.toString(),
                    "--player",
                    "encoder",
                    "--metrics",
                    "wasserstein-1d")
                .err())
        .contains("'encoder' makes no samples");
  }

  @Test
  @DisplayName("is measured as exported players too, each against its own side")
  void exported() throws IOException {
    Path run = temp.resolve("run");
    done("train", runFile(of("tensorflow")).toString(), "--run-dir", run.toString());
    Path model = temp.resolve("second");
    done("export", run.toString(), "--player", "generator-2", "--out", model.toString());
    List<String> how =
        List.of(
            "--metrics",
            "wasserstein-1d",
            "--set",
            "evaluation.generated=200",
            "--set",
            "evaluation.real=200",
            "--json");
    List<String> ofRun = new ArrayList<>(List.of("evaluate", run.toString()));
    ofRun.addAll(how);
    String first = dataHash(done(ofRun.toArray(String[]::new)));
    ofRun.addAll(List.of("--player", "generator-2"));
    List<String> ofModel = new ArrayList<>(List.of("evaluate", model.toString()));
    ofModel.addAll(how);
    String second = dataHash(done(ofModel.toArray(String[]::new)));
    assertThat(second).isEqualTo(dataHash(done(ofRun.toArray(String[]::new)))).isNotEqualTo(first);
  }

  /** Of the samples that were compared with. */
  private static String dataHash(Cli measured) {
    return measured.out().replaceAll("(?s).*\"dataHash\":\"([0-9a-f]+)\".*", "$1");
  }

  @Test
  @DisplayName("is measured by what is kept from each side's training")
  void heldOut() throws IOException {
    StringBuilder points = new StringBuilder("x\n");
    for (int i = 0; i < 40; i++) {
      points.append(i / 10.0).append('\n');
    }
    Path table = Files.writeString(temp.resolve("points.csv"), points);
    String text =
        of("tensorflow")
            .replace(
                "second: {reader: {type: gaussian, mean: -2, stddev: 0.3}}",
                "second: {reader: {type: csv, path: " + table + "}, holdOut: 0.25}");
    Path run = temp.resolve("run");
    done("train", runFile(text).toString(), "--run-dir", run.toString());
    String measured =
        done(
                "evaluate",
                run.toString(),
                "--player",
                "generator-2",
                "--set",
                "metrics=[{type: memorisation, quantile: 0.2}]",
                "--set",
                "evaluation.generated=20",
                "--json")
            .out();
    assertThat(measured)
        .contains("the training samples: 30 of 40", "that were not trained on: 10 of 40");
  }

  @Test
  @DisplayName("is listed, and shown before it trains")
  void shown() throws IOException {
    assertThat(done("list", "games").out()).contains("standard", "classifier", "two-domains");
    assertThat(done("list", "providers").out()).contains("tensorflow", "test-doubles");
    assertThat(done("train", runFile(of("tensorflow")).toString(), "--dry-run").out())
        .contains("generator-2", "mapping/0.dense", "discriminator-1");
  }

  @Test
  @DisplayName("is refused with every name that is not there")
  void refused() throws IOException {
    String text =
        of("tensorflow")
            .replace("  encoder:", "  encodr:")
            .replace("  second: {loss", "  secnd: {loss");
    Cli missing =
        Cli.run("train", runFile(text).toString(), "--run-dir", temp.resolve("r").toString());
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("players: is missing", "players.encoder");
    Cli unknown =
        Cli.run(
            "train",
            runFile(of("tensorflow").replace("  second: {loss", "  secnd: {loss")).toString(),
            "--run-dir",
            temp.resolve("r").toString());
    assertThat(unknown.err()).contains("pairings.secnd", "second");
    Cli elsewhere =
        Cli.run(
            "train", runFile(of("nowhere")).toString(), "--run-dir", temp.resolve("r").toString());
    assertThat(elsewhere.exitCode()).isEqualTo(CommandLineRunner.USAGE);
    assertThat(elsewhere.err()).contains("no provider is called 'nowhere'", "tensorflow");
  }
}
