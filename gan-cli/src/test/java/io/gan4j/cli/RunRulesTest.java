package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Before it trains, a run is told")
class RunRulesTest {
  private static final Pattern WAY_OUT = Pattern.compile("; a way out: --set (?:'(.*)'|(\\S+))$");
  private static final String SMALL = "generator.network.units=[8]";
  private static final String WASSERSTEIN = "loss=wasserstein";
  private static final String CLIP = "discriminator.constraints=[{type: weight-clip, limit: 0.01}]";
  private static final String NO_BOUND = "nothing gives it one";

  private final Gan gan = Gan.load();

  private List<String> warnings(List<String> overrides) {
    RunFile file = gan.preset("digits-mlp", overrides.toArray(String[]::new));
    return gan.warnings(file.config(), gan.plan(file));
  }

  /** A discriminator of two layers, with what makes their kernels. */
  private static String layers(String first, String second) {
    return "discriminator.network={type: layers, layers: [flatten, {type: dense, units: 8,"
        + " activation: relu, weights: "
        + first
        + "}, {type: dense, units: 1, weights: "
        + second
        + "}]}";
  }

  /** Two phases, the discriminator's with terms of its own. */
  private static String phases(String terms) {
    return "training.phases=[{name: d, moves: [discriminator]"
        + terms
        + "}, {name: g, moves: [generator]}]";
  }

  private static Arguments warned(String key, String says, String... overrides) {
    return Arguments.of(key, says, List.of(overrides));
  }

  static Stream<Arguments> seldomMeant() {
    return Stream.of(
        warned("loss", NO_BOUND, WASSERSTEIN),
        warned("loss", NO_BOUND, "loss={type: flipped-labels, of: wasserstein, rate: 0.1}"),
        warned("loss", NO_BOUND, WASSERSTEIN, "terms=[{type: gradient-penalty, weight: 0}]"),
        warned(
            "loss",
            NO_BOUND,
            WASSERSTEIN,
            "terms=[{type: l2, player: discriminator, weight: 1.0e-4}]"),
        warned("loss", NO_BOUND, WASSERSTEIN, layers("weight-norm", "weight-norm")),
        warned("loss", "only some of its kernels", WASSERSTEIN, layers("spectral-norm", "plain")),
        warned("loss", NO_BOUND, WASSERSTEIN, phases("")),
        warned(
            "loss",
            NO_BOUND,
            phases(", terms: [{type: loss, player: discriminator, loss: wasserstein}]")),
        warned(
            "loss",
            NO_BOUND,
            WASSERSTEIN,
            "discriminator.network={type: layers, layers: [flatten, {type: dense, units: 8},"
                + " batch-norm, relu, {type: dense, units: 1}]}"),
        warned(
            "discriminator.constraints",
            "made to replace it",
            WASSERSTEIN,
            CLIP,
            "terms=[gradient-penalty]"),
        warned("discriminator.constraints", "made to replace it", CLIP, "terms=[r1]"),
        warned(
            "discriminator.constraints",
            "made to replace it",
            CLIP,
            "terms=[{type: r2, every: 4}]"),
        warned(
            "discriminator.constraints",
            "divides out",
            "loss=hinge",
            CLIP,
            layers("spectral-norm", "spectral-norm")),
        warned(
            "discriminator.constraints",
            "divides out",
            "discriminator.constraints=[{type: max-norm, limit: 2}]",
            layers("spectral-norm", "spectral-norm")),
        warned("terms", "to 0", "terms=[gradient-penalty, r1]"),
        warned(
            "terms", "to 0", "terms=[{type: l2, player: generator, weight: 1.0e-4}, dragan, r2]"),
        warned(
            "training.phases[0].terms",
            "to 0",
            phases(
                ", terms: [{type: loss, player: discriminator, loss: hinge}, r1,"
                    + " gradient-penalty]")),
        warned(
            "data.batchSize",
            "one sample",
            "data.batchSize=1",
            "generator.network={type: layers, layers: [{type: dense, units: 784}, batch-norm,"
                + " {type: reshape, shape: [28, 28, 1]}, sigmoid]}",
            "data.range=unit"));
  }

  @ParameterizedTest
  @MethodSource("seldomMeant")
  @DisplayName("what can be trained and is seldom meant, with a change after which nothing is")
  void told(String key, String says, List<String> overrides) {
    List<String> all = new ArrayList<>(overrides);
    all.add(0, SMALL);
    List<String> warnings = warnings(all);
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).startsWith(key + ": ").contains(says);
    Matcher wayOut = WAY_OUT.matcher(warnings.get(0));
    assertThat(wayOut.find()).as(warnings.get(0)).isTrue();
    all.add(wayOut.group(1) != null ? wayOut.group(1) : wayOut.group(2));
    assertThat(warnings(all)).as("with " + all).isEmpty();
  }

  @Test
  @DisplayName("so of every pairing of a game, at its own keys")
  void games() {
    String file = GamesTest.of("tensorflow").replace("terms: [{type: r1, gamma: 1}]", "terms: []");
    List<String> changes =
        new ArrayList<>(List.of("loss=wasserstein", "pairings.second.loss=wasserstein"));
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      RunFile run = gan.parse(file, changes.toArray(String[]::new));
      List<String> warnings = gan.warnings(run.config(), gan.plan(run));
      assertThat(warnings).hasSize(1);
      told.add(warnings.get(0).replaceAll(":.*", ""));
      Matcher wayOut = WAY_OUT.matcher(warnings.get(0));
      assertThat(wayOut.find()).as(warnings.get(0)).isTrue();
      assertThat(wayOut.group(1)).startsWith(i == 0 ? "pairings.first.terms=" : "pairings.second.");
      changes.add(wayOut.group(1));
    }
    assertThat(told).containsExactly("loss", "pairings.second.loss");
    RunFile mended = gan.parse(file, changes.toArray(String[]::new));
    assertThat(gan.warnings(mended.config(), gan.plan(mended))).isEmpty();
  }

  static Stream<String> bounded() {
    return Stream.of(
        "terms=[gradient-penalty]",
        "terms=[{type: dragan}]",
        "terms=[{type: r1, every: 16}]",
        CLIP,
        "discriminator.constraints=[{type: max-norm, limit: 1}]",
        layers("spectral-norm", "spectral-norm"),
        "loss=hinge",
        "loss=least-squares");
  }

  @ParameterizedTest
  @MethodSource("bounded")
  @DisplayName("nothing where its critic's slope is bounded, or its loss asks for no bound")
  void silent(String override) {
    assertThat(warnings(List.of(SMALL, WASSERSTEIN, override))).isEmpty();
  }

  @Test
  @DisplayName("so by --dry-run, in its own words")
  void dryRun(@TempDir Path temp) {
    Cli cli =
        Cli.run(
            "train",
            "digits-mlp",
            "--dry-run",
            "--run-dir",
            temp.resolve("run").toString(),
            "--set",
            "loss=wasserstein");
    assertThat(cli.out())
        .contains("warning  loss: a Wasserstein critic needs a bound on its slope")
        .contains(
            "--set 'terms=[{type: gradient-penalty, target: 1.0, oneSided: false, weight: 10.0,"
                + " every: 1}]'");
  }
}
