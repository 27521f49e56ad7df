package io.gan4j.cli;

import io.gan4j.api.spec.Excerpt;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where commands print. Results go to out; progress, notes and errors to err. Both let through text
 * alone, and colours where they are wanted: see {@link PlainOutput}.
 *
 * @param out for results
 * @param err for everything else
 * @param rawOut out, for what brings colours of its own
 * @param raw err, for what moves the cursor
 * @param redraws whether err is a terminal on which a line may be drawn again
 * @param outColours whether out shows colours
 * @param errColours whether err does
 * @param width columns of the terminal
 * @param outWidth columns in which results are broken into lines; all there are unless out is a
 *     terminal: who reads them line by line wants each whole
 */
record Console(
    PrintStream out,
    PrintStream err,
    PrintStream rawOut,
    PrintStream raw,
    boolean redraws,
    boolean outColours,
    boolean errColours,
    int width,
    int outWidth) {
  private static final int DEFAULT_WIDTH = 100;

  /** A column is no narrower than this: it goes under the one before it. */
  private static final int NARROWEST = 30;

  /** Characters of a message's line. */
  private static final int LONGEST = 4000;

  private static final Path STANDARD_OUTPUT = Path.of("/dev/fd/1");

  /** The kinds of a file in a Unix mode, and those whose other end can be closed. */
  private static final int KIND = 0xF000;

  private static final int PIPE = 0x1000;
  private static final int SOCKET = 0xC000;

  /** A console without colours on two streams, whose charset is given. */
  static Console of(
      PrintStream out, PrintStream err, Charset charset, boolean terminal, int width) {
    return new Console(
        PlainOutput.over(out, charset),
        PlainOutput.over(err, charset),
        out,
        err,
        terminal,
        false,
        false,
        width,
        Integer.MAX_VALUE);
  }

  /**
   * The process's own streams. The launcher says whether they are terminals, since its filter
   * stands before one of them.
   *
   * @param colour as {@code --color} gives it: always, never or auto
   */
  static Console ofProcess(PrintStream error, Map<String, String> environment, String colour) {
    Charset charset = Charset.defaultCharset();
    boolean outTerminal = "1".equals(environment.get("GAN_STDOUT_TTY"));
    boolean errTerminal = "1".equals(environment.get("GAN_STDERR_TTY"));
    boolean utf8 = charset.equals(StandardCharsets.UTF_8);
    boolean outColours = utf8 && isColoured(colour, outTerminal, environment);
    boolean errColours = utf8 && isColoured(colour, errTerminal, environment);
    int width = width(environment.get("GAN_COLUMNS"));
    return new Console(
        PlainOutput.over(System.out, charset, outColours),
        PlainOutput.over(error, charset, errColours),
        System.out,
        error,
        errTerminal && !isDumb(environment),
        outColours,
        errColours,
        width,
        outTerminal ? width : Integer.MAX_VALUE);
  }

  /** What the option says; without it a terminal that can, unless NO_COLOR is set. */
  private static boolean isColoured(
      String colour, boolean terminal, Map<String, String> environment) {
    return switch (colour) {
      case "always" -> true;
      case "never" -> false;
      default ->
          terminal && environment.getOrDefault("NO_COLOR", "").isEmpty() && !isDumb(environment);
    };
  }

  private static boolean isDumb(Map<String, String> environment) {
    return environment.getOrDefault("TERM", "dumb").toLowerCase(Locale.ROOT).equals("dumb");
  }

  /** Text for out in one of the colours of {@link PlainOutput}. */
  String coloured(char colour, String text) {
    return outColours ? colour + text + PlainOutput.NORMAL : text;
  }

  /**
   * Prints a line of two columns as a result, the second broken into lines where out is a terminal.
   *
   * @param first bold
   * @param firstWidth columns of the first, with the gap between them
   */
  void entry(String first, int firstWidth, String second) {
    String pad = " ".repeat(Math.max(1, firstWidth - first.length()));
    int room = Math.max(NARROWEST, outWidth - firstWidth - 1);
    String indent = " ".repeat(outWidth - firstWidth < NARROWEST ? 4 : firstWidth);
    String name = coloured(PlainOutput.BOLD, first);
    if (indent.length() < firstWidth) { // under each other
      out.println(name);
      lines(second, Math.max(1, outWidth - indent.length() - 1))
          .forEach(line -> out.println(indent + line));
      return;
    }
    String gap = name + pad;
    for (String line : lines(second, room)) {
      out.println(gap + line);
      gap = indent;
    }
  }

  /** A text in lines of at most so many characters, but for longer words. */
  private static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && (long) line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Tells what went wrong on err. */
  void alarm(String message) {
    err.println(
        (errColours ? PlainOutput.RED + "gan:" + PlainOutput.NORMAL : "gan:")
            + " "
            + inShort(message));
  }

  /** A message of which no line is longer than anybody reads: it repeats what it was given. */
  static String inShort(String message) {
    return message
        .lines()
        .map(line -> line.length() > LONGEST ? Excerpt.of(line, LONGEST) : line)
        .collect(Collectors.joining("\n"));
  }

  /** Tells on err what is to be known. */
  void note(String message) {
    err.println("gan: " + message);
  }

  /** Whether results could not be printed: the disk is full, or nobody reads any more. */
  boolean isOutLost() {
    return out.checkError();
  }

  /** Whether out leads to another program, which need not read all of it. */
  boolean isOutAPipe() {
    try {
      return rawOut == System.out
          && Files.getAttribute(STANDARD_OUTPUT, "unix:mode") instanceof Integer mode
          && ((mode & KIND) == PIPE || (mode & KIND) == SOCKET);
    } catch (IOException | UnsupportedOperationException e) {
      return false; // a system that does not say
    }
  }

  private static int width(@Nullable String columns) {
    return columns != null && columns.matches("[1-9]\\d{1,3}")
        ? Integer.parseInt(columns)
        : DEFAULT_WIDTH;
  }
}
