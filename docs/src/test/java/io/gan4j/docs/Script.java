package io.gan4j.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands of a page: the lines of its blocks of shell, with what follows a backslash at a
 * line's end joined to it.
 *
 * @param lines in the order of the page
 */
record Script(List<String> lines) {
  private static final Pattern BLOCK =
      Pattern.compile("(?m)^```sh\\R(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern WORD = Pattern.compile("'([^']*)'|[^\\s']+");
  private static final String LAUNCHER = "./gan ";

  /**
   * @param path from the repository's root
   */
  static Script of(String path) throws IOException {
    List<String> lines = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(Files.readString(Page.ROOT.resolve(path)));
    while (blocks.find()) {
      blocks
          .group(1)
          .replaceAll("\\\\\\R\\s*", "")
          .lines()
          .map(line -> line.replaceFirst("\\s+#.*", ""))
          .filter(line -> !line.isBlank())
          .forEach(lines::add);
    }
    return new Script(lines);
  }

  /** The calls of the launcher, each as its words. */
  List<List<String>> launched() {
    return lines.stream()
        .filter(line -> line.startsWith(LAUNCHER))
        .map(line -> words(line.substring(LAUNCHER.length())))
        .toList();
  }

  /** The words of a line; single quotes hold one together. */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    int end = -1;
    while (matcher.find()) {
      String part = matcher.group(1) == null ? matcher.group() : matcher.group(1);
      if (matcher.start() == end) {
        words.set(words.size() - 1, words.get(words.size() - 1) + part);
      } else {
        words.add(part);
      }
      end = matcher.end();
    }
    return words;
  }
}
