package io.gan4j.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which folders of a source are its parts. A folder called {@code train} (or {@code test}, {@code
 * val}, … whatever their case) is a part only beside another of them; alone it is a class like its
 * neighbours. Parts lie in the outermost folder, or in each folder of a class.
 */
final class FolderRoles {
  /** Names that mean the same. */
  private static final List<Set<String>> ROLES =
      List.of(
          Set.of("train", "training"),
          Set.of("test", "testing"),
          Set.of("val", "valid", "validation"));

  /** Depths at which parts are looked for. */
  private static final int DEEPEST = 1;

  private final int depth;
  private final Map<String, Integer> counts;

  private FolderRoles(int depth, Map<String, Integer> counts) {
    this.depth = depth;
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
      long roles =
          counts.keySet().stream()
              .map(FolderRoles::role)
              .filter(role -> role >= 0)
              .distinct()
              .count();
      // Within classes, all folders must be parts: a class may well have a sub-class 'test'.
      boolean others = counts.keySet().stream().anyMatch(folder -> role(folder) < 0);
      if (roles >= 2 && (depth == 0 || !others)) {
        return new FolderRoles(depth, counts);
      }
    }
    return new FolderRoles(-1, Map.of());
  }

  /** The folder of a name at a depth; empty if the file lies above it. */
  private static String folder(String name, int depth) {
    String[] parts = name.split("/", -1);
    return parts.length > depth + 1 ? parts[depth] : "";
  }

  /** Whether a folder of this name is a part beside another. */
  static boolean isRole(String folder) {
    return role(folder) >= 0;
  }

  /** The number of a folder's role; negative if it has none. */
  private static int role(String folder) {
    String name = folder.toLowerCase(Locale.ROOT);
    for (int i = 0; i < ROLES.size(); i++) {
      if (ROLES.get(i).contains(name)) {
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
    return counts.keySet().stream().filter(folder -> role(folder) == 0).findFirst();
  }

  /**
   * The folder that a part's name means: that very one, or one that differs in case or means the
   * same. Empty if there is none.
   */
  Optional<String> named(String part) {
    if (counts.containsKey(part)) {
      return Optional.of(part);
    }
    return counts.keySet().stream()
        .filter(folder -> folder.equalsIgnoreCase(part))
        .findFirst()
        .or(
            () ->
                role(part) < 0
                    ? Optional.empty()
                    : counts.keySet().stream().filter(f -> role(f) == role(part)).findFirst());
  }

  /** The part that a file lies in; empty if none. */
  String partOf(String name) {
    return depth < 0 ? "" : folder(name, depth);
  }

  /** The name of a file without its part's folder, where that is one. */
  String within(String name) {
    if (depth < 0 || role(folder(name, depth)) < 0) {
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
        .collect(Collectors.joining(", "));
  }
}
