package io.gan4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.game.Player;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.plugin.Registry;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The recipes for new components")
class RecipesTest {
  /** A file of the repository, or a folder. */
  private static final Pattern TOUCHED = Pattern.compile("`(gan-[a-z]+/src/[^`]+)`");

  private static final String PLUGIN =
      """
      package com.example;

      import io.gan4j.api.data.DatasetReader;
      import io.gan4j.api.game.Game;
      import io.gan4j.api.layer.PerValueScale;
      import io.gan4j.api.metric.Metric;
      import io.gan4j.api.network.Activation;
      import io.gan4j.api.network.LayerSpec;
      import io.gan4j.api.optimizer.Optimizer;
      import io.gan4j.api.optimizer.SignSgd;
      import io.gan4j.api.plugin.Contributions;
      import io.gan4j.api.plugin.GanPlugin;
      import io.gan4j.api.term.Loss;
      import io.gan4j.api.term.Term;
      import io.gan4j.components.activation.Softsign;
      import io.gan4j.components.game.BidirectionalGame;
      import io.gan4j.components.loss.TemperedLoss;
      import io.gan4j.components.metric.LitPixels;
      import io.gan4j.components.term.ScoreDriftTerm;
      import io.gan4j.datasets.GreyLevelsReader;

      public final class Recipes implements GanPlugin {
        @Override
        public String name() {
          return "recipes";
        }

        @Override
        public void contribute(Contributions to) {
          to.component(Game.class, "bidirectional", BidirectionalGame.class);
          to.component(Loss.class, "tempered", TemperedLoss.class);
          to.component(Term.class, "score-drift", ScoreDriftTerm.class);
          to.component(Activation.class, "softsign", Softsign.class);
          to.component(LayerSpec.class, "per-value-scale", PerValueScale.class);
          to.component(Optimizer.class, "sign-sgd", SignSgd.class);
          to.component(DatasetReader.class, "grey-levels", GreyLevelsReader.class);
          to.component(Metric.class, "lit-pixels", LitPixels.class);
        }
      }
      """;

  private static final String EXTENSION =
      """
      package com.example;

      import io.gan4j.api.layer.PerValueScale;
      import io.gan4j.api.optimizer.SignSgd;
      import io.gan4j.tf.extension.TensorFlowExtension;
      import io.gan4j.tf.internal.layer.PerValueScaleBuilder;
      import io.gan4j.tf.internal.optimizer.SignSgdBuilder;

      public final class RecipesExtension implements TensorFlowExtension {
        @Override
        public String name() {
          return "recipes";
        }

        @Override
        public void configure(Builders to) {
          to.layer(PerValueScale.class, new PerValueScaleBuilder());
          to.optimizer(SignSgd.class, new SignSgdBuilder());
        }
      }
      """;

  @TempDir Path folder;

  /** Compiles every recipe, with a plugin that brings them all; the folder of the classes. */
  private Path compiled() throws IOException {
    Map<String, String> files = new LinkedHashMap<>(Page.read("docs/recipes.md").files());
    files.put("com/example/Recipes.java", PLUGIN);
    files.put("com/example/RecipesExtension.java", EXTENSION);
    files.put("META-INF/services/io.gan4j.api.plugin.GanPlugin", "com.example.Recipes\n");
    files.put(
        "META-INF/services/io.gan4j.tf.extension.TensorFlowExtension",
        "com.example.RecipesExtension\n");
    Path sources = Files.createDirectory(folder.resolve("sources"));
    new Outsider(sources, Outsider.everything()).write(files);
    return sources;
  }

  @Test
  @DisplayName("make components that compile and that run files can name")
  void named() throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {compiled().toUri().toURL()})) {
      Gan gan = Gan.of(Registry.load(loader));
      RunFile file =
          gan.preset(
              "ring-2d",
              "loss=tempered",
              "terms=[{type: score-drift}]",
              "generator.optimizer={type: sign-sgd, learningRate: 0.001}",
              "generator.network={type: layers, layers: [{type: dense, units: 8}, softsign,"
                  + " per-value-scale, {type: dense, units: 2}]}",
              "metrics=[lit-pixels]");
      assertThat(gan.resolved(file.config())).contains("type: tempered", "temperature: 2");
      assertThat(gan.plan(file).player(Player.GENERATOR).network().trainedValues()).isPositive();
    }
  }

  @Test
  @Tag("slow")
  @DisplayName("make components that keep their contracts")
  void proven() throws IOException, InterruptedException {
    Path sources = compiled();
    assertThat(
            ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(
                    System.out,
                    System.err,
                    "--create",
                    "--file=" + folder.resolve("recipes.jar"),
                    "-C",
                    sources.toString(),
                    "."))
        .isZero();
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.writeString(
        elsewhere.resolve("examples.yaml"),
        "optimizers: [{type: sign-sgd, learningRate: 0.1}]\nreaders: [{type: grey-levels, side: 4}]\n");
    assertThat(
            new Outsider(elsewhere, Outsider.everything())
                .run(
                    "io.gan4j.cli.Main", "verify", "../recipes.jar", "--examples", "examples.yaml"))
        .contains("tempered", "score-drift", "softsign", "per-value-scale", "sign-sgd")
        .contains("grey-levels", "lit-pixels", "bidirectional", " 0 failed, ");
  }

  @Test
  @DisplayName("name files that are there, but for those that they make")
  void there() throws IOException {
    String page = Files.readString(Page.ROOT.resolve("docs/recipes.md"));
    Matcher touched = TOUCHED.matcher(page);
    int found = 0;
    while (touched.find()) {
      String file = touched.group(1);
      String made = file.replaceFirst(".*/src/main/java/", "");
      if (!Page.read("docs/recipes.md").files().containsKey(made)) {
        assertThat(Page.ROOT.resolve(file)).exists();
        found++;
      }
    }
    assertThat(found).isGreaterThan(5);
  }
}
