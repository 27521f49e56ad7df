package io.gan4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The manual's pages")
class LinksTest {
  private static final int COLUMNS = 100;
  private static final Path ROOT = Page.ROOT.toAbsolutePath().normalize();
  private static final Path DOCS = ROOT.resolve("docs");

  /** Pages whose code or whose printed output is wider: diagrams, messages, commands. */
  private static final String WIDE_CODE =
      "docs/(ARCHITECTURE|logs-and-meters|metrics|plugins|second-order|serving|tabular|workers"
          + "|reproductions/.*)\\.md";

  @Test
  @DisplayName("lead to files and headings that there are")
  void links() {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path page : Markdown.pages(ROOT)) {
      Markdown markdown = Markdown.read(page);
      for (String link : markdown.links()) {
        if (link.matches("[a-z]+:.*")) {
          continue;
        }
        links++;
        Path target = markdown.target(link);
        boolean there =
            Files.exists(target)
                && (!link.contains("#")
                    || Markdown.read(target).anchors().contains(link.replaceFirst(".*#", "")));
        if (!there) {
          broken.add(ROOT.relativize(page) + ": " + link);
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(links).isGreaterThan(200);
  }

  @Test
  @DisplayName("are all reached from the first")
  void reached() {
    Set<Path> reached = new HashSet<>(Set.of(DOCS.resolve("README.md")));
    Deque<Path> ahead = new ArrayDeque<>(reached);
    while (!ahead.isEmpty()) {
      Markdown markdown = Markdown.read(ahead.remove());
      for (String link : markdown.links()) {
        Path target = markdown.target(link);
        List<Path> pages = Files.isDirectory(target) ? Markdown.pages(target) : List.of(target);
        pages.stream()
            .filter(page -> page.toString().endsWith(".md") && Files.exists(page))
            .filter(reached::add)
            .forEach(ahead::add);
      }
    }
    assertThat(reached)
        .containsAll(
            Markdown.pages(DOCS).stream()
                .filter(page -> !DOCS.relativize(page).startsWith("src"))
                .toList());
  }

  @Test
  @DisplayName("have lines of at most 100 columns, tables and generated text left out")
  void columns() {
    List<String> wide = new ArrayList<>();
    List<Path> pages = new ArrayList<>(Markdown.pages(DOCS));
    for (String page : List.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md")) {
      pages.add(ROOT.resolve(page));
    }
    for (Path page : pages) {
      String name = ROOT.relativize(page).toString().replace('\\', '/');
      boolean code = false;
      for (String line : Markdown.linesOf(page)) {
        code ^= line.startsWith("```");
        boolean left = line.startsWith("|") || (code && name.matches(WIDE_CODE));
        if (line.length() > COLUMNS && !left && !name.startsWith("docs/reference/")) {
          wide.add(name + ": " + line);
        }
      }
    }
    assertThat(wide).isEmpty();
  }
}
