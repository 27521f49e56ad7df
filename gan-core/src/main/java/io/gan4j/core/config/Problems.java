package io.gan4j.core.config;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.Problem;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The mistakes found so far. They are told in the order of the file, whatever the order in which
 * they were found; those of options come after those of the file.
 */
final class Problems {
  private record Found(int source, int line, int column, Problem problem) {}

  private final Set<Found> found = new LinkedHashSet<>();
  private final Map<String, Integer> sources = new LinkedHashMap<>();

  /**
   * @param file the source whose problems come first
   */
  Problems(String file) {
    sources.put(file, 0);
  }

  /** Has the problems of this source come after those of the sources before it. */
  void expect(String source) {
    sources.putIfAbsent(source, sources.size());
  }

  void add(Place place, String path, String message) {
    // What has no line of its own comes after what has one.
    int line = place.line() == null ? Integer.MAX_VALUE : place.line();
    int column = place.column() == null ? Integer.MAX_VALUE : place.column();
    expect(place.source());
    int source = sources.getOrDefault(place.source(), 0);
    Problem problem = new Problem(place.source(), place.line(), path, message);
    Found one = new Found(source, line, column, problem);
    found.add(one); // a value that stands for several parameters is wrong only once
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  void throwIfAny() {
    if (!isEmpty()) {
      throw exception();
    }
  }

  ConfigException exception() {
    return new ConfigException(
        found.stream()
            .sorted(
                Comparator.comparingInt(Found::source)
                    .thenComparingInt(Found::line)
                    .thenComparingInt(Found::column))
            .map(Found::problem)
            .toList());
  }
}
