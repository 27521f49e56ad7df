package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is printed")
class PlainOutputTest {

  private static String printed(String text, Charset charset) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = PlainOutput.over(new PrintStream(bytes, true, charset), charset);
    out.print(text);
    out.flush();
    return bytes.toString(charset);
  }

  @Test
  @DisplayName("is text as it stands, in every script")
  void text() {
    String text = "a\tb\n ü 中文 ع עברית 🎨 é";
    assertThat(printed(text, StandardCharsets.UTF_8)).isEqualTo(text);
    assertThat(printed("ü é", StandardCharsets.ISO_8859_1)).isEqualTo("ü é");
  }

  @Test
  @DisplayName("moves no cursor, rings no bell, and is not turned around")
  void controls() {
    assertThat(printed("a\u001b[31mb\rc\u0007\0d\u007f", StandardCharsets.UTF_8))
        .isEqualTo("a?[31mb?c??d?");
    assertThat(printed("\u009b31m\u202Etxt.exe\u2066", StandardCharsets.UTF_8))
        .isEqualTo("?31m?txt.exe?");
    assertThat(printed("\u009b31m", StandardCharsets.ISO_8859_1)).isEqualTo("?31m");
  }

  @Test
  @DisplayName("is whole characters, also where its bytes come one by one or are cut off")
  void pieces() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out =
        PlainOutput.over(
            new PrintStream(bytes, true, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    for (byte value : "中🎨".getBytes(StandardCharsets.UTF_8)) {
      out.write(value);
    }
    out.write(0xE4);
    out.print("x");
    out.write(0x9B);
    out.flush();
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("中🎨?x?");
  }
}
