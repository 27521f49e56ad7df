package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Manual pages")
class ManPageTest {
  private static final Path MANDOC = Path.of("/usr/bin/mandoc");

  @TempDir Path folder;

  private List<Path> pages() throws IOException {
    Cli cli = Cli.run("man", "--out", folder.resolve("man1").toString());
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    try (Stream<Path> files = Files.list(folder.resolve("man1"))) {
      return files.sorted().toList();
    }
  }

  @Test
  @DisplayName("say how a command is called, what it takes, and what else there is")
  void page() {
    String page = Cli.run("man", "picture", "walk").out();
    assertThat(page.lines())
        .containsSubsequence(
            ".SH \"NAME\"",
            "gan-picture-walk \\- A walk through the latents as an animated GIF",
            ".SH \"SYNOPSIS\"",
            "gan picture RUN_DIR walk [OPTIONS]",
            ".SH \"OPTIONS\"",
            "\\fB\\-\\-stops\\fR=\\fIN\\fR",
            ".SH \"SEE ALSO\"",
            ".BR gan\\-picture (1),",
            ".BR gan (1)");
    assertThat(Cli.run("man").out()).contains(".SH \"COMMANDS\"", "\\fBtrain\\fR");
  }

  @Test
  @DisplayName("are there of every command, with every option that its help shows")
  void all() throws IOException {
    assertThat(pages())
        .extracting(file -> file.getFileName().toString())
        .contains("gan.1", "gan-train.1", "gan-data-inspect.1", "gan-help.1");
    assertThat(Files.readString(folder.resolve("man1/gan-train.1")))
        .contains("\\fB\\-\\-init\\-from\\fR=\\fIRUN_DIR\\fR", "\\fB\\-h\\fR, \\fB\\-\\-help\\fR");
  }

  @Test
  @DisplayName("are written as manual pages are: mandoc finds no fault but the missing date")
  void lint() throws Exception {
    assumeTrue(Files.isExecutable(MANDOC), "there is no mandoc here");
    List<String> command = new ArrayList<>(List.of(MANDOC.toString(), "-Tlint"));
    pages().forEach(page -> command.add(page.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String found = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(found.lines()).isNotEmpty().allMatch(line -> line.contains("missing date"));
  }
}
