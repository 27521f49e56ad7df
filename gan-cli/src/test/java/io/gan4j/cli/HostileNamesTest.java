package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.plugin.GanPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever can be named by anybody, named so that a terminal would do something. */
@DisplayName("What moves a terminal's cursor, colours it or turns its text, in")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "files cannot be called so")
class HostileNamesTest {
  /** ESC sequences, C0, DEL, C1, and marks that turn text around. */
  private static final String HOSTILE =
      "x\u001b[2J\u001b]0;t\u0007\b\r\f\u007f\u009b31m\u0085\u202Egpj\u2066y";

  /** The same in a double-quoted YAML or JSON text. */
  private static final String ESCAPED =
      "x\\u001b[2J\\u001b]0;t\\u0007\\b\\r\\f\\u007f\\u009b31m\\u0085\\u202Egpj\\u2066y";

  @TempDir Path folder;

  private static void assertPlain(Cli cli) {
    for (String printed : List.of(cli.out(), cli.err())) {
      assertThat(
              printed
                  .codePoints()
                  .filter(c -> c != '\n' && c != '\t')
                  .filter(
                      c ->
                          Character.isISOControl(c)
                              || (c >= 0x202A && c <= 0x202E)
                              || (c >= 0x2066 && c <= 0x2069))
                  .mapToObj(Integer::toHexString)
                  .toList())
          .as(printed)
          .isEmpty();
    }
  }

  private static Cli assertPlain(String... arguments) {
    Cli cli = Cli.run(arguments);
    assertPlain(cli);
    assertThat(cli.out() + cli.err()).doesNotContain("internal error", "\tat ");
    return cli;
  }

  static Stream<String> runFiles() {
    return Stream.of(
        "\"%s\": 1",
        "name: \"%s\"",
        "loss: \"%s\"",
        "loss: {type: hinge, \"%s\": 1}",
        "generator: {network: {type: \"%s\"}}",
        "data: {reader: {type: csv, path: \"%s\"}}",
        "data: {reader: {type: table, path: \"%s.csv\"}}",
        "data: {reader: {type: table, path: here.csv, columns: [\"%s\"]}}",
        "data: {reader: {type: table, path: here.csv, sql: \"SELECT '%s' FROM nowhere\"}}",
        "data: {split: \"%s\"}",
        "device: \"%s\"",
        "metrics: [\"%s\"]",
        "terms: [{type: r1, weight: \"%s\"}]",
        "training: {steps: \"%s\"}",
        "training: {phases: [{player: \"%s\"}]}",
        "initFrom: {run: \"%s\"}",
        "plugins: [{name: \"%s\", sha256: \"%s\"}]",
        "&%s name: x",
        "!<%s> name: x",
        "name: [\"%s\"");
  }

  @ParameterizedTest
  @MethodSource("runFiles")
  @DisplayName("a run file, escaped or raw, comes to the terminal as text:")
  void runFile(String yaml) throws IOException {
    Files.writeString(folder.resolve("here.csv"), "a,b\n1,2\n3,4\n");
    for (String name : List.of(ESCAPED, HOSTILE)) {
      Path file = Files.writeString(folder.resolve("run.yaml"), yaml.replace("%s", name) + "\n");
      assertPlain("train", file.toString(), "--dry-run");
      assertPlain("data", "inspect", file.toString());
    }
  }

  @Test
  @DisplayName("arguments, of files and of everything else, comes to the terminal as text")
  void arguments() throws IOException {
    Path named = Files.createDirectory(folder.resolve(HOSTILE));
    Path csv = Files.writeString(named.resolve(HOSTILE + ".csv"), "a,b\n1,2\n3,4\n5,7\n");
    String file = csv.toString();
    for (String[] command :
        new String[][] {
          {HOSTILE},
          {"train", HOSTILE},
          {"train", named + "/run.yaml"},
          {"train", "digits", "--set", HOSTILE + "=1"},
          {"train", "digits", "--set", "name=" + HOSTILE, "--dry-run"},
          {"train", "digits", "--set", "loss=" + HOSTILE},
          {"train", "digits", "--" + HOSTILE},
          {"train", "digits", "--steps", HOSTILE},
          {"train", "digits", "--device", HOSTILE},
          {"train", "--data", named + "/absent"},
          {"train", "--data", file, "--dry-run"},
          {"data", "inspect", file},
          {"data", "inspect", HOSTILE},
          {"data", "inspect", named.toString()},
          {"data", "fetch", HOSTILE},
          {"data", "list", "--cache", named.toString()},
          {"list", HOSTILE},
          {"preset", "show", HOSTILE},
          {"sample", named.toString(), "--out", HOSTILE + ".npy"},
          {"sample", named.toString(), "--out", HOSTILE},
          {"sample", named.toString(), "--count", HOSTILE, "--out", "x.png"},
          {"evaluate", named.toString(), "--metrics", HOSTILE},
          {"export", named.toString(), "--out", HOSTILE},
          {"export", file, "--out", HOSTILE},
          {"picture", "map", named.toString()},
          {"picture", "interpolation", named.toString(), "--path", HOSTILE},
          {"report", named.toString()},
          {"compare", named.toString(), file},
          {"resume", named.toString()},
          {"verify", named.toString()},
          {"verify", file},
        }) {
      assertPlain(command);
    }
  }

  @Test
  @DisplayName("data, in its columns, classes, values and files, comes to the terminal as text")
  void data() throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("t.csv"), "\"" + HOSTILE + "\",b\n1,\"" + HOSTILE + "\"\n2,z\n3,z\n");
    assertPlain("data", "inspect", csv.toString());
    assertPlain("train", "table", "--data", csv.toString(), "--dry-run");
    Files.writeString(csv, "\"" + HOSTILE + "\",\"" + HOSTILE + "\"\n1,2\n3,4\n");
    assertPlain("data", "inspect", csv.toString());
    Path json =
        Files.writeString(folder.resolve("t.json"), "[{\"" + ESCAPED + "\": [1]}, {\"a\": 2}]");
    assertPlain("data", "inspect", json.toString());
    Path images = Files.createDirectories(folder.resolve("images").resolve(HOSTILE));
    Files.writeString(images.resolve(HOSTILE + ".png"), "no picture");
    assertPlain("data", "inspect", String.valueOf(images.getParent()));
    assertPlain("train", "--data", String.valueOf(images.getParent()), "--dry-run");
  }

  @Test
  @DisplayName("run directories and models comes to the terminal as text")
  void directories() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    for (Map.Entry<String, String> file :
        Map.of(
                "config.yaml", "name: \"" + ESCAPED + "\"\n\"" + ESCAPED + "\": 1\n",
                "run.json", "{\"name\": \"" + ESCAPED + "\", \"seed\": \"" + ESCAPED + "\"}",
                "events.jsonl", "{\"event\": \"" + ESCAPED + "\"}\n" + HOSTILE + "\n",
                "metrics.jsonl", HOSTILE + "\n")
            .entrySet()) {
      Files.writeString(run.resolve(file.getKey()), file.getValue());
    }
    Path model = run.resolve("model");
    Files.createDirectories(model.resolve("assets.extra"));
    Files.writeString(model.resolve("saved_model.pb"), HOSTILE);
    Files.writeString(
        model.resolve("assets.extra/manifest.json"), "{\"" + ESCAPED + "\": \"" + ESCAPED + "\"}");
    for (String command : List.of("report", "resume")) {
      assertPlain(command, run.toString());
    }
    for (String command : List.of("export", "sample")) {
      assertPlain(command, run.toString(), "--out", folder.resolve("out.npy").toString());
    }
    assertPlain("evaluate", run.toString());
    assertPlain("sample", model.toString(), "--out", folder.resolve("out.npy").toString());
  }

  @Test
  @DisplayName("plugins, their names, components and exceptions, comes to the terminal as text")
  void plugins() throws Exception {
    String text = "\"" + HOSTILE.replace("\r", "\\r") + "\"";
    for (String part :
        List.of(
            "public String name() { throw new IllegalStateException(%s); } void f(",
            "public String name() { return %s; } void f(")) {
      String source =
          """
          import io.gan4j.api.plugin.*;
          public final class Named implements GanPlugin {
            %s) {}
            public void contribute(Contributions to) {
              to.component(io.gan4j.api.network.Activation.class, %s, null);
            }
          }
          """
              .formatted(part.formatted(text), text);
      Path jar = MadeJar.of(folder, GanPlugin.class, HOSTILE.replace("\r", ""), "Named", source);
      assertPlain(MadeJar.with(List.of(jar), () -> Cli.run("list")));
      assertPlain("verify", jar.toString());
    }
  }

  @Test
  @DisplayName("a progress bar's line comes to the terminal as text")
  void progress() {
    assertThat(PlainOutput.plain("a\n" + HOSTILE)).isEqualTo("a?x?[2J?]0;t??????31m??gpj?y");
  }
}
