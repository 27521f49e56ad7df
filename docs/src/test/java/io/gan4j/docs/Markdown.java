package io.gan4j.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page's headings and links, as GitHub reads them.
 *
 * @param path from the repository's root
 * @param anchors of its headings
 * @param links where its links and pictures lead, code left out
 */
record Markdown(Path path, Set<String> anchors, List<String> links) {
  private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*?)\\s*#*");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  static Markdown read(Path path) {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> times = new HashMap<>();
    StringBuilder text = new StringBuilder();
    boolean code = false;
    for (String line : linesOf(path)) {
      if (line.startsWith("```")) {
        code = !code;
      } else if (!code) {
        Matcher heading = HEADING.matcher(line);
        if (heading.matches()) {
          String slug = slug(heading.group(1));
          int before = times.merge(slug, 1, Integer::sum) - 1;
          anchors.add(before == 0 ? slug : slug + "-" + before);
        }
        text.append(line.replaceAll("`[^`]*`", "`")).append('\n');
      }
    }
    List<String> links = new ArrayList<>();
    Matcher link = LINK.matcher(text);
    while (link.find()) {
      links.add(link.group(1));
    }
    return new Markdown(path, anchors, links);
  }

  /** The anchor of a heading. */
  static String slug(String heading) {
    return heading
        .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  /** Every page of a folder and below, but for what is built, and what the distribution has. */
  static List<Path> pages(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(
              file ->
                  !folder
                      .relativize(file)
                      .toString()
                      .matches("(.*[/\\\\])?(target|src[/\\\\]dist)[/\\\\].*"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> linesOf(Path path) {
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file that a link leads to; this page where it names an anchor alone. */
  Path target(String link) {
    String file = link.replaceFirst("#.*", "");
    return file.isEmpty() ? path : path.resolveSibling(file).normalize();
  }
}
