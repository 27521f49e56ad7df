package io.gan4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.cli.ManualCommands;
import io.gan4j.core.Gan;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

@Execution(ExecutionMode.CONCURRENT)
@DisplayName("The tutorials, the how-to pages and troubleshooting")
class GuidesTest {
  @TempDir Path folder;

  /** The pages whose commands are run, in an order in which they build on each other. */
  private static List<String> pages() {
    List<String> pages = new ArrayList<>();
    for (String part : List.of("docs/tutorials", "docs/how-to")) {
      Markdown.pages(Page.ROOT.resolve(part))
          .forEach(page -> pages.add(part + "/" + page.getFileName()));
    }
    pages.addAll(List.of("docs/troubleshooting.md", "docs/coming-from.md"));
    return pages;
  }

  @Test
  @DisplayName("have examples that compile, run files that fit, and commands that there are")
  void examples() throws IOException, InterruptedException {
    write(pages());
    draw();
    Gan gan = Gan.load();
    CommandLine commands = new CommandLine(ManualCommands.model());
    int planned = 0;
    for (String page : pages()) {
      for (Map.Entry<String, String> file : Page.read(page).files().entrySet()) {
        if (file.getKey().endsWith(".yaml") && !file.getValue().contains("swish")) {
          String here = file.getValue().replaceAll("path: (\\w)", "path: " + folder + "/$1");
          assertThat(gan.plan(gan.parse(here)).players()).as(file.getKey()).isNotEmpty();
          planned++;
        }
      }
      for (List<String> words : Script.of(page).launched()) {
        commands.parseArgs(words.toArray(String[]::new));
        if (words.get(0).equals("train") && gan.presets().contains(words.get(1))) {
          assertThat(gan.preset(words.get(1), set(words)).config()).as(page).isNotNull();
          planned++;
        }
      }
    }
    assertThat(planned).isGreaterThan(40);
  }

  private static String[] set(List<String> words) {
    return IntStream.range(1, words.size())
        .filter(i -> words.get(i - 1).equals("--set"))
        .mapToObj(words::get)
        .toArray(String[]::new);
  }

  @Test
  @DisplayName("lead through a plugin and a service by commands that work, with few steps")
  void plugin() throws IOException, InterruptedException {
    List<String> pages = List.of("docs/tutorials/plugin.md", "docs/tutorials/java-service.md");
    write(pages);
    String printed = run(pages);
    assertThat(printed).contains("activation swish: Swish[beta=1.0]", " 0 failed, ");
    assertThat(folder.resolve("swish.png")).isNotEmptyFile();
    served(folder.resolve("digit-generator"));
  }

  @Test
  @Tag("slow")
  @DisplayName("have commands that work, with few steps")
  void commands() throws IOException, InterruptedException {
    write(pages());
    draw();
    run(pages());
    assertThat(folder.resolve("samples.png")).isNotEmptyFile();
    assertThat(Files.readAllLines(folder.resolve("generated.csv"))).hasSize(1001);
  }

  @Test
  @DisplayName("are told in Chinese by the same commands")
  void translated() throws IOException {
    List<String> original = new ArrayList<>();
    for (String page : pages()) {
      original.addAll(Script.of(page).lines());
    }
    List<String> translated = Script.of("docs/zh/tutorials.md").lines();
    assertThat(original).containsAll(translated);
    assertThat(translated).hasSizeGreaterThan(25);
  }

  private void write(List<String> pages) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    for (String page : pages) {
      Page.read(page)
          .files()
          .forEach((name, text) -> assertThat(files.put(name, text)).as(page + name).isNull());
    }
    new Outsider(folder, Outsider.everything()).write(files);
  }

  /** The data of the tutorials, less of them than there. */
  private void draw() throws IOException, InterruptedException {
    Outsider reader = new Outsider(folder, Outsider.everything());
    reader.run("Faces", "photos", "40");
    reader.run("Customers", "customers.csv", "2000");
  }

  /** Runs the pages' commands in a process; what they printed. */
  private String run(List<String> pages) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (String page : pages) {
      Script.of(page).launched().forEach(words -> lines.add(String.join("\t", few(words))));
    }
    Files.write(folder.resolve("commands.txt"), lines);
    return new Outsider(folder, Outsider.everything() + File.pathSeparator + jar())
        .run(ManualCommands.class.getName(), "commands.txt");
  }

  /** What a command says of numbers, in small. */
  private static List<String> few(List<String> words) {
    List<String> few = new ArrayList<>(words);
    int steps = few.indexOf("--steps");
    if (steps >= 0) {
      few.set(steps + 1, few.get(0).equals("resume") ? "3" : "2");
    } else if (few.get(0).equals("train")) {
      few.addAll(List.of("--steps", "2"));
    }
    if (few.get(0).matches("train|evaluate") && !few.contains("--dry-run")) {
      few.addAll(
          List.of(
              "--set", "evaluation.generated=100",
              "--set", "evaluation.real=100",
              "--set", "evaluation.everyImages=" + (few.contains("early.yaml") ? 16 : 0)));
    }
    return few;
  }

  /** The jar of the tutorial on plugins, made as its commands make it. */
  private Path jar() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("swish/classes"));
    for (String part : List.of("com/example", "META-INF/services")) {
      Path from = folder.resolve(part.startsWith("com") ? part : "swish/" + part);
      Files.createDirectories(classes.resolve(part));
      try (Stream<Path> files = Files.list(from)) {
        for (Path file : files.toList()) {
          Files.copy(file, classes.resolve(part).resolve(file.getFileName()));
        }
      }
    }
    Path jar = folder.resolve("swish.jar");
    assertThat(
            ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(
                    System.out,
                    System.err,
                    "--create",
                    "--file=" + jar,
                    "-C",
                    classes.toString(),
                    "."))
        .isZero();
    return jar;
  }

  /** Starts the service of the tutorial, with TensorFlow alone, and asks it for a seven. */
  private void served(Path model) throws IOException, InterruptedException {
    Path service = Files.createDirectory(folder.resolve("service"));
    String source = "digit-service/src/main/java/DigitService.java";
    new Outsider(service, Outsider.tensorFlowOnly())
        .write(
            Map.of("DigitService.java", Page.read("docs/tutorials/java-service.md").file(source)));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                service + File.pathSeparator + Outsider.tensorFlowOnly(),
                "DigitService",
                model.toString(),
                "0")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String ready = process.inputReader().readLine();
      assertThat(ready).startsWith("ready: http://localhost:");
      BufferedImage seven = ImageIO.read(URI.create(ready.substring("ready: ".length())).toURL());
      assertThat(List.of(seven.getWidth(), seven.getHeight())).containsExactly(28, 28);
    } finally {
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }
}
