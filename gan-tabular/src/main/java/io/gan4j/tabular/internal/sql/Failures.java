package io.gan4j.tabular.internal.sql;

import io.gan4j.api.spec.Excerpt;
import java.util.stream.Collectors;

/** What DuckDB says when something goes wrong. */
public final class Failures {
  private static final int LONGEST = 500;

  private Failures() {}

  /**
   * Its reason in one line, without its advice on its own options and the text of the statement.
   */
  public static String inOneLine(Throwable failure) {
    return Excerpt.of(
        String.valueOf(failure.getMessage())
            .lines()
            .map(line -> line.replaceFirst(" ?Try increasing 'sample_size'.*", ""))
            .takeWhile(line -> !line.startsWith("Possible") && !line.startsWith("LINE "))
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining("; ")),
        LONGEST);
  }
}
