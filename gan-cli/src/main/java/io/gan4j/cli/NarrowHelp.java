package io.gan4j.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Help on a terminal that is too narrow for columns beside each other: what something is called
 * stands above what it means. Takes lines that are not broken.
 */
final class NarrowHelp extends Writer {
  private static final Pattern COLUMNS = Pattern.compile("( +\\S.*?) {2,}(\\S.*)");
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  /** Blanks before a meaning. */
  private static final int INDENT = 6;

  private final Writer to;
  private final int width;
  private final StringBuilder line = new StringBuilder();

  /**
   * @param width columns of the terminal
   */
  NarrowHelp(Writer to, int width) {
    this.to = to;
    this.width = width;
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    for (int i = from; i < from + length; i++) {
      if (text[i] == '\n') {
        for (String each : lines(line.toString().stripTrailing(), width)) {
          to.write(each + System.lineSeparator());
        }
        line.setLength(0);
      } else {
        line.append(text[i]);
      }
    }
  }

  /** A line in lines of at most so many columns, but for longer words. */
  static List<String> lines(String line, int width) {
    int indent = line.length() - line.stripLeading().length();
    boolean goesOn = indent > INDENT;
    if (visible(line) <= width && !goesOn) {
      return List.of(line);
    }
    Matcher columns = COLUMNS.matcher(line);
    List<String> lines = new ArrayList<>();
    if (!goesOn && columns.matches()) {
      lines.add(columns.group(1));
      wrap(columns.group(2), INDENT, width, lines);
    } else {
      wrap(line.strip(), goesOn ? INDENT : indent, width, lines);
    }
    return lines;
  }

  private static void wrap(String text, int indent, int width, List<String> into) {
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" +", -1)) {
      if (!line.isEmpty() && indent + visible(line + " " + word) > width) {
        into.add(" ".repeat(indent) + line);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    into.add(" ".repeat(indent) + line);
  }

  private static int visible(String text) {
    return COLOUR.matcher(text).replaceAll("").length();
  }

  @Override
  public void flush() throws IOException {
    to.flush();
  }

  @Override
  public void close() throws IOException {
    to.close();
  }
}
