package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.internal.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A run directory that is not what its checkpoint says")
class CheckedRunTest {
  @TempDir static Path folder;

  private Path run;

  @BeforeAll
  static void train() {
    for (String[] more : new String[][] {{"whole"}, {"other", "--seed", "9"}}) {
      List<String> arguments =
          new ArrayList<>(
              List.of("train", "gaussian-1d", "--steps", "3", "--set", "samples.every=0"));
      arguments.addAll(List.of("--run-dir", folder.resolve(more[0]).toString()));
      arguments.addAll(List.of(more).subList(1, more.length));
      Cli cli = Cli.run(arguments.toArray(String[]::new));
      assertThat(cli.exitCode()).as(cli.err()).isZero();
    }
  }

  @BeforeEach
  void copy() throws IOException {
    run = folder.resolve("run");
    FileTrees.remove(run);
    copy(folder.resolve("whole"), run);
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()), LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  /** Every command that reads a run directory. */
  private List<String[]> readers() throws IOException {
    Path out = folder.resolve("out");
    FileTrees.remove(out);
    Files.createDirectories(out);
    String at = run.toString();
    return List.of(
        new String[] {"export", at, "--out", out.resolve("model").toString()},
        new String[] {
          "evaluate",
          at,
          "--metrics",
          "wasserstein-1d",
          "--set",
          "evaluation.generated=100",
          "--set",
          "evaluation.real=100"
        },
        new String[] {"picture", at, "interpolation", "--out", out.resolve("a.png").toString()},
        new String[] {"sample", at, "--out", out.resolve("a.npy").toString()},
        new String[] {"report", at},
        new String[] {
          "compare", at, folder.resolve("whole").toString(), "--out", out.resolve("c").toString()
        },
        new String[] {"resume", at, "--steps", "4"});
  }

  private void assertRefused(String message) throws IOException {
    for (String[] command : readers()) {
      Cli cli = Cli.run(command);
      assertThat(cli.exitCode()).as("%s: %s", command[0], cli.err()).isEqualTo(2);
      assertThat(cli.err()).as(command[0]).contains(message);
      assertThat(cli.out()).as(command[0]).isEmpty();
    }
    assertThat(folder.resolve("out")).isEmptyDirectory();
    assertThat(run.resolve("metrics.jsonl")).doesNotExist();
    assertThat(run.resolve("report.html")).doesNotExist();
  }

  @Test
  @DisplayName("by an edited or a foreign config.yaml is refused by every command that reads it")
  void configuration() throws IOException {
    Path config = run.resolve("config.yaml");
    String text = Files.readString(config);
    assertThat(text).contains("from: 0.005");
    Files.writeString(config, text.replace("from: 0.005", "from: 0.006"));
    assertRefused("learningRate.from: was 0.005, is 0.006 (another run from here on)");
    Files.writeString(config, Files.readString(folder.resolve("other/config.yaml")));
    assertRefused("seed: was 7, is 9 (another run from here on)");
  }

  @Test
  @DisplayName("by results, pictures or events of another run says so on its page")
  void foreign() throws IOException {
    Path other = folder.resolve("foreign");
    FileTrees.remove(other);
    copy(folder.resolve("other"), other);
    for (Path each : List.of(run, other)) {
      Cli measured =
          Cli.run(
              "evaluate",
              each.toString(),
              "--set",
              "metrics=[wasserstein-1d]",
              "--set",
              "evaluation={generated: 100, real: 100}");
      assertThat(measured.exitCode()).as(measured.err()).isZero();
    }
    assertThat(page()).doesNotContain("of another run", "is damaged", "left out");
    for (String name : List.of("figures/step-00000003.png", "metrics.jsonl", "events.jsonl")) {
      byte[] own = Files.readAllBytes(run.resolve(name));
      Files.write(run.resolve(name), Files.readAllBytes(other.resolve(name)));
      assertThat(page())
          .as(name)
          .contains(
              name.equals("metrics.jsonl")
                  ? "metrics.jsonl is damaged: 1 lines are no results of this run"
                  : name + " is that of another run");
      Files.write(run.resolve(name), own);
    }
  }

  private String page() throws IOException {
    Cli cli = Cli.run("report", run.toString());
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return Files.readString(run.resolve("report.html"));
  }

  @Test
  @DisplayName("by a run.json that is empty, missing or foreign says so, and works")
  void record() throws IOException {
    Path record = run.resolve("run.json");
    for (String content : new String[] {"", "foreign", "missing"}) {
      switch (content) {
        case "" -> Files.writeString(record, "");
        case "foreign" ->
            Files.writeString(record, Files.readString(folder.resolve("other/run.json")));
        default -> Files.delete(record);
      }
      for (String[] command : readers()) {
        if (List.of("sample", "report", "compare").contains(command[0])) {
          Cli cli = Cli.run(command);
          assertThat(cli.exitCode()).as("%s: %s", command[0], cli.err()).isZero();
          assertThat(cli.err()).as(command[0]).contains("run.json");
        }
      }
    }
    Cli resumed = Cli.run("resume", run.toString(), "--steps", "4");
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("run.json is missing");
    assertThat(record).content().doesNotContain("startedAt");
  }

  @Test
  @DisplayName("by the generator of another run is not sampled from")
  void model() throws IOException {
    FileTrees.remove(run.resolve("model"));
    copy(folder.resolve("other/model"), run.resolve("model"));
    Path samples = folder.resolve("foreign.npy");
    Cli cli = Cli.run("sample", run.toString(), "--out", samples.toString());
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("seed: was 7, is 9", "gan export writes the generator");
    FileTrees.remove(run.resolve("model"));
    Files.createSymbolicLink(run.resolve("model"), folder.resolve("other/model"));
    assertThat(Cli.run("sample", run.toString(), "--out", samples.toString()).err())
        .contains("model is not a folder of its own");
    assertThat(samples).doesNotExist();
  }

  @Test
  @DisplayName("by pipes in the place of files keeps no command waiting")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no named pipes in folders")
  @Timeout(60)
  void pipes() throws Exception {
    for (String name : new String[] {"config.yaml", "metrics.jsonl", "run.lock"}) {
      copy();
      Path file = run.resolve(name);
      Files.deleteIfExists(file);
      assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
      for (String[] command : readers()) {
        if (List.of("evaluate", "report", "resume").contains(command[0])) {
          Cli cli = Cli.run(command);
          assertThat(cli.err()).as(command[0]).doesNotContain("internal error", "Exception");
          if (!name.equals("run.lock") || command[0].equals("resume")) {
            assertThat(cli.exitCode()).as("%s, %s: %s", name, command[0], cli.err()).isNotZero();
          }
        }
      }
    }
  }

  @Test
  @DisplayName("by having been killed before its first checkpoint begins again in its place")
  void unbegun() throws IOException {
    FileTrees.remove(run.resolve("checkpoints"));
    FileTrees.remove(run.resolve("model"));
    Files.writeString(run.resolve("events.jsonl"), "{\"event\":\"run-sta");
    Cli cli = Cli.run("resume", run.toString());
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("the run begins again");
    String state = "checkpoints/step-00000003/state.safetensors";
    assertThat(run.resolve(state)).hasSameBinaryContentAs(folder.resolve("whole").resolve(state));
  }
}
