package io.gan4j.cli;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Where commands print. Results go to out; progress, notes and errors to err.
 *
 * @param out for results
 * @param err for everything else
 * @param terminal whether err is a terminal, so that a progress bar may redraw its line
 * @param width columns of the terminal
 */
record Console(PrintStream out, PrintStream err, boolean terminal, int width) {
  private static final int DEFAULT_WIDTH = 100;

  /**
   * The process's own streams. The launcher says whether stderr is a terminal, since its filter
   * stands between.
   */
  static Console ofProcess() {
    boolean terminal = "1".equals(System.getenv("GAN_STDERR_TTY"));
    return new Console(System.out, System.err, terminal, width(System.getenv("GAN_COLUMNS")));
  }

  private static int width(@Nullable String columns) {
    return columns != null && columns.matches("[1-9]\\d{1,3}")
        ? Integer.parseInt(columns)
        : DEFAULT_WIDTH;
  }
}
