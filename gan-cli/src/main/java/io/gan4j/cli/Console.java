package io.gan4j.cli;

import java.io.PrintStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Where commands print. Results go to out; progress, notes and errors to err. Both let through text
 * alone: see {@link PlainOutput}.
 *
 * @param out for results
 * @param err for everything else
 * @param raw err, for what moves the cursor
 * @param terminal whether err is a terminal, so that a progress bar may redraw its line
 * @param width columns of the terminal
 */
record Console(PrintStream out, PrintStream err, PrintStream raw, boolean terminal, int width) {
  private static final int DEFAULT_WIDTH = 100;

  /** A console on two streams, whose charset is given. */
  static Console of(
      PrintStream out, PrintStream err, Charset charset, boolean terminal, int width) {
    return new Console(
        PlainOutput.over(out, charset), PlainOutput.over(err, charset), err, terminal, width);
  }

  /**
   * The process's own streams. The launcher says whether stderr is a terminal, since its filter
   * stands between.
   */
  static Console ofProcess(PrintStream error) {
    boolean terminal = "1".equals(System.getenv("GAN_STDERR_TTY"));
    return of(
        System.out, error, Charset.defaultCharset(), terminal, width(System.getenv("GAN_COLUMNS")));
  }

  /** Whether results could not be printed: the disk is full, or nobody reads any more. */
  boolean isOutLost() {
    return out.checkError();
  }

  private static int width(@Nullable String columns) {
    return columns != null && columns.matches("[1-9]\\d{1,3}")
        ? Integer.parseInt(columns)
        : DEFAULT_WIDTH;
  }
}
