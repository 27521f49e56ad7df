package io.gan4j.core.data;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a folder that no reader recognises holds instead, in words. */
final class FolderContents {
  private static final int MOST_FILES = 100_000;
  private static final int KINDS_NAMED = 4;
  private static final Set<String> VIDEO = Set.of(".mp4", ".mov", ".avi", ".mkv", ".webm", ".m4v");
  private static final Set<String> UNDECODED = Set.of(".heic", ".heif", ".avif", ".svg", ".psd");

  private FolderContents() {}

  /** What is in it, as the end of a sentence on it; empty of a file. */
  static String of(Path path) {
    if (!Files.isDirectory(path)) {
      return "";
    }
    try (Stream<Path> files = Files.walk(path)) {
      Map<String, Long> endings =
          files
              .limit(MOST_FILES)
              .filter(Files::isRegularFile)
              .collect(groupingBy(FolderContents::ending, counting()));
      return endings.isEmpty() ? "; it holds no file" : "; it holds " + words(endings);
    } catch (IOException | UncheckedIOException e) {
      return "; it cannot be read: " + e.getMessage();
    }
  }

  private static String words(Map<String, Long> endings) {
    List<Map.Entry<String, Long>> kinds =
        endings.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    String most = kinds.get(0).getKey();
    return kinds.stream()
            .limit(KINDS_NAMED)
            .map(kind -> String.format(Locale.ROOT, "%,d %s", kind.getValue(), kind.getKey()))
            .collect(joining(", "))
        + (kinds.size() > KINDS_NAMED ? " and others" : "")
        + (VIDEO.contains(most)
            ? " (films: save their frames as pictures first)"
            : UNDECODED.contains(most) ? " (save them as PNG or JPEG first)" : "");
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "without an ending" : name.substring(dot);
  }
}
