package io.gan4j.api.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A stranger's text in a message")
class ExcerptTest {

  @Test
  @DisplayName("is shown as it is, in any script, if it is short")
  void plain() {
    assertThat(Excerpt.quoted("dark red, it's 5 €")).isEqualTo("'dark red, it's 5 €'");
    assertThat(Excerpt.of("Größe 色 \uD83D\uDE00", 9)).isEqualTo("Größe 色 \uD83D\uDE00");
  }

  @Test
  @DisplayName("moves no cursor, breaks no line and turns no direction")
  void control() {
    assertThat(Excerpt.quoted("a\0b\n\r\t\u001b[31m\u009b"))
        .isEqualTo("'a\\u0000b\\u000a\\u000d\\u0009\\u001b[31m\\u009b'");
    assertThat(Excerpt.quoted("\u202Egpj\u2028\uFEFF\uD800"))
        .isEqualTo("'\\u202egpj\\u2028\\ufeff\\ud800'");
  }

  @Test
  @DisplayName("is cut where nobody would read on, between two characters")
  void length() {
    assertThat(Excerpt.of("abc", 3)).isEqualTo("abc");
    assertThat(Excerpt.of("abcd", 3)).isEqualTo("abc…");
    assertThat(Excerpt.of("a\uD83D\uDE00b", 2)).isEqualTo("a\uD83D\uDE00…");
    assertThat(Excerpt.quoted("x".repeat(1_000_000))).isEqualTo("'" + "x".repeat(60) + "…'");
  }
}
