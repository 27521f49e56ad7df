package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The distribution's list of libraries")
class LicensesTest {
  private static final Path FOLDER = Path.of("src/dist/licenses");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^ |]+) \\| ([^|]+) \\| (.*) \\|$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");
  private static final Pattern OWN =
      Pattern.compile(
          "(?i)(.*/)?[^/]*(licen[cs]e|notice|copying|copyright)[^/]*(?<!\\.(class|yml))");
  private static final Pattern VERSION = Pattern.compile("(.+?)-(\\d[^/]*)\\.jar");

  /** Texts of the list, by the jar they are for. */
  private static Map<String, List<String>> listed() throws IOException {
    Map<String, List<String>> texts = new TreeMap<>();
    Matcher rows = ROW.matcher(Files.readString(FOLDER.resolve("LIBRARIES.md")));
    while (rows.find()) {
      if (!rows.group(1).equals("jar")) {
        texts.put(
            rows.group(1),
            LINK.matcher(rows.group(3)).results().map((MatchResult m) -> m.group(1)).toList());
      }
    }
    return texts;
  }

  /** The jars that the distribution has in lib, but for gan4j's own, by name without version. */
  private static Map<String, List<Path>> bundled() throws IOException {
    Map<String, List<Path>> jars = new TreeMap<>();
    String classPath = Files.readString(Path.of("target/gan.classpath")).strip();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path jar = Path.of(entry);
      Matcher name = VERSION.matcher(jar.getFileName().toString());
      if (name.matches() && !name.group(1).startsWith("gan-")) {
        jars.computeIfAbsent(name.group(1), n -> new ArrayList<>()).add(jar);
      }
    }
    return jars;
  }

  private static String words(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  @Test
  @DisplayName("has every jar that is bundled, and no other")
  void complete() throws IOException {
    assertThat(listed().keySet()).isEqualTo(bundled().keySet());
  }

  @Test
  @DisplayName("has a text for each, which is there, and no text for none")
  void texts() throws IOException {
    Set<String> used = new TreeSet<>(Set.of("LIBRARIES.md"));
    for (Map.Entry<String, List<String>> library : listed().entrySet()) {
      assertThat(library.getValue()).as(library.getKey()).isNotEmpty();
      for (String text : library.getValue()) {
        assertThat(FOLDER.resolve(text)).isNotEmptyFile();
        used.add(text);
      }
    }
    try (Stream<Path> files = Files.walk(FOLDER)) {
      Set<String> there = new TreeSet<>();
      files
          .filter(Files::isRegularFile)
          .forEach(file -> there.add(FOLDER.relativize(file).toString().replace('\\', '/')));
      assertThat(there).isEqualTo(used);
    }
  }

  @Test
  @DisplayName("has the notices and licences that the jars themselves have")
  void asInTheJars() throws IOException {
    Map<String, List<String>> listed = listed();
    for (Map.Entry<String, List<Path>> library : bundled().entrySet()) {
      Set<String> texts = new HashSet<>();
      for (String text : listed.getOrDefault(library.getKey(), List.of())) {
        texts.add(words(Files.readString(FOLDER.resolve(text))));
      }
      for (Path jar : library.getValue()) {
        for (String own : texts(jar)) {
          boolean apache = own.startsWith("Apache License Version 2.0, January 2004");
          assertThat(texts)
              .as(
                  jar.getFileName()
                      + " has a text: "
                      + own.substring(0, Math.min(80, own.length())))
              .anyMatch(
                  text ->
                      text.equals(own)
                          || (apache && text.startsWith("Apache License Version 2.0")));
        }
      }
    }
  }

  /** Licences and notices in a jar, its own and those of what is built into it. */
  private static List<String> texts(Path jar) throws IOException {
    List<String> texts = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      Enumeration<JarEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        JarEntry entry = entries.nextElement();
        if (OWN.matcher(entry.getName()).matches()) {
          try (InputStream stream = file.getInputStream(entry)) {
            texts.add(words(new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
          }
        }
      }
    }
    return texts;
  }

  @Test
  @DisplayName("has nothing that only tests need, and no guava with known holes")
  void trimmed() throws IOException {
    Map<String, List<Path>> bundled = bundled();
    assertThat(bundled)
        .doesNotContainKeys("assertj-core", "byte-buddy", "junit-jupiter", "junit-jupiter-api");
    for (Path guava : bundled.getOrDefault("guava", List.of())) {
      // CVE-2023-2976 is mended in 32.0.0.
      Matcher version =
          Pattern.compile("guava-(\\d+)\\..*").matcher(guava.getFileName().toString());
      assertThat(version.matches()).isTrue();
      assertThat(Integer.parseInt(version.group(1))).isGreaterThanOrEqualTo(32);
    }
  }
}
