package io.gan4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.training.Phase;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.config.Describe;
import io.gan4j.core.config.Describe.KindInfo;
import io.gan4j.core.run.Training;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
@DisplayName("The manual")
class ManualTest {
  @TempDir Path folder;

  private static Map<String, String> only(Page page, String file, String... replacements) {
    String text = page.file(file);
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(text).contains(replacements[i]);
      text = text.replace(replacements[i], replacements[i + 1]);
    }
    return Map.of(file, text);
  }

  @Test
  @DisplayName(
      "trains, draws a picture and exports in under fifteen lines, and a service loads the model"
          + " without gan4j")
  void firstPage() throws IOException, InterruptedException {
    Page page = Page.read("docs/README.md");
    String body =
        page.file("FirstGan.java")
            .replaceFirst("(?s).*?main\\(String\\[\\] arguments\\) \\{\\R", "");
    assertThat(body.lines().count()).isLessThan(15);

    Outsider reader = new Outsider(folder, Outsider.everything());
    reader.write(only(page, "FirstGan.java", "training.steps=3000", "training.steps=10"));
    reader.run("FirstGan");
    BufferedImage digits = ImageIO.read(folder.resolve("digits.png").toFile());
    assertThat(digits.getWidth()).as("four digits of 28 pixels, enlarged").isGreaterThan(4 * 28);

    Outsider service =
        new Outsider(Files.createDirectory(folder.resolve("service")), Outsider.tensorFlowOnly());
    service.write(only(Page.read("docs/export.md"), "Service.java"));
    String model = folder.resolve("digit-generator").toString();
    String printed = service.run("Service", model);
    assertThat(printed).containsPattern("\\[3, 28, 28, 1\\] -?[01]\\.");
    assertThat(service.run("Service", model).lines().filter(line -> line.startsWith("[3")).toList())
        .isEqualTo(printed.lines().filter(line -> line.startsWith("[3")).toList());
  }

  @Test
  @DisplayName("makes a run file's run in Java, without YAML")
  void configuration() throws IOException, InterruptedException {
    Outsider reader = new Outsider(folder, Outsider.everything());
    reader.write(only(Page.read("docs/run-files.md"), "InJava.java"));
    assertThat(reader.run("InJava"))
        .contains("steps: 3000", "{type: r1, gamma: 10.0, every: 1}")
        .endsWith((784 * 64 + 64 + 64 + 1) + "\n");
  }

  @Test
  @DisplayName("has no YAML in its Java")
  void javaWithoutYaml() throws IOException {
    for (String page : List.of("README", "plugins", "recipes", "export", "run-files")) {
      Page.read("docs/" + page + ".md")
          .files()
          .forEach(
              (name, text) -> {
                if (name.endsWith(".java")) {
                  assertThat(text).as(name).doesNotContain(".parse(");
                }
              });
    }
  }

  @Test
  @DisplayName("reports to a meter registry of the embedder's choice")
  void meters() throws IOException, InterruptedException {
    Outsider reader = new Outsider(folder, Outsider.everything());
    reader.write(
        only(
            Page.read("docs/README.md"),
            "Metered.java",
            "training.steps=100",
            "training.steps=8",
            "% 50",
            "% 4"));
    assertThat(reader.run("Metered").lines()).containsSubsequence("0.5", "1.0");
  }

  @Test
  @DisplayName(
      "plugs in an architecture, a loss and a layer from a jar of one's own, named in a run file")
  void plugins() throws IOException, InterruptedException {
    Page page = Page.read("docs/plugins.md");
    Outsider author = new Outsider(folder, Outsider.everything());
    author.write(page.files());
    String cli = "io.gan4j.cli.Main";
    assertThat(author.run(cli, "list", "losses"))
        .contains("log-cosh  log cosh of the distance to the targets");
    author.run(cli, "train", "layers.yaml", "--run-dir", "first-rung");
    author.run(cli, "train", "example.yaml", "--run-dir", "second-and-third-rung");
    assertThat(folder.resolve("second-and-third-rung/config.yaml"))
        .content()
        .contains("{type: log-cosh}")
        .contains("share: 0.2")
        .contains("type: scale");
    author.run(cli, "sample", "second-and-third-rung", "--out", "samples.png");
    assertThat(folder.resolve("samples.png")).isNotEmptyFile();
    author.run(cli, "export", "second-and-third-rung", "--format", "onnx", "--out", "g.onnx");
    assertThat(folder.resolve("g.onnx")).isNotEmptyFile();
  }

  @Test
  @DisplayName(
      "proves the components of the jar, which is seen by nothing but its own class loader")
  void verify() throws IOException, InterruptedException {
    Page page = Page.read("docs/plugins.md");
    Outsider author = new Outsider(folder, Outsider.everything());
    author.write(page.files());
    assertThat(
            ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(
                    System.out,
                    System.err,
                    "--create",
                    "--file=" + folder.resolve("example.jar"),
                    "-C",
                    folder.toString(),
                    "com",
                    "-C",
                    folder.toString(),
                    "META-INF"))
        .isZero();
    Outsider elsewhere =
        new Outsider(Files.createDirectory(folder.resolve("elsewhere")), Outsider.everything());
    String cli = "io.gan4j.cli.Main";
    String printed = elsewhere.run(cli, "verify", "../example.jar");
    assertThat(printed).contains(" 0 failed, 1 skipped");
    assertThat(printed.lines()).containsSubsequence(page.file("scale.txt").lines().toList());
    assertThat(elsewhere.run(cli, "verify", "../example.jar", "--examples", "../examples.yaml"))
        .contains("Scale[initial=ConstantInitializer[value=0.5]]", " 0 failed, 0 skipped");
  }

  @ParameterizedTest
  @CsvSource({
    "docs/run-files.md, whole.yaml",
    "docs/run-files.md, phases.yaml",
    "docs/conditional.md, conditional.yaml",
    "docs/augmentations.md, augmented.yaml",
    "docs/games.md, classifier.yaml",
    "docs/games.md, parts.yaml",
    "docs/games.md, translation.yaml",
    "docs/games.md, acgan.yaml",
    "docs/games.md, infogan.yaml",
    "docs/games.md, bigan.yaml",
    "docs/games.md, sharpen.yaml"
  })
  @DisplayName("has run files that train")
  void runFiles(String page, String name) throws IOException {
    Gan gan = Gan.load();
    try (Training training = gan.open(gan.parse(Page.read(page).file(name)))) {
      training.run();
      assertThat(training.step()).isEqualTo(20);
    }
  }

  @Test
  @DisplayName("has prepared data that a run trains on, and a part that it never sees")
  void data() throws IOException {
    Gan gan = Gan.load();
    RunFile file = gan.parse(Page.read("docs/data.md").file("prepared.yaml"));
    try (Training training = gan.open(file);
        Dataset heldOut = gan.heldOut(file)) {
      training.run();
      assertThat(training.step()).isEqualTo(3);
      assertThat(training.sample(2, 1).shape().asArray()).containsExactly(2, 20, 20, 1);
      long all = training.dataset().size().orElseThrow() + heldOut.size().orElseThrow();
      assertThat(heldOut.size().orElseThrow()).isEqualTo(all / 10);
    }
  }

  @ParameterizedTest
  @CsvSource({"docs/data.md, vectors.yaml", "docs/conditional.md, numbers.yaml"})
  @DisplayName("has named vectors that a run is conditioned on")
  void vectors(String where, String name) throws IOException {
    Page page = Page.read("docs/data.md");
    String text = Page.read(where).file(name);
    for (String table : List.of("points.csv", "angles.csv")) {
      Path file = Files.writeString(folder.resolve(table), page.file(table));
      text = text.replace(table, file.toString());
    }
    Gan gan = Gan.load();
    try (Training training = gan.open(gan.parse(text))) {
      training.run();
      assertThat(training.step()).isEqualTo(20);
      assertThat(training.plan().side("condition").partner()).isEqualTo("data");
      assertThat(training.sample(3, 1).shape().asArray()).containsExactly(3, 2);
    }
  }

  @Test
  @DisplayName("combines losses and terms in a run file that trains")
  void losses() throws IOException {
    Gan gan = Gan.load();
    try (Training training = gan.open(gan.parse(Page.read("docs/losses.md").file("losses.yaml")))) {
      training.run();
      assertThat(training.step()).isEqualTo(20);
      assertThat(training.plan().phases())
          .extracting(Phase::name)
          .containsExactly("discriminator", "discriminator-every-4", "generator");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"residual.yaml", "branches.yaml", "sizes.yaml"})
  @DisplayName("has networks that train")
  void networks(String name) throws IOException {
    Gan gan = Gan.load();
    try (Training training = gan.open(gan.parse(Page.read("docs/networks.md").file(name)))) {
      training.run();
      assertThat(training.step()).isEqualTo(3);
    }
  }

  @Test
  @DisplayName("names every architecture and every layer on the page of networks")
  void namesAllNetworks() throws IOException {
    String page = Files.readString(Page.ROOT.resolve("docs/networks.md"));
    Describe describe = new Describe(Gan.load().registry());
    for (KindInfo kind : describe.kinds()) {
      if (Set.of("architectures", "layers").contains(kind.plural())) {
        assertThat(kind.components())
            .allSatisfy(component -> assertThat(page).contains("`" + component.name() + "`"));
      }
    }
  }

  @Test
  @DisplayName("learns a table and writes rows in its columns")
  void tables() throws IOException, InterruptedException {
    Page page = Page.read("docs/tabular.md");
    Outsider reader = new Outsider(folder, Outsider.everything());
    reader.write(page.files());
    for (String command : Page.commands("docs/tabular.md")) {
      String few =
          command.startsWith("train")
              ? " --steps 2 --set data.batchSize=8 --set evaluation.generated=200"
                  + " --set samples.count=100"
              : "";
      reader.run("io.gan4j.cli.Main", (command + few).split(" "));
    }
    List<String> rows = Files.readAllLines(folder.resolve("generated.csv"));
    assertThat(rows).hasSize(1001).first().isEqualTo("age,city,income,since,member");
    reader.run("io.gan4j.cli.Main", "train", "people.yaml", "--run-dir", "queried");
    reader.run("io.gan4j.cli.Main", "sample", "queried", "--out", "queried.csv");
    assertThat(Files.readAllLines(folder.resolve("queried.csv")))
        .hasSize(65)
        .first()
        .isEqualTo("age,city,income,member");
  }

  @Test
  @DisplayName("begins in Chinese with commands of the first page, in the same order")
  void translated() throws IOException {
    assertThat(Page.commands("README.md")).containsSubsequence(Page.commands("docs/zh/README.md"));
    assertThat(Page.commands("docs/zh/README.md")).hasSizeGreaterThan(5);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  @Test
  @DisplayName("shows commands that work, in the order in which they stand")
  void commands() throws IOException, InterruptedException {
    Outsider reader = new Outsider(folder, Outsider.everything());
    copy(Page.ROOT.resolve("models"), folder.resolve("models"));
    Map<String, Integer> steps = new LinkedHashMap<>(Map.of("train", 2, "resume", 4));
    for (String command : Page.commands("README.md")) {
      String[] words = command.replaceAll(" --steps \\d+", "").split(" ");
      if (words[0].equals("serve")) {
        continue; // it ends when it is told to: the page of serving tests it
      }
      Integer few = steps.get(words[0]);
      reader.run(
          "io.gan4j.cli.Main",
          few == null ? words : (String.join(" ", words) + " --steps " + few).split(" "));
    }
    assertThat(folder.resolve("digits.png")).isNotEmptyFile();
    assertThat(folder.resolve("digit-generator/saved_model.pb")).isNotEmptyFile();
    assertThat(folder.resolve("runs/digits-1/checkpoints"))
        .isDirectoryContaining("glob:**/step-00000004");
  }
}
