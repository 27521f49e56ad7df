package io.gan4j.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gan4j.api.config.ConfigException;
import io.gan4j.core.config.Node.Mapping;
import io.gan4j.core.config.Node.Scalar;
import io.gan4j.core.config.Node.Sequence;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The parsed tree")
class YamlTreeTest {

  private static Mapping parse(String yaml) {
    return (Mapping) YamlTree.parse(yaml, "run.yaml");
  }

  private static String refusal(String yaml) {
    ConfigException e =
        catchThrowableOfType(ConfigException.class, () -> YamlTree.parse(yaml, "run.yaml"));
    assertThat(e).as(yaml).isNotNull();
    return String.valueOf(e.getMessage());
  }

  private static Node at(Mapping mapping, String key) {
    return mapping.entry(key).orElseThrow().value();
  }

  @Nested
  @DisplayName("knows places")
  class Places {

    @Test
    @DisplayName("of keys, values and items, by line and column")
    void linesAndColumns() {
      Mapping tree = parse("# a run\na: 1\nb:\n  c: [x, {d: y}]\n");

      assertThat(tree.entry("a").orElseThrow().place()).isEqualTo(new Place("run.yaml", 2, 1));
      assertThat(at(tree, "a").place()).isEqualTo(new Place("run.yaml", 2, 4));
      Mapping b = (Mapping) at(tree, "b");
      Sequence c = (Sequence) at(b, "c");
      assertThat(c.place()).isEqualTo(new Place("run.yaml", 4, 6));
      assertThat(((Mapping) c.items().get(1)).entry("d").orElseThrow().place())
          .isEqualTo(new Place("run.yaml", 4, 11));
    }

    @Test
    @DisplayName("behind a byte order mark, with Windows line ends and characters beyond 16 bits")
    void survivesEditors() {
      Mapping tree = parse("\uFEFFa: '\uD83D\uDE00'\r\nb: \"1\"\r\n");

      assertThat(at(tree, "a"))
          .isEqualTo(new Scalar(new Place("run.yaml", 1, 4), "\uD83D\uDE00", true));
      assertThat(at(tree, "b")).isEqualTo(new Scalar(new Place("run.yaml", 2, 4), "1", true));
    }
  }

  @Nested
  @DisplayName("leaves values as they are written")
  class Values {

    @ParameterizedTest
    @CsvSource({"010", "1e-4", ".5", "yes", "0x1F", "1_000", "2.0e-4", "True", "NaN", "5."})
    @DisplayName("so that their type decides what they mean")
    void plain(String text) {
      Scalar scalar = (Scalar) at(parse("a: " + text), "a");

      assertThat(scalar.text()).isEqualTo(text);
      assertThat(scalar.quoted()).isFalse();
    }

    @Test
    @DisplayName("and tells quoted text and blocks of lines from plain words")
    void quoted() {
      Mapping tree = parse("a: '1'\nb: \"1\"\nc: |\n  1\nd: >-\n  1\ne: 1\n");

      assertThat(tree.entries().stream().map(e -> ((Scalar) e.value()).quoted()))
          .containsExactly(true, true, true, true, false);
    }

    @Test
    @DisplayName("and knows the ways to write nothing")
    void nothing() {
      Mapping tree = parse("a:\nb: ~\nc: null\nd: ''\ne: 'null'\n");

      assertThat(tree.entries().stream().map(e -> ((Scalar) e.value()).isNull()))
          .containsExactly(true, true, true, false, false);
    }
  }

  @Test
  @DisplayName("takes JSON, tabs and all")
  void json() {
    Mapping tree = parse("{\n\t\"a\": 1,\n\t\"b\": [true, \"x\\/y\\u0041\"]\n}\n");

    assertThat(((Scalar) at(tree, "a")).text()).isEqualTo("1");
    assertThat(((Scalar) ((Sequence) at(tree, "b")).items().get(1)).text()).isEqualTo("x/yA");
  }

  @Nested
  @DisplayName("says what is wrong with the syntax, in plain words and with the line")
  class Syntax {

    @Test
    @DisplayName("a tab as indentation")
    void tab() {
      assertThat(refusal("a:\n\tb: 1"))
          .isEqualTo(
              "run.yaml:2: a tab starts this line or value; YAML is indented with spaces only");
    }

    @Test
    @DisplayName("a second colon")
    void colon() {
      assertThat(refusal("a: 1\nb: c: d"))
          .isEqualTo(
              "run.yaml:2: a ':' that does not fit here: either the indentation is off, or text with ': ' in it needs quotes");
    }

    @Test
    @DisplayName("brackets and quotes that are not closed")
    void notClosed() {
      assertThat(refusal("a: [1, 2\nb: 3"))
          .isEqualTo(
              "run.yaml:2: the list opened with '[' on line 1 is not closed by ']' before this");
      assertThat(refusal("a: {b: 1\n"))
          .isEqualTo(
              "run.yaml:2: the map opened with '{' on line 1 is not closed by '}' before this");
      assertThat(refusal("a: 1\nb: 'x\n\n"))
          .isEqualTo("run.yaml:4: the quote opened on line 2 is not closed");
    }

    @Test
    @DisplayName("indentation that fits nothing")
    void indentation() {
      assertThat(refusal("a:\n    b: 1\n  c: 2\n"))
          .isEqualTo(
              "run.yaml:3: this line does not fit the ones above it; look at the indentation and at brackets");
      assertThat(refusal("a: 1\n- b\n"))
          .isEqualTo(
              "run.yaml:2: this line does not fit the ones above it; look at the indentation and at brackets");
      assertThat(refusal("a: - b\n"))
          .isEqualTo(
              "run.yaml:1: a '-' that does not fit here; a list starts on a line of its own");
    }

    @Test
    @DisplayName("characters that nothing starts with")
    void badStart() {
      assertThat(refusal("a: @x"))
          .isEqualTo("run.yaml:1: a value cannot start with '@'; put it in quotes");
      assertThat(refusal("a: `x`"))
          .isEqualTo("run.yaml:1: a value cannot start with '`'; put it in quotes");
    }

    @Test
    @DisplayName("a Windows path in double quotes")
    void escape() {
      assertThat(refusal("a: \"C:\\data\""))
          .isEqualTo(
              "run.yaml:1: an unknown escape '\\d' in double quotes; text with backslashes goes in single quotes");
    }

    @Test
    @DisplayName("a key without a colon, or one that is no word")
    void keys() {
      assertThat(refusal("a: 1\nb\nc: 2\n")).isEqualTo("run.yaml:2: a key without a ':' after it");
      assertThat(refusal("[a, b]: 1\n"))
          .isEqualTo("run.yaml:1: a key that is a list or a map; keys are plain words");
    }

    @Test
    @DisplayName("what is no text at all")
    void binary() {
      assertThat(refusal("a: 1\nb: \u0000\n"))
          .isEqualTo("run.yaml:2: is not text: it holds the character U+0000");
    }
  }

  @Nested
  @DisplayName("refuses what a run file doesn't need")
  class Refusals {

    @Test
    @DisplayName("a key that stands twice, with both lines, and goes on looking")
    void duplicates() {
      assertThat(refusal("a: 1\nb: {c: 1, c: 2}\na: 3\n"))
          .isEqualTo(
              """
              run.yaml:2: the key 'c' stands here a second time; first on line 2
              run.yaml:3: the key 'a' stands here a second time; first on line 1""");
    }

    @Test
    @DisplayName("anchors, aliases, merge keys and tags, each with its line")
    void references() {
      assertThat(
              refusal("a: &x {b: 1, c: 2}\nd: *x\n<<: *x\ne: !!int '3'\nf: !java.net.URL {g: 1}\n"))
          .isEqualTo(
              """
              run.yaml:1: an anchor of YAML (&x), which run files don't use; write the value out
              run.yaml:2: an alias of YAML (*x), which run files don't use; write the value out
              run.yaml:3: a merge key of YAML (<<), which run files don't use; write the value out
              run.yaml:4: a tag of YAML (!tag:yaml.org,2002:int), which run files don't use; write the value out
              run.yaml:5: a tag of YAML (!java.net.URL), which run files don't use; write the value out""");
    }

    @Test
    @DisplayName("a second document")
    void documents() {
      assertThat(refusal("a: 1\n---\nb: 2\n"))
          .isEqualTo("run.yaml:3: a second document starts here (after '---'); a run file is one");
    }

    @Test
    @DisplayName("too much depth, without running out of stack")
    void depth() {
      String deepest = "[".repeat(49) + "]".repeat(49);
      assertThat(parse("a: " + deepest).entries()).hasSize(1);
      assertThat(refusal("a: " + "[".repeat(50) + "]".repeat(50)))
          .isEqualTo("run.yaml:1: more than 50 maps and lists within each other");
      assertThat(refusal("[".repeat(400_000))).contains("more than 50");
      assertThat(refusal("{a: ".repeat(100_000))).contains("more than 50");
    }

    @Test
    @DisplayName("too much text")
    void size() {
      assertThat(refusal("a: " + "x".repeat(1_000_000)))
          .isEqualTo("run.yaml: has 1000003 characters; a run file has at most 1000000");
    }

    @Test
    @DisplayName("a text that would grow without end")
    void laughs() {
      StringBuilder yaml = new StringBuilder("a0: &a0 [x, x]\n");
      for (int i = 1; i < 40; i++) {
        String before = "*a" + (i - 1);
        yaml.append("a%d: &a%d [%s, %s]\n".formatted(i, i, before, before));
      }
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(5), () -> assertThat(refusal(yaml.toString())).contains("&a0"));
    }
  }
}
