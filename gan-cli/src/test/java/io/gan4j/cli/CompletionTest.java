package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Completion")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such shells")
class CompletionTest {
  /** Completes each line as bash does when tab is pressed. */
  private static final String BASH =
      """
      source ./script
      for line in "$@"; do
        COMP_LINE=$line
        COMP_WORDS=($line)
        [[ $line == *" " ]] && COMP_WORDS+=("")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        COMPREPLY=()
        _complete_gan gan "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}" 2>/dev/null
        echo "$line: ${COMPREPLY[*]}"
      done
      """;

  private static final String FISH =
      """
      source ./script
      for line in $argv
        echo "$line: "(complete -C $line | string replace -r '\\t.*' '' | string join ' ')
      end
      """;

  private static final List<String> LINES =
      List.of(
          "gan tra",
          "gan train --s",
          "gan train --device ",
          "gan train conditional",
          "gan train --color ",
          "gan picture run cl",
          "gan picture run interpolation --path ",
          "gan preset ",
          "gan preset show rin",
          "gan list los",
          "gan data fetch mn",
          "gan completion z",
          "gan help comp");

  @TempDir static Path folder;

  @BeforeAll
  static void run() throws IOException {
    Files.createFile(folder.resolve("run"));
  }

  /** Writes the script of a shell, and runs another in it; its lines, words in order. */
  private static List<String> completed(String shell, String test, String... command)
      throws IOException, InterruptedException {
    assumeTrue(isThere(command[0]), "there is no " + command[0] + " here");
    Cli script = Cli.run("completion", shell);
    assertThat(script.exitCode()).as(script.err()).isZero();
    Files.writeString(folder.resolve("script"), script.out());
    Files.writeString(folder.resolve("test"), test);
    Process process =
        new ProcessBuilder(
                Stream.of(Arrays.stream(command), Stream.of("./test"), LINES.stream())
                    .flatMap(words -> words)
                    .toList())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed.lines().map(CompletionTest::sorted).toList();
  }

  /** The words of a shell in alphabetical order: each has its own. */
  private static String sorted(String line) {
    String[] halves = line.split(": *", 2);
    String[] words = halves[1].split(" ", -1);
    Arrays.sort(words);
    return halves[0] + ": " + String.join(" ", words);
  }

  private static boolean isThere(String shell) {
    return Stream.of("/bin", "/usr/bin", "/usr/local/bin")
        .anyMatch(bin -> Files.isExecutable(Path.of(bin, shell)));
  }

  private static void assertComplete(List<String> completed) {
    assertThat(completed)
        .containsExactly(
            "gan tra: train",
            "gan train --s: --seed --set --steps",
            "gan train --device : auto cpu gpu:0",
            "gan train conditional: conditional-digits",
            "gan train --color : always auto never",
            "gan picture run cl: classes",
            "gan picture run interpolation --path : linear spherical",
            "gan preset : copy list show",
            "gan preset show rin: ring-2d",
            "gan list los: losses",
            "gan data fetch mn: mnist",
            "gan completion z: zsh",
            "gan help comp: compare completion");
  }

  @Test
  @DisplayName("in bash knows commands, options, presets, kinds and published sets")
  void bash() throws Exception {
    assertComplete(completed("bash", BASH, "bash", "--norc"));
  }

  @Test
  @DisplayName("in fish knows the same")
  void fish() throws Exception {
    assertComplete(completed("fish", FISH, "fish", "--no-config"));
  }

  @Test
  @DisplayName("in zsh is that of bash, and is called")
  void zsh() throws Exception {
    assertThat(
            completed("zsh", "source ./script\nprint -r -- \"gan: $_comps[gan]\"\n", "zsh", "-f"))
        .singleElement()
        .asString()
        .contains("_bash_complete", "_complete_gan");
  }
}
