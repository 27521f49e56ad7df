package io.gan4j.tabular.internal.sql;

import io.gan4j.api.GanException;
import io.gan4j.api.spec.Excerpt;
import java.nio.file.Path;

/** What stands in a statement where no value can be bound. */
final class SqlNames {
  private SqlNames() {}

  /** A file as a pattern that stands for nothing else. */
  static String pattern(Path file) {
    return file.toString().replaceAll("[\\[\\]*?]", "[$0]");
  }

  /**
   * A name, whatever is in it.
   *
   * @throws GanException if SQL has no way to write it
   */
  static String name(String name) {
    return '"' + writable(name).replace("\"", "\"\"") + '"';
  }

  /** A text where no value can be bound. */
  static String literal(String text) {
    return "'" + writable(text).replace("'", "''") + "'";
  }

  /** A statement ends at a NUL, inside quotation marks too; and a name has to have a letter. */
  private static String writable(String text) {
    if (text.isEmpty() || text.indexOf('\0') >= 0) {
      throw new GanException(Excerpt.quoted(text) + " is no name that SQL can write");
    }
    return text;
  }
}
