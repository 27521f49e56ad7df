package io.gan4j.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The examples of a page: each block of code that follows a comment {@code <!-- file: NAME -->}, by
 * its name.
 *
 * @param files in the order of the page
 */
record Page(Map<String, String> files) {
  private static final Pattern FILE =
      Pattern.compile("<!-- file: (\\S+) -->\\R```\\w*\\R(.*?)\\R```", Pattern.DOTALL);

  /** The repository's root. */
  static final Path ROOT =
      Path.of("").toAbsolutePath().getFileName().toString().equals("docs")
          ? Path.of("..")
          : Path.of("");

  /**
   * @param path from the repository's root
   */
  static Page read(String path) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    Matcher matcher = FILE.matcher(Files.readString(ROOT.resolve(path)));
    while (matcher.find()) {
      files.put(matcher.group(1), matcher.group(2) + "\n");
    }
    return new Page(files);
  }

  String file(String name) {
    String text = files.get(name);
    if (text == null) {
      throw new AssertionError("no example " + name + "; there are " + files.keySet());
    }
    return text;
  }

  /** The calls of the launcher that a page shows, without what follows a {@code #}. */
  static List<String> commands(String path) throws IOException {
    return Files.readAllLines(ROOT.resolve(path)).stream()
        .filter(line -> line.startsWith("./gan "))
        .map(line -> line.replaceFirst("\\s+#.*", "").substring("./gan ".length()))
        .toList();
  }
}
