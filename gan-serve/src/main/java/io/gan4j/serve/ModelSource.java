package io.gan4j.serve;

import io.gan4j.api.GanException;
import io.gan4j.api.spec.Excerpt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where a model is served from: an exported generator, which is version 1, or a folder of versions,
 * each in a folder that is called by its number.
 *
 * @param name under which it is served: letters, digits, dots, dashes and underscores
 * @param path of the generator, or of the folder of its versions
 */
public record ModelSource(String name, Path path) {
  private static final String NAMES = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}";
  private static final String NUMBERS = "[0-9]{1,18}";

  public ModelSource {
    if (!name.matches(NAMES)) {
      throw new GanException(
          "a model cannot be called "
              + Excerpt.quoted(name)
              + ": letters, digits, dots, dashes and underscores, at most 100; NAME=PATH names it");
    }
  }

  /** Served under the name of its folder, or of its file without what is behind the last dot. */
  public static ModelSource of(Path path) {
    Path file = path.toAbsolutePath().normalize().getFileName();
    String name = file == null ? "" : file.toString();
    if (Files.isRegularFile(path) && name.lastIndexOf('.') > 0) {
      name = name.substring(0, name.lastIndexOf('.'));
    }
    return new ModelSource(name, path);
  }

  /**
   * The versions that are there, by their numbers. A folder that holds a generator has no others.
   *
   * @throws IOException if the folder cannot be listed
   */
  SortedMap<Long, Path> versions() throws IOException {
    SortedMap<Long, Path> versions = new TreeMap<>();
    if (!Files.isDirectory(path) || Files.exists(path.resolve("saved_model.pb"))) {
      if (Files.exists(path)) {
        versions.put(1L, path);
      }
      return Collections.unmodifiableSortedMap(versions);
    }
    try (Stream<Path> entries = Files.list(path)) {
      entries
          .filter(Files::isDirectory)
          .filter(entry -> String.valueOf(entry.getFileName()).matches(NUMBERS))
          .forEach(entry -> versions.put(Long.valueOf(String.valueOf(entry.getFileName())), entry));
    }
    return Collections.unmodifiableSortedMap(versions);
  }
}
