package io.gan4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts in a source file, without what is only a comment. */
final class JavaLiterals {
  /** What quotation marks mean nothing in, or what they hold; the first that begins is meant. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "//[^\\n]*+"
              + "|(?s:/\\*.*?\\*/)"
              + "|'(?:\\\\.|[^'\\\\\\n])++'"
              + "|\"\"\"(?<block>(?:(?!\"\"\")(?s:\\\\.|[^\\\\]))*+)\"\"\""
              + "|\"(?<text>(?:\\\\.|[^\"\\\\\\n])*+)\"");

  private JavaLiterals() {}

  /**
   * A text as the source writes it.
   *
   * @param line where it begins, from 1
   */
  record Literal(int line, String text) {}

  static List<Literal> of(String source) {
    List<Literal> literals = new ArrayList<>();
    Matcher token = TOKEN.matcher(source);
    int line = 1;
    int counted = 0;
    while (token.find()) {
      String text = token.group("text") == null ? token.group("block") : token.group("text");
      if (text != null) {
        line +=
            (int) source.substring(counted, token.start()).chars().filter(c -> c == '\n').count();
        counted = token.start();
        literals.add(new Literal(line, text));
      }
    }
    return literals;
  }
}
