package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Pages on runs")
class ReportTest {
  @TempDir static Path folder;

  @BeforeAll
  static void train() {
    for (String seed : new String[] {"1", "2"}) {
      done(
          "train",
          "gaussian-1d",
          "--steps",
          "40",
          "--seed",
          seed,
          "--run-dir",
          folder.resolve("run-" + seed).toString(),
          "--set",
          "metrics=[wasserstein-1d]",
          "--set",
          "evaluation={everyImages: 1000, generated: 200, real: 200}");
    }
  }

  private static String done(String... arguments) {
    Cli cli = Cli.run(arguments);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return cli.out().strip();
  }

  private static String run(int number) {
    return folder.resolve("run-" + number).toString();
  }

  /** What was measured, without the checksums that tell an edited line. */
  private static String measured(int number) throws IOException {
    return Files.readString(Path.of(run(number), "metrics.jsonl"))
        .replaceAll(",\"crc32\":\"[0-9a-f]{8}\"", "");
  }

  @Test
  @DisplayName("tell a run from its directory alone, and need nothing beside them")
  void report() throws IOException {
    String page = Files.readString(Path.of(done("report", run(1))));
    assertThat(page)
        .contains("<h1>run-1</h1>")
        .contains("40 steps, ")
        .containsPattern("samples seen in \\d+ s")
        .containsPattern("[\\d.]+ at \\d+</td>")
        .contains("wasserstein-1")
        .contains("200 generated · 200 real")
        .contains("aria-label=\"Losses\"")
        .contains("aria-label=\"D(x) and D(G(z))\"")
        .contains("aria-label=\"wasserstein-1\"")
        .contains("data:image/png;base64,")
        .contains("versions.gan4j")
        .contains("type: non-saturating")
        .contains("<h2>Too young to judge</h2>")
        .doesNotContain("class=\"warning\"")
        .doesNotContain("src=\"http", "href=", "url(", "src=\"/", "data-refresh");
  }

  @Test
  @DisplayName("put runs side by side, with the better one marked")
  void compare() throws IOException {
    Path file = folder.resolve("compare.html");
    done("compare", run(1), run(2), "--out", file.toString());
    assertThat(file)
        .content()
        .contains("<h1>2 runs</h1>")
        .containsOnlyOnce("class=\"n best\"")
        .contains("aria-label=\"Loss of the generator\"", "aria-label=\"D(x)\"")
        .contains("seed: 1")
        .contains("seed: 2");
  }

  @Test
  @DisplayName("do not compare numbers of different protocols, and name what differs")
  void protocols() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.copy(Path.of(run(2), "config.yaml"), other.resolve("config.yaml"));
    Files.writeString(
        other.resolve("metrics.jsonl"),
        measured(2).replace("\"generated\":200", "\"generated\":100"));
    Path file = folder.resolve("different.html");
    done("compare", run(1), other.toString(), "--out", file.toString());
    assertThat(file)
        .content()
        .contains(
            "Not to be compared: measured under different protocols. generated samples 200 against"
                + " 100")
        .doesNotContain("class=\"n best\"");
  }

  @Test
  @DisplayName(
      "compare under the protocol that runs share, though one was measured otherwise since")
  void sharedProtocol() throws IOException {
    Path since = Files.createDirectory(folder.resolve("since"));
    Files.copy(Path.of(run(2), "config.yaml"), since.resolve("config.yaml"));
    String measured = measured(2);
    Files.writeString(
        since.resolve("metrics.jsonl"),
        measured + measured.replace("\"generated\":200", "\"generated\":100"));
    Path file = folder.resolve("shared.html");
    done("compare", run(1), since.toString(), "--out", file.toString());
    assertThat(file)
        .content()
        .containsOnlyOnce("class=\"n best\"")
        .doesNotContain("Not to be compared");
    // in one run the curves of both protocols stand apart, each with its protocol
    assertThat(Files.readString(Path.of(done("report", since.toString()))))
        .contains("<figcaption>{type: wasserstein-1d} · 200 generated")
        .contains("<figcaption>{type: wasserstein-1d} · 100 generated");
  }

  @Test
  @DisplayName("warn of a run that has not ended")
  void warnings() throws IOException {
    Path cut = folder.resolve("cut");
    Files.createDirectories(cut);
    Files.copy(Path.of(run(1), "config.yaml"), cut.resolve("config.yaml"));
    Files.writeString(
        cut.resolve("events.jsonl"),
        """
        {"event":"run-started","step":0,"name":"<b>"}
        {"event":"step-comp\
        """);
    String page = Files.readString(Path.of(done("report", cut.toString())));
    assertThat(page)
        .contains("The run has not ended: it is still going on, or it was killed.")
        .contains("<h2>Too young to judge, so far</h2>")
        .doesNotContain("data-refresh");
  }

  @Test
  @DisplayName("follow a run: the last page stays when it has ended, and loads itself no more")
  void follow() throws IOException {
    Path file = folder.resolve("followed.html");
    Cli cli = Cli.run("report", run(1), "--follow", "--out", file.toString());
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("the run has ended: Too young to judge");
    assertThat(file).content().contains("<h1>run-1</h1>").doesNotContain("data-refresh");
  }

  @Test
  @DisplayName("tell of alarms and of going back, and take hostile names for what they are")
  void alarms() throws IOException {
    Path run = folder.resolve("<img src=x onerror=alert(1)>");
    Files.createDirectories(run);
    Files.writeString(run.resolve("config.yaml"), "name: '</pre><script>alert(1)</script>'\n");
    Files.writeString(run.resolve("run.json"), "{\"dataset\": \"<script>alert(2)</script>\"}");
    Files.writeString(
        run.resolve("events.jsonl"),
        """
        {"event":"step-completed","step":10,"imagesSeen":100,"phases":[{"losses":{"generator":7}}]}
        {"event":"step-completed","step":20,"imagesSeen":200,"phases":[{"losses":{"generator":9}}]}
        {"event":"watch-triggered","step":19,"watch":"collapse","message":"samples <b>alike</b>"}
        {"event":"watch-triggered","step":20,"watch":"collapse","message":"all alike & dull"}
        {"event":"rolled-back","step":20,"to":10,"learningRateFactor":0.5}
        {"event":"run-finished","step":10,"imagesSeen":100,"reason":"completed"}
        """);
    String page = Files.readString(Path.of(done("report", run.toString())));
    assertThat(page)
        .contains("Watch collapse at step 20: all alike &amp; dull (the last of 2)")
        .contains("The run went back from step 20 to step 10, learning rates times 0.5")
        .contains("10 steps, 100 images seen")
        .doesNotContain("<script>alert", "</script>alert", "<img src=x", "<b>alike");
    Path compared = folder.resolve("hostile.html");
    done("compare", run.toString(), run(1), "--out", compared.toString());
    assertThat(compared).content().doesNotContain("<script>alert", "<img src=x");
  }
}
