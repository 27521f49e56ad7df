package io.gan4j.core.data;

import io.gan4j.api.data.ImageSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether files that are paired by their order are paired by their names too. */
final class PairedFiles {
  private static final int SHOWN = 3;

  private PairedFiles() {}

  /** Names of all files, without their endings; empty where images are no files. */
  static List<String> names(ImageSource images) {
    List<String> names = new ArrayList<>();
    for (long i = 0; i < images.size(); i++) {
      Optional<String> file = images.file(i);
      if (file.isEmpty()) {
        return List.of();
      }
      String name = file.get();
      int dot = name.lastIndexOf('.');
      names.add(dot > name.lastIndexOf('/') ? name.substring(0, dot) : name);
    }
    return names;
  }

  /**
   * What is wrong with pairs of which more than half have one name on both sides: files that have
   * no partner of their name, or the first pair of two names. Files that are named in two ways
   * belong together by their order alone.
   */
  static Optional<String> problem(List<String> own, List<String> partners) {
    if (own.equals(partners)) {
      return Optional.empty();
    }
    Set<String> shared = new HashSet<>(own);
    shared.retainAll(new HashSet<>(partners));
    if (2 * shared.size() <= Math.min(own.size(), partners.size())) {
      return Optional.empty();
    }
    List<String> alone = new ArrayList<>();
    own.stream().filter(name -> !shared.contains(name)).forEach(alone::add);
    partners.stream().filter(name -> !shared.contains(name)).forEach(alone::add);
    if (!alone.isEmpty()) {
      return Optional.of(
          alone.size()
              + (alone.size() == 1 ? " file has" : " files have")
              + " no partner of the same name: '"
              + String.join("', '", alone.subList(0, Math.min(SHOWN, alone.size())))
              + (alone.size() > SHOWN ? "', …" : "'"));
    }
    int first = 0;
    while (own.get(first).equals(partners.get(first))) {
      first++;
    }
    return Optional.of(
        "'" + own.get(first) + "' would be the partner of '" + partners.get(first) + "'");
  }
}
