package io.gan4j.core.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.Problem;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.api.term.Loss;
import io.gan4j.components.BuiltinPlugin;
import io.gan4j.components.loss.MinimaxLoss;
import io.gan4j.components.loss.RealFakeCombination;
import io.gan4j.core.config.ZooPlugin.StandInReader;
import io.gan4j.core.plugin.Registry;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Run files")
class RunConfigReaderTest {
  private static final String LEAST =
      """
      data: {reader: stand-in}
      generator: {network: mlp}
      discriminator: {network: mlp}
      """;

  @TempDir Path folder;

  private final Registry registry = Registry.of(new BuiltinPlugin(), new ZooPlugin());
  private final RunConfigReader reader = new RunConfigReader(registry);

  private static List<Problem> problems(Executable reading) {
    ConfigException e = catchThrowableOfType(ConfigException.class, reading::execute);
    assertThat(e).isNotNull();
    return e.problems();
  }

  private static String refusal(Executable reading) {
    return String.join("\n", problems(reading).stream().map(Problem::toString).toList());
  }

  @Test
  @DisplayName("say the least, and the rest comes from the records: the golden file has all of it")
  void defaults() throws IOException {
    RunConfig config = reader.parse(LEAST, "least.yaml", List.of()).config();

    String written = new ConfigWriter(registry).write(config);
    try (var golden = RunConfigReaderTest.class.getResourceAsStream("run-config-defaults.yaml")) {
      assertThat(golden).isNotNull();
      assertThat(written).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
    assertThat(reader.parse(written, "again.yaml", List.of()).config()).isEqualTo(config);
  }

  @Test
  @DisplayName("can say everything")
  void everything() {
    String yaml =
        """
        name: all
        seed: 99
        device: gpu:1
        data: {reader: {type: stand-in, samples: 3, folder: x}, batchSize: 5, range: symmetric, shuffle: false,
          lastBatch: drop,
          resize: {height: 5, width: 6, fit: inside, filter: area}, pad: {height: 8, width: 9, fill: 7},
          crop: {height: 3, width: 4, at: random}, channels: grey, background: 0,
          split: "train[:90%]", classes: [cat, dog], holdOut: 0.1,
          augment: {flip: true, brightness: 0.1, contrast: 0.2, saturation: 0.3},
          normalize: [{type: standardize, per: all}, global-contrast], cache: {memory: 1, headStart: 0}}
        latents: {type: uniform, size: 3, low: 0, high: 2}
        generator:
          network: {type: layers, layers: [relu, {type: dense, units: 3, activation: tanh}]}
          optimizer: {type: rmsprop, learningRate: {type: cosine, from: 1, to: 0.5}}
          average: ema
          constraints: [{type: max-norm, limit: 2}]
        discriminator:
          network: {type: mlp, units: []}
          optimizer: {type: sgd, learningRate: .1}
        loss: {type: minimax, halves: mean}
        terms: [{type: l2, player: generator, weight: 1e-3}]
        training:
          steps: 7
          order: generator-first
          discriminatorSteps: 3
          phases:
            - {name: d, moves: [discriminator]}
            - {name: g, moves: [generator, discriminator], repeat: 2, every: 3, data: d, noise: d, scratch: [discriminator], terms: []}
        samples: {every: 0, count: 1}
        checkpoints: {every: 0, keep: 1}
        metrics: [frechet-distance, {type: kernel-distance, blockSize: 50}]
        evaluation:
          everyImages: 1000
          generated: 500
          real: 400
          data: {type: stand-in, samples: 2}
          split: "test[:50%]"
          validation: stand-in
          validationSplit: "[-10:]"
          features: pixels
          seed: 3
          runs: 1
          bootstrap: 20
          patience: 4
        """;
    RunConfig config = reader.parse(yaml, "all.yaml", List.of()).config();

    assertThat(config.data().reader()).isEqualTo(new StandInReader(3, Path.of("x")));
    assertThat(config.loss()).isEqualTo(new MinimaxLoss(RealFakeCombination.MEAN));
    assertThat(config.training().phases()).hasSize(2);
    String written = new ConfigWriter(registry).write(config);
    assertThat(reader.parse(written, "again.yaml", List.of()).config()).isEqualTo(config);
    assertThat(new ConfigWriter(registry).write(reader.parse(written, "x", List.of()).config()))
        .isEqualTo(written);
  }

  private String names(Class<?> kind) {
    return String.join(", ", registry.names(registry.kind(kind).orElseThrow()));
  }

  @Test
  @DisplayName("tell all their mistakes and those of the options, in order")
  void mistakes() {
    String yaml =
        """
        name: my/run
        data: {reader: stand-in, batchSize: 0}
        generator:
          network: {type: mpl}
          optimizer: {type: adam, learningRate: -1, beta1: 1.0, momentum: 0.9}
        loss: cubic
        steps: 100
        discriminator:
          network: {type: layers, layers: [{type: dense, units: 1, activation: rellu}, {type: dropout, rate: 1.0}]}
        training: {order: alternate}
        """;

    assertThat(
            refusal(() -> reader.parse(yaml, "run.yaml", List.of("latents.size=0", "device=tpu"))))
        .isEqualTo(
"""
run.yaml:1: name: must be letters, digits, '.', '_' or '-' (at most 100, no path), found 'my/run'
run.yaml:2: data.batchSize: must be > 0, found 0
run.yaml:4: generator.network.type: no architecture is called 'mpl'; did you mean 'mlp'? Accepted: %s
run.yaml:5: generator.optimizer.learningRate: must be >= 0, found -1.0
run.yaml:5: generator.optimizer.beta1: must be in [0.0, 1.0), found 1.0
run.yaml:5: generator.optimizer.momentum: unknown key; accepted: learningRate, beta1, beta2, epsilon
run.yaml:6: loss: no loss is called 'cubic'; accepted: %s
run.yaml:7: steps: unknown key; did you mean 'training.steps' or 'watches.saturation.steps'? Accepted: %s
run.yaml:9: discriminator.network.layers[0].activation: no activation is called 'rellu'; did you mean 'relu'? Accepted: linear, relu, leaky-relu, elu, selu, softplus, sigmoid, tanh, scaled-tanh
run.yaml:9: discriminator.network.layers[1].rate: must be in [0.0, 1.0), found 1.0
run.yaml:10: training.order: found 'alternate'; did you mean 'alternating'? Accepted: alternating, simultaneous, generator-first, reuse-fakes
--set latents.size: must be > 0, found 0
--set device: must be auto, cpu or gpu:N, found 'tpu'\
"""
                .formatted(
                    names(Architecture.class),
                    names(Loss.class),
                    Arrays.stream(RunConfig.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .collect(joining(", "))));
  }

  @Test
  @DisplayName("place a mistake that is found later at the nearest line that they have")
  void laterMistakes() {
    RunConfigReader.Read read =
        reader.parse(
            """
            generator:
              network:
                type: layers
                layers:
                  - {type: dense, units: 3}
                  - {type: dense, units: 4}
            discriminator: {network: mlp}
            data: {reader: stand-in}
            """,
            "run.yaml",
            List.of("discriminator.network.units=[1]"));

    assertThat(read.problem("generator", "is off")).hasToString("run.yaml:1: generator: is off");
    assertThat(read.problem("generator.network.layers[1]", "is off"))
        .hasToString("run.yaml:6: generator.network.layers[1]: is off");
    assertThat(read.problem("generator.network.layers[2].units", "is off"))
        .hasToString("run.yaml:4: generator.network.layers[2].units: is off");
    assertThat(read.problem("discriminator.network.units[0]", "is off"))
        .hasToString("--set discriminator.network.units: discriminator.network.units[0]: is off");
    assertThat(read.problem("latents", "is off")).hasToString("run.yaml: latents: is off");
    assertThat(read.problem("", "is off")).hasToString("run.yaml: is off");
  }

  @Nested
  @DisplayName("from a path")
  class FromPath {

    private Path file(byte[] content) throws IOException {
      return Files.write(folder.resolve("run.yaml"), content);
    }

    private Path file(String content) throws IOException {
      return file(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("are read with their options")
    void read() throws IOException {
      Path file = file(LEAST);

      RunConfigReader.Read read = reader.read(file, List.of("loss=minimax"));

      assertThat(read.config().loss()).isInstanceOf(MinimaxLoss.class);
      assertThat(read.source()).isEqualTo(file.toString());
    }

    @Test
    @DisplayName("that are not there, are folders, or are no text")
    void unreadable() throws IOException {
      Path missing = folder.resolve("missing.yaml");
      assertThat(refusal(() -> reader.read(missing, List.of())))
          .isEqualTo(missing + ": there is no such file");
      assertThat(refusal(() -> reader.read(Path.of("nowhere.yaml"), List.of())))
          .isEqualTo("nowhere.yaml: there is no such file in " + Path.of("").toAbsolutePath());
      assertThat(refusal(() -> reader.read(folder, List.of())))
          .isEqualTo(folder + ": is a folder; expected a run file");
      Path latin = file(new byte[] {'n', ':', ' ', (byte) 0xE9});
      assertThat(refusal(() -> reader.read(latin, List.of())))
          .isEqualTo(latin + ": is not text in UTF-8");
      Path binary = file(new byte[] {'\n', 0, 1});
      assertThat(refusal(() -> reader.read(binary, List.of())))
          .isEqualTo(binary + ":2: is not text: it holds the character U+0000");
      Path large = file(new byte[4_000_001]);
      assertThat(refusal(() -> reader.read(large, List.of())))
          .isEqualTo(large + ": has more than 4000000 bytes; that is no run file");
    }

    @Test
    @DisplayName("that hold nothing, or no keys at the top")
    void noKeys() throws IOException {
      Path file = file("# a run\n");
      assertThat(refusal(() -> reader.read(file, List.of())))
          .isEqualTo(
              file
                  + ":1: is empty; a run file needs at least data and the players of its game: a generator and a discriminator");
      file("- a\n");
      assertThat(refusal(() -> reader.read(file, List.of())))
          .isEqualTo(file + ":1: expected keys such as 'data:' at the top, found a list");
      file("digits\n");
      assertThat(refusal(() -> reader.read(file, List.of())))
          .isEqualTo(file + ":1: expected keys such as 'data:' at the top, found 'digits'");
    }

    @Test
    @DisplayName("may be empty if the options say all that is needed")
    void onlyOptions() throws IOException {
      List<String> options =
          List.of("data.reader=stand-in", "generator.network=mlp", "discriminator.network=mlp");

      assertThat(reader.read(file(""), options).config())
          .isEqualTo(reader.parse(LEAST, "least.yaml", List.of()).config());
    }
  }

  @Nested
  @DisplayName("from a preset")
  class Presets {

    private RunConfigReader withPresets(Path file) throws MalformedURLException {
      var url = file.toUri().toURL();
      GanPlugin plugin =
          new GanPlugin() {
            @Override
            public String name() {
              return "presets";
            }

            @Override
            public void contribute(Contributions to) {
              to.preset("one-dot", url);
              to.preset("two-dots", url);
            }
          };
      return new RunConfigReader(Registry.of(new BuiltinPlugin(), new ZooPlugin(), plugin));
    }

    @Test
    @DisplayName("are found by name, changed by options, and shown as they are written")
    void found() throws IOException {
      RunConfigReader presets = withPresets(Files.writeString(folder.resolve("p.yaml"), LEAST));

      assertThat(presets.preset("one-dot", List.of("seed=3")).config().seed()).isEqualTo(3);
      assertThat(presets.presetText("one-dot")).isEqualTo(LEAST);
    }

    @Test
    @DisplayName("tell their mistakes under their name")
    void mistakes() throws IOException {
      RunConfigReader presets =
          withPresets(Files.writeString(folder.resolve("p.yaml"), LEAST + "seed: x\n"));

      assertThat(refusal(() -> presets.preset("one-dot", List.of())))
          .isEqualTo("preset one-dot:4: seed: expected a whole number, found 'x'");
    }

    @Test
    @DisplayName("that don't exist, with a guess")
    void unknown() throws IOException {
      RunConfigReader presets = withPresets(folder.resolve("gone.yaml"));

      assertThat(refusal(() -> presets.preset("two-dot", List.of())))
          .startsWith(
              "preset two-dot: there is no preset of this name; did you mean 'two-dots'? Accepted:"
                  + " ")
          .endsWith("one-dot, two-dots");
      assertThat(refusal(() -> presets.preset("one-dot", List.of())))
          .startsWith("preset one-dot: cannot be read: java.io.FileNotFoundException");
      RunConfigReader none = new RunConfigReader(Registry.of(new ZooPlugin()));
      assertThat(refusal(() -> none.preset("digits", List.of())))
          .isEqualTo("preset digits: there is no preset of this name; none is installed");
    }
  }
}
