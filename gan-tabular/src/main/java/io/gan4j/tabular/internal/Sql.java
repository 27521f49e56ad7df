package io.gan4j.tabular.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Pieces of SQL. */
final class Sql {
  private Sql() {}

  /** A name, whatever is in it. */
  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text. */
  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A file as a pattern that stands for nothing else. */
  static String pattern(Path file) {
    return file.toString().replaceAll("[\\[\\]*?]", "[$0]");
  }

  /** A file as a text. */
  static String file(Path file) {
    return text(pattern(file));
  }

  /** A list of texts. */
  static String texts(List<String> texts) {
    return texts.stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"));
  }
}
