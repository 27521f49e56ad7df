package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Games of classes, codes and encoders")
class CodesAndClassesTest {
  private static final String HEADS =
      """
      discriminator:
        parts:
          - {name: body, network: {type: layers, layers: [flatten, {type: dense, units: 8, activation: tanh}]}}
          - {name: HEAD, inputs: [body], network: {type: layers, layers: [{type: dense, units: WIDTH}]}}
        inputs: [body]
        network: {type: layers, layers: [{type: dense, units: 1}]}
      """;

  /** How long they train. */
  static final String LENGTH =
      """
      training: {steps: 4}
      samples: {every: 2, count: 10}
      """;

  private static final String RUN =
      """
      seed: 3
      data: {reader: digits, batchSize: 8, range: symmetric, resize: 8}
      latents: {type: normal, size: 4}
      """
          + LENGTH;

  private static final String ACGAN =
      RUN
          + "game: acgan\n"
          + "generator: {network: {type: conditional, of: {type: mlp, units: [8]}}}\n"
          + HEADS.replace("HEAD", "classes").replace("WIDTH", "10");

  private static final String INFOGAN =
      RUN
          + "game: {type: infogan, categorical: [5, 2], continuous: 1}\n"
          + "generator: {network: {type: mlp, units: [8]}}\n"
          + HEADS.replace("HEAD", "codes").replace("WIDTH", "8");

  private static final String BIGAN =
      RUN
          + """
          game: bigan
          generator: {network: {type: mlp, units: [8]}}
          players:
            encoder: {network: {type: layers, layers: [flatten, {type: dense, units: 4}]}}
          discriminator:
            parts: [{name: flat, inputs: [samples], network: {type: layers, layers: [flatten]}}]
            inputs: [flat, latents]
            network: {type: layers, layers: [{type: dense, units: 8, activation: tanh}, {type: dense, units: 1}]}
          """;

  @TempDir Path temp;

  /** Small networks of a game. */
  static String text(String game) {
    return switch (game) {
      case "acgan" -> ACGAN;
      case "infogan" -> INFOGAN;
      default -> BIGAN;
    };
  }

  private String file(String text) throws IOException {
    return Files.writeString(temp.resolve("run.yaml"), text).toString();
  }

  private static Cli done(String... command) {
    Cli cli = Cli.run(command);
    assertThat(cli.exitCode()).as(String.join(" ", command) + ": " + cli.err()).isZero();
    return cli;
  }

  @ParameterizedTest
  @ValueSource(strings = {"acgan", "infogan", "bigan"})
  @DisplayName("train, go on to the bit, are sampled and exported:")
  void whole(String game) throws IOException {
    String file = file(text(game));
    Path whole = temp.resolve("whole");
    Path halves = temp.resolve("halves");
    done("train", file, "--run-dir", whole.toString());
    done("train", file, "--run-dir", halves.toString(), "--steps", "2");
    done("resume", halves.toString(), "--steps", "4");
    String last = "checkpoints/step-00000004/state.safetensors";
    assertThat(halves.resolve(last)).hasSameBinaryContentAs(whole.resolve(last));
    assertThat(whole.resolve("samples/step-00000004.png")).exists();
    Path out = temp.resolve("samples.npy");
    done("sample", whole.toString(), "--count", "5", "--out", out.toString());
    assertThat(out).isNotEmptyFile();
    Path model = temp.resolve("judge");
    done("export", whole.toString(), "--player", "discriminator", "--out", model.toString());
    assertThat(model.resolve("saved_model.pb")).exists();
    done("report", whole.toString());
    String events = Files.readString(whole.resolve("events.jsonl"));
    switch (game) {
      case "acgan" -> assertThat(events).contains("game.real-classes", "game.fake-classes");
      case "infogan" -> assertThat(events).contains("game.information/bits", "/error");
      default -> assertThat(events).contains("bigan/loss.encoder", "\"encoder\":");
    }
  }

  @Test
  @DisplayName("are measured by what a classifier sees, of a run and of what it exports")
  void measured() throws IOException {
    String few = "data: {reader: digits, split: '[:600]', holdOut: 0.2,";
    String file = file(INFOGAN.replace("data: {reader: digits,", few));
    Path classifier = temp.resolve("classifier");
    done("features", "train", file, "--epochs", "1", "--out", classifier.toString());
    Path run = temp.resolve("run");
    done("train", file, "--run-dir", run.toString());
    for (Path generator : List.of(run, run.resolve("model"))) {
      String results =
          done(
                  "evaluate",
                  generator.toString(),
                  "--metrics",
                  "code-information",
                  "--set",
                  "evaluation={generated: 50, real: 50, features: {type: saved-model, model: %s}}"
                      .formatted(classifier),
                  "--json")
              .out();
      assertThat(results).contains("\"code-information-1\"", "\"code-agreement\"");
    }
    Path other = temp.resolve("other");
    done("train", file(text("bigan")), "--run-dir", other.toString());
    Cli none = Cli.run("evaluate", other.toString(), "--metrics", "code-information");
    assertThat(none.err()).contains("needs latents that begin with a categorical code");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acgan | {type: conditional, of: {type: mlp, units: [8]}} | {type: mlp, units: [8]}"
            + " | generator.network: must see the classes",
        "acgan | name: classes | name: clases | must name a part 'classes'",
        "acgan | units: 10 | units: 9 | makes a score per class of shape [9], not [10]",
        "infogan | units: 8} | units: 7} | makes values of shape [7], not [8]",
        "bigan | units: 4} | units: 5} | makes latents of shape [5], not [4]",
        "bigan | game: bigan | 'game: bigan\nloss: began' | must be a loss on scores"
      })
  @DisplayName("are refused before training where networks do not do what the game asks")
  void refused(String game, String what, String other, String message) throws IOException {
    assertThat(text(game)).contains(what);
    Cli cli = Cli.run("train", file(text(game).replace(what, other)), "--dry-run");
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains(message);
  }

  @Test
  @DisplayName("refuse a discriminator that is shown the classes it is to tell")
  void shown() throws IOException {
    String seeing =
        ACGAN.replace(
            "layers: [{type: dense, units: 1}]",
            "layers: [{type: embedding, classes: 10, join: concat, size: 2}, {type: dense, units:"
                + " 1}]");
    Cli cli = Cli.run("train", file(seeing), "--dry-run");
    assertThat(cli.err()).contains("discriminator.network: must not see the classes");
  }
}
