package io.gan4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Colours")
class ColoursTest {
  private static final PrintStream NOWHERE =
      new PrintStream(PrintStream.nullOutputStream(), true, UTF_8);

  private static Console console(String colour, Map<String, String> environment) {
    return Console.ofProcess(NOWHERE, environment, colour);
  }

  @ParameterizedTest(name = "--color={0}, terminal {1}, TERM={2}, NO_COLOR={3}: {4}")
  @CsvSource({
    "auto, 1, xterm, '', true",
    "auto, 0, xterm, '', false",
    "auto, 1, dumb, '', false",
    "auto, 1, xterm, 1, false",
    "always, 0, dumb, 1, true",
    "never, 1, xterm, '', false"
  })
  @DisplayName("are on a terminal that has them, unless somebody says otherwise:")
  void where(String colour, String terminal, String term, String noColor, boolean expected) {
    Console console =
        console(colour, Map.of("GAN_STDOUT_TTY", terminal, "TERM", term, "NO_COLOR", noColor));
    boolean utf8 = Charset.defaultCharset().equals(UTF_8);
    assertThat(console.outColours()).isEqualTo(expected && utf8);
    assertThat(console.redraws()).isFalse();
  }

  @Test
  @DisplayName("do not depend on where the other stream goes")
  void streams() {
    Console console =
        console("auto", Map.of("GAN_STDERR_TTY", "1", "TERM", "xterm", "GAN_COLUMNS", "40"));
    assertThat(console.outColours()).isFalse();
    assertThat(console.outWidth()).isEqualTo(Integer.MAX_VALUE);
    assertThat(console.redraws()).isTrue();
    assertThat(console("auto", Map.of("GAN_STDERR_TTY", "1", "TERM", "dumb")).redraws()).isFalse();
  }

  @Test
  @DisplayName("are the program's own: those in a name are not shown")
  void own() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = PlainOutput.over(new PrintStream(bytes, true, UTF_8), UTF_8, true);
    out.print(PlainOutput.RED + "gan:" + PlainOutput.NORMAL + " \u001b[32mname");
    out.flush();
    assertThat(bytes.toString(UTF_8)).isEqualTo("\u001b[1;31mgan:\u001b[0m ?[32mname");
    bytes.reset();
    PrintStream plain = PlainOutput.over(new PrintStream(bytes, true, UTF_8), UTF_8);
    plain.print("a" + PlainOutput.RED + "b");
    plain.flush();
    assertThat(bytes.toString(UTF_8)).isEqualTo("a?b");
  }

  @Test
  @DisplayName("are those of help and of lists, and leave no marks where they should be")
  void shown() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream raw = new PrintStream(bytes, true, UTF_8);
    PrintStream plain = PlainOutput.over(raw, UTF_8, true);
    Console console = new Console(plain, plain, raw, raw, false, true, true, 100, 100);
    for (String[] command : new String[][] {{"train", "--help"}, {"list", "losses"}, {"trian"}}) {
      bytes.reset();
      Cli.run(console, command);
      assertThat(bytes.toString(UTF_8))
          .contains("\u001b[1")
          .doesNotContain("?[")
          .satisfies(text -> assertThat(text.chars()).noneMatch(c -> c >= 0xFDD0 && c <= 0xFDEF));
    }
  }

  @Test
  @DisplayName("can be asked for with every command, and only in three words")
  void option() {
    assertThat(CommandLineRunner.colour("list", "--color", "never")).isEqualTo("never");
    assertThat(CommandLineRunner.colour("--color=always", "list")).isEqualTo("always");
    assertThat(CommandLineRunner.colour("list")).isEqualTo("auto");
    assertThat(Cli.run("list", "losses", "--color=never").exitCode()).isZero();
    Cli wrong = Cli.run("data", "list", "--color=red");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("--color must be auto, always or never, found red");
  }
}
