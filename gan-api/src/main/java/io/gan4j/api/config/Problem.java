package io.gan4j.api.config;

import org.jspecify.annotations.Nullable;

/**
 * One mistake in a configuration.
 *
 * @param source the file or option it stands in, for example {@code digits.yaml} or {@code --set
 *     loss}
 * @param line the line in that file, counted from 1; null where there is none
 * @param path where in the configuration, for example {@code generator.optimizer.learningRate};
 *     empty for the whole
 * @param message what was found and what is accepted
 */
public record Problem(String source, @Nullable Integer line, String path, String message) {
  /** Characters of a part that anybody reads; what was found may be a megabyte. */
  private static final int MOST = 2000;

  public Problem {
    source = shortened(source);
    path = shortened(path);
    message = shortened(message);
  }

  private static String shortened(String text) {
    return text.length() <= MOST
        ? text
        : text.substring(0, MOST / 2) + " … " + text.substring(text.length() - MOST / 4);
  }

  /**
   * {@code digits.yaml:12: generator.optimizer.learningRate: must be > 0, found -1.0}; a path that
   * the source names already is not said twice.
   */
  @Override
  public String toString() {
    boolean said = path.isEmpty() || source.endsWith(" " + path);
    return source + (line == null ? "" : ":" + line) + ": " + (said ? "" : path + ": ") + message;
  }
}
