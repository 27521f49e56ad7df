package io.gan4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.internal.Sha256;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.core.training.MemoryFolder;
import io.gan4j.report.page.Report;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A report's page")
class PageTest {
  private static final Pattern SCRIPT = Pattern.compile("(?s)<script>(.*?)</script>");

  @TempDir(factory = MemoryFolder.class)
  Path run;

  @BeforeEach
  void config() throws IOException {
    Files.writeString(run.resolve("config.yaml"), "name: page\n");
    events(
        """
        {"event":"run-started","step":0,"totalSteps":4000,"samples":"rows"}
        {"event":"step-completed","step":1,"imagesSeen":10,"phases":[{"losses":{"</script>":7,"generator":1}}]}
        {"event":"step-completed","step":2000,"imagesSeen":20,"phases":[{"losses":{"</script>":9,"generator":2}}]}
        """);
  }

  private void events(String lines) throws IOException {
    Files.writeString(run.resolve("events.jsonl"), lines);
  }

  private String page() {
    return Report.of(RunDirectory.open(run));
  }

  @Test
  @DisplayName(
      "runs its own scripts and no other, fetches nothing, and holds the library as released")
  void policy() throws IOException {
    String page = page();
    List<String> scripts =
        SCRIPT.matcher(page).results().map((MatchResult match) -> match.group(1)).toList();
    assertThat(scripts).hasSize(2);
    for (String script : scripts) {
      assertThat(page)
          .contains(
              "'sha256-"
                  + Base64.getEncoder().encodeToString(new Sha256().add(script).bytes())
                  + "'");
    }
    assertThat(page).contains("default-src 'none'; img-src data:;").doesNotContain("src=\"http");
    assertThat(scripts.get(0)).startsWith("/*! https://github.com/leeoniya/uPlot (v1.6.32) */");
    assertThat(sha256("uPlot.iife.min.js"))
        .isEqualTo("19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f");
    assertThat(sha256("uPlot.min.css"))
        .isEqualTo("df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04");
    assertThat(sha256("LICENSE"))
        .isEqualTo("8f989229699b4fe2f1a0432d0e9edc338a8a911e250e2d1b01ecd770a5f5b1bd");
  }

  private static String sha256(String file) throws IOException {
    try (InputStream in = Report.class.getResourceAsStream("uplot/" + file)) {
      return Sha256.of(in.readAllBytes());
    }
  }

  @Test
  @DisplayName("draws without a script, and has the numbers for one, which end no element")
  void charts() {
    assertThat(page())
        .contains("aria-label=\"Losses\"")
        .contains("The loss of each player at each step")
        .contains("\\u003c/script>")
        .contains("[[10.0,20.0],[1.0,2.0]]")
        .doesNotContain("\"</script>");
  }

  @Test
  @DisplayName("calls rows rows")
  void rows() {
    assertThat(page()).contains("20 rows seen", ">rows seen<").doesNotContain("images");
  }

  @Test
  @DisplayName("loads itself again while the run goes on, and no more when it has ended")
  void live() throws IOException {
    Report.Live going = Report.live(RunDirectory.open(run), 10);
    assertThat(going.last()).isFalse();
    assertThat(going.html())
        .contains("data-refresh=\"10\"", "http-equiv=\"refresh\" content=\"10\"")
        .contains("2,000 of 4,000 steps");
    events("{\"event\":\"run-finished\",\"step\":4000,\"reason\":\"completed\"}\n");
    Report.Live ended = Report.live(RunDirectory.open(run), 10);
    assertThat(ended.last()).isTrue();
    assertThat(ended.html()).doesNotContain("data-refresh", "http-equiv=\"refresh\"");
  }

  @Test
  @DisplayName("takes an alarm for what stands until the watch says that it is over")
  void cleared() throws IOException {
    String raised =
        """
        {"event":"run-started","step":0,"totalSteps":4000,"samples":"images"}
        {"event":"step-completed","step":3000,"imagesSeen":20,"phases":[]}
        {"event":"watch-triggered","step":2000,"watch":"collapse","message":"samples are alike"}
        """;
    events(raised);
    assertThat(page()).contains("<h2>Collapsed, so far</h2>", "<p>Samples are alike</p>");
    events(raised + "{\"event\":\"watch-cleared\",\"step\":2500,\"watch\":\"collapse\"}\n");
    assertThat(page()).doesNotContain("Collapsed");
    events(raised + "{\"event\":\"rolled-back\",\"step\":3000,\"to\":1500}\n");
    assertThat(page()).doesNotContain("Collapsed");
  }
}
