package io.gan4j.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.fail;

import io.gan4j.api.config.ConfigException;
import io.gan4j.components.BuiltinPlugin;
import io.gan4j.core.plugin.Registry;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Whatever a run file holds")
class MutationTest {
  /** What does not end by then never will, however busy the machine is. */
  private static final Duration LONG = Duration.ofMinutes(2);

  private static final int ROUNDS = 1_000;

  private static final String RUN =
      """
      name: all   # a comment
      seed: 99
      data: {reader: {type: stand-in, samples: 3, folder: "x y"}, batchSize: 5, range: symmetric}
      latents: {type: uniform, size: 3, low: -1.5e-3, high: 2}
      generator:
        network:
          type: layers
          layers:
            - relu
            - {type: dense, units: 3, activation: 'tanh', kernel: {type: constant, value: .5}}
        optimizer: {type: rmsprop, learningRate: {type: cosine, from: 1, to: 0.5}}
        average: ema
        constraints: [{type: max-norm, limit: 2}]
      discriminator:
        network: {type: mlp, units: []}
        optimizer: {type: sgd, learningRate: .1}
      loss: minimax
      terms: [{type: l2, player: generator, weight: 1e-3}]
      training:
        phases:
          - {name: d, moves: [discriminator]}
          - {name: g, moves: [generator], data: d, terms: }
      """;

  private static final List<String> BITS =
      List.of(
          ":",
          ": ",
          "-",
          "- ",
          "[",
          "]",
          "{",
          "}",
          ",",
          "\n",
          " ",
          "  ",
          "\t",
          "'",
          "\"",
          "&a ",
          "*a",
          "!x ",
          "!!map ",
          "|",
          ">",
          "#",
          "%",
          "@",
          "`",
          "?",
          "? ",
          "~",
          "null",
          "-1",
          "0",
          "1e999",
          ".nan",
          "<<: ",
          "---\n",
          "...\n",
          "type: ",
          "\\",
          "\u0000",
          "\uFEFF",
          "\uD800",
          "\r",
          "é",
          "数",
          "true",
          "99999999999999999999",
          "--- |\n",
          "%YAML 1.1\n",
          "x: ");

  private static final List<String> OPTIONS =
      List.of(
          "generator.network.units=[1]",
          "loss=minimax",
          "training.phases[0].repeat=2",
          "a.b[0]=1",
          "latents.size.x=",
          "terms[0].weight={",
          "generator=",
          "data.reader.type=digits");

  private final RunConfigReader reader =
      new RunConfigReader(Registry.of(new BuiltinPlugin(), new ZooPlugin()));

  /** Whether it was read; anything but a configuration or a ConfigException with problems fails. */
  private boolean reads(String yaml, List<String> options) {
    try {
      reader.parse(yaml, "run.yaml", options);
      return true;
    } catch (ConfigException e) {
      assertThat(e.problems()).as(yaml).isNotEmpty();
      assertThat(e.problems()).allSatisfy(p -> assertThat(p.message()).isNotBlank());
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      return fail("options " + options + " and\n" + yaml, e);
    }
  }

  private static String mutated(String yaml, Random random) {
    int from = random.nextInt(yaml.length());
    int to = Math.min(yaml.length(), from + random.nextInt(12));
    String bit = BITS.get(random.nextInt(BITS.size()));
    int place = random.nextInt(yaml.length());
    return switch (random.nextInt(5)) {
      case 0 -> yaml.substring(0, from) + bit + yaml.substring(from);
      case 1 -> yaml.substring(0, from) + bit + yaml.substring(to);
      case 2 -> yaml.substring(0, from) + yaml.substring(to);
      case 3 -> yaml.substring(0, place) + yaml.substring(from, to) + yaml.substring(place);
      default -> yaml.substring(0, to);
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  @DisplayName("reading it gives a run or a list of problems, never anything else")
  void mutations(long seed) {
    Random random = new Random(seed);
    int good = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String yaml = RUN;
      for (int n = random.nextInt(4); n >= 0; n--) {
        yaml = mutated(yaml.isEmpty() ? RUN : yaml, random);
      }
      List<String> options =
          random.nextBoolean() ? List.of() : List.of(OPTIONS.get(random.nextInt(OPTIONS.size())));
      good += reads(yaml, options) ? 1 : 0;
    }
    // Some mutations hit a comment or a default: if none were read, or all, this would test
    // nothing.
    assertThat(good).isBetween(ROUNDS / 100, ROUNDS / 2);
  }

  @Test
  @DisplayName("as it stands, it is read")
  void unchanged() {
    assertThat(reads(RUN, List.of())).isTrue();
  }

  @Test
  @DisplayName("a megabyte of anything is refused and hangs nothing")
  void large() {
    for (String bit : List.of("a", " ", "- ", "[", "a: ", "1_", "a.B", "[],")) {
      String much = bit.repeat(990_000 / bit.length());
      assertTimeoutPreemptively(
          LONG,
          () -> {
            assertThat(reads(much, List.of())).isFalse();
            assertThat(reads("name: " + much, List.of())).isFalse();
            assertThat(reads("terms: [" + much, List.of())).isFalse();
            assertThat(reads("loss: " + bit + much + "\nseed: 9", List.of())).isFalse();
          },
          bit);
    }
  }

  @Test
  @DisplayName("ten thousand unknown keys are all told")
  void manyKeys() {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      yaml.append("k").append(i).append(": ").append(i).append('\n');
    }
    assertTimeoutPreemptively(
        LONG,
        () ->
            assertThatThrownBy(() -> reader.parse(yaml.toString(), "run.yaml", List.of()))
                .isInstanceOfSatisfying(
                    ConfigException.class,
                    e -> assertThat(e.problems()).hasSizeGreaterThan(10_000)));
  }
}
