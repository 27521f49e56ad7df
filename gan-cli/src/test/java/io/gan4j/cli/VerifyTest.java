package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.cli.mutants.MutantExtension;
import io.gan4j.cli.mutants.MutantPlugin;
import io.gan4j.components.BuiltinPlugin;
import io.gan4j.tf.extension.TensorFlowExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("gan verify")
class VerifyTest {
  private static final String FOOLS = "leads the generator to fool the discriminator";
  private static final String DRAWS = "gives the same for the same draw";

  /** One of each component of gan4j that has no defaults. */
  private static final String EXAMPLES =
      """
      losses:
        - {type: flipped-labels, of: non-saturating, rate: 0.1}
      terms:
        - {type: loss, player: generator, loss: hinge}
        - {type: l2, player: discriminator, weight: 0.5}
        - {type: zcr, player: discriminator, weight: 1}
        - {type: zcr, player: generator, weight: 1}
      architectures:
        - {type: conditional, of: mlp}
        - {type: layers, layers: [{type: dense, units: 2}]}
      layers:
        - {type: dense, units: 3}
        - {type: maxout, units: 3, pieces: 2}
        - {type: dropout, rate: 0.5}
        - {type: embedding, classes: 3}
        - {type: reshape, shape: [2, 3]}
        - {type: conv2d, filters: 2, kernelSize: 3}
        - {type: transposed-conv2d, filters: 2, kernelSize: 3}
        - {type: depthwise-conv2d, kernelSize: 3}
        - {type: separable-conv2d, filters: 2, kernelSize: 3}
        - {type: maxout-conv2d, filters: 2, kernelSize: 3, pieces: 2}
        - {type: crop, size: 2}
        - {type: gaussian-noise, stddev: 0.1}
        - {type: residual, body: [{type: dense, units: 6}]}
        - {type: reconstruction-error, body: [{type: dense, units: 6}]}
        - {type: parallel, paths: [[{type: dense, units: 2}], [{type: dense, units: 3}]]}
        - {type: tabular-output, blocks: [{kind: linear, size: 2}, {kind: category, size: 4}]}
      initializers:
        - {type: uniform, low: -1, high: 1}
        - {type: normal, stddev: 0.1}
        - {type: truncated-normal, stddev: 0.1}
        - {type: constant, value: 1}
      constraints:
        - {type: max-norm, limit: 1}
      optimizers:
        - {type: sgd, learningRate: 0.1}
        - {type: momentum, learningRate: 0.1}
      schedules:
        - {type: constant, value: 0.1}
        - {type: linear, from: 1, to: 0}
        - {type: linear-epochs, from: 1, to: 0, epochs: 3}
        - {type: exponential, initial: 1, factor: 1.5}
        - {type: step, initial: 1, every: 10, factor: 0.5}
        - {type: cosine, from: 1}
      averages:
        - {type: half-life, images: 1000}
      latents:
        - {type: pool, of: {type: normal, size: 4}, rows: 100}
      """;

  /** A jar that names these services; their classes are on the class path. */
  private static Path jar(Path folder, Map<Class<?>, Class<?>> services) throws IOException {
    Path jar = folder.resolve("plugin.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Map.Entry<Class<?>, Class<?>> service : services.entrySet()) {
        out.putNextEntry(new JarEntry("META-INF/services/" + service.getKey().getName()));
        out.write(service.getValue().getName().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  @Test
  @Tag("slow")
  @DisplayName("finds no fault with what gan4j brings itself")
  void builtin(@TempDir Path folder) throws IOException {
    Path examples = Files.writeString(folder.resolve("examples.yaml"), EXAMPLES);
    Cli cli =
        Cli.run(
            "verify",
            jar(folder, Map.of(GanPlugin.class, BuiltinPlugin.class)).toString(),
            "--examples",
            examples.toString());
    assertThat(cli.out()).doesNotContain("FAIL  ", "it has no defaults for", "it takes none of");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
  }

  @Nested
  @DisplayName("on components that are wrong in one way each")
  class Mutants {
    private static Cli verified;
    private static final Map<String, List<String>> FAILED = new LinkedHashMap<>();

    @BeforeAll
    static void verify(@TempDir Path folder) throws IOException {
      Path jar =
          jar(
              folder,
              Map.of(
                  GanPlugin.class, MutantPlugin.class,
                  TensorFlowExtension.class, MutantExtension.class));
      verified = Cli.run("verify", jar.toString());
      String component = "";
      for (String line : verified.out().lines().toList()) {
        if (!line.startsWith(" ")) {
          component = line.split(":", 2)[0];
        } else if (line.startsWith("  FAIL  ")) {
          FAILED.computeIfAbsent(component, name -> new ArrayList<>()).add(line.substring(8));
        }
      }
    }

    static Map<String, List<String>> expected() {
      Map<String, List<String>> expected = new LinkedHashMap<>();
      expected.put("loss flipped-sign", List.of(FOOLS));
      expected.put("loss log-of-sigmoid", List.of("is finite for scores up to ±10000.0"));
      expected.put(
          "term norm-of-batch",
          List.of("is a mean over samples of what each sample's own slope costs"));
      expected.put("term forgetful", List.of("gives the same for the same context"));
      expected.put("latents unkeyed", List.of("gives equal latents for equal draws"));
      expected.put("activation percent", List.of("reads back from a run file as it was written"));
      expected.put(
          "activation detached",
          List.of("has the gradients of finite differences, for the generator"));
      expected.put(
          "activation straightened",
          List.of("has those of second order under gradient-penalty, or is refused there"));
      expected.put("layer drifting", List.of("is exported, and makes the same there"));
      expected.put("layer wrong-shape", List.of("makes the shape that it declares"));
      expected.put("layer unkeyed-noise", List.of(DRAWS));
      expected.put(
          "layer secretly-mixing",
          List.of("keeps samples apart, as it does not say that it mixes them"));
      return expected;
    }

    static List<String> names() {
      return List.copyOf(expected().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    @DisplayName("tells what is wrong once, and nothing else")
    void forTheRightReason(String mutant) {
      assertThat(FAILED.get(mutant)).isEqualTo(expected().get(mutant));
    }

    @Test
    @DisplayName("finds no fault with the plugin or anything else, and exits with 1")
    void noOther() {
      assertThat(FAILED.keySet()).containsExactlyInAnyOrderElementsOf(names());
      assertThat(verified.exitCode()).isEqualTo(1);
    }

    @Test
    @DisplayName("says what was computed, what it should be and what it is")
    void explains() {
      assertThat(verified.out())
          .contains(
              """
                FAIL  leads the generator to fool the discriminator
                        formula   slope of the generator's loss as a fake's score gets more real
                        expected  below -1.0E-6
                        found     0.1\
              """
                  .stripTrailing())
          .contains(
              """
                FAIL  makes the shape that it declares
                        formula   shape of what it makes of 1 × [6]
                        expected  [1, 6]
                        found     [1, 12]
              """)
          .contains("skip  ")
          .contains("its output has another shape than it declares")
          .contains("          cure      draw all noise from the NoiseSource that is given");
    }
  }

  @Test
  @DisplayName("reads a term among the examples as a run file has it, with its weight")
  void weightedExample(@TempDir Path folder) throws IOException {
    Path jar = jar(folder, Map.of(GanPlugin.class, MutantPlugin.class));
    Path examples =
        Files.writeString(
            folder.resolve("examples.yaml"),
            "terms: [{type: r1, gamma: 2, every: 4}]\nbirds: []\n");
    Cli cli = Cli.run("verify", jar.toString(), "--examples", examples.toString());
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("birds is no kind");
  }

  @Test
  @DisplayName("refuses what is no jar with a plugin")
  void nothingToCheck(@TempDir Path folder) throws IOException {
    Cli empty = Cli.run("verify", jar(folder, Map.of()).toString());
    assertThat(empty.exitCode()).isEqualTo(2);
    assertThat(empty.err())
        .contains("holds no plugin", "META-INF/services/" + GanPlugin.class.getName());
    Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
    assertThat(Cli.run("verify", text.toString()).exitCode()).isEqualTo(2);
    Cli absent = Cli.run("verify", folder.resolve("absent.jar").toString());
    assertThat(absent.exitCode()).isEqualTo(2);
    assertThat(absent.err()).contains("no such file");
  }
}
