package io.gan4j.datasets;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which folders of a source are its parts. A folder called {@code train} (or {@code test}, {@code
 * val}, … whatever their case) is a part only beside another of them; alone it is a class like its
 * neighbours. So are folders whose names have such a word and are otherwise the same ({@code
 * training_set} and {@code test_set}). Parts lie in the outermost folder, or in each folder of a
 * class.
 */
final class FolderRoles {
  /** Names that mean the same. */
  private static final List<Set<String>> ROLES =
      List.of(
          Set.of("train", "training"),
          Set.of("test", "testing"),
          Set.of("val", "valid", "validation", "dev", "eval", "evaluation"));

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[-_ ]");

  /** Depths at which parts are looked for. */
  private static final int DEEPEST = 1;

  private final int depth;
  private final String frame;
  private final Map<String, Integer> counts;

  private FolderRoles(int depth, String frame, Map<String, Integer> counts) {
    this.depth = depth;
    this.frame = frame;
    this.counts = counts;
  }

  /**
   * The parts of a source; none if there are none.
   *
   * @param names of its files, below the folder that they share
   */
  static FolderRoles of(List<String> names) {
    for (int depth = 0; depth <= DEEPEST; depth++) {
      Map<String, Integer> counts = new TreeMap<>();
      for (String name : names) {
        counts.merge(folder(name, depth), 1, Integer::sum);
      }
      for (String frame : frames(counts.keySet())) {
        long roles =
            counts.keySet().stream()
                .mapToInt(folder -> role(folder, frame))
                .filter(role -> role >= 0)
                .distinct()
                .count();
        // Within classes, all folders must be parts: a class may well have a sub-class 'test'.
        boolean others = counts.keySet().stream().anyMatch(folder -> role(folder, frame) < 0);
        if (roles >= 2 && (depth == 0 || !others)) {
          return new FolderRoles(depth, frame, counts);
        }
      }
    }
    return new FolderRoles(-1, "", Map.of());
  }

  /** The folder of a name at a depth; empty if the file lies above it. */
  private static String folder(String name, int depth) {
    String[] parts = name.split("/", -1);
    return parts.length > depth + 1 ? parts[depth] : "";
  }

  /** Whether a folder is called as a part is. */
  static boolean isRole(String folder) {
    return role(folder, "") >= 0;
  }

  /** What names of folders are without their words for a part, the bare words first. */
  private static List<String> frames(Set<String> folders) {
    return folders.stream().map(FolderRoles::frame).distinct().sorted().toList();
  }

  private static String frame(String folder) {
    return wordsOf(folder).map(word -> number(word) < 0 ? word : "").collect(joining("_"));
  }

  private static Stream<String> wordsOf(String folder) {
    return Arrays.stream(BETWEEN_WORDS.split(folder.toLowerCase(Locale.ROOT), -1));
  }

  /**
   * The number of a folder's role; negative if it has none.
   *
   * @param frame what its name is without the word for the part
   */
  private static int role(String folder, String frame) {
    int[] roles = wordsOf(folder).mapToInt(FolderRoles::number).filter(role -> role >= 0).toArray();
    return roles.length == 1 && frame(folder).equals(frame) ? roles[0] : -1;
  }

  private static int number(String word) {
    for (int i = 0; i < ROLES.size(); i++) {
      if (ROLES.get(i).contains(word)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether there are parts. */
  boolean areThere() {
    return depth >= 0;
  }

  /** The training part, as its folder is called; empty if there is none. */
  Optional<String> training() {
    return counts.keySet().stream().filter(folder -> role(folder, frame) == 0).findFirst();
  }

  /**
   * The folder that a part's name means: that very one, or one that differs in case or means the
   * same. Empty if there is none.
   */
  Optional<String> named(String part) {
    if (counts.containsKey(part)) {
      return Optional.of(part);
    }
    int meant = role(part, "");
    return counts.keySet().stream()
        .filter(folder -> folder.equalsIgnoreCase(part))
        .findFirst()
        .or(
            () ->
                meant < 0
                    ? Optional.empty()
                    : counts.keySet().stream().filter(f -> role(f, frame) == meant).findFirst());
  }

  /** The part that a file lies in; empty if none. */
  String partOf(String name) {
    return depth < 0 ? "" : folder(name, depth);
  }

  /** The name of a file without its part's folder, where that is one. */
  String within(String name) {
    if (depth < 0 || role(folder(name, depth), frame) < 0) {
      return name;
    }
    List<String> parts = new ArrayList<>(List.of(name.split("/", -1)));
    parts.remove(depth);
    return String.join("/", parts);
  }

  /** What lies beside a part, with counts: {@code test (20), val (10)}; empty if nothing does. */
  String beside(String part) {
    return words(folder -> !folder.equals(part));
  }

  /** All that there is, with counts. */
  String all() {
    return words(folder -> true);
  }

  private String words(Predicate<String> which) {
    return counts.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .map(
            entry ->
                String.format(
                    Locale.ROOT,
                    "%s (%,d)",
                    entry.getKey().isEmpty() ? "outside of folders" : entry.getKey(),
                    entry.getValue()))
        .collect(joining(", "));
  }
}
