package io.gan4j.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Paths within a run file: keys joined by dots, items by index, {@code terms[0].weight}. */
final class ConfigPath {
  private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d{1,9})]");

  private ConfigPath() {}

  /**
   * A key, or the index of a list's item.
   *
   * @param key null for an item
   * @param index used only for an item
   */
  record Step(@Nullable String key, int index) {
    @Override
    public String toString() {
      return key == null ? "[" + index + "]" : key;
    }
  }

  /** The steps of a path; empty if it is none. */
  static Optional<List<Step>> steps(String path) {
    List<Step> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(path);
    int at = 0;
    while (at < path.length()) {
      boolean dot = path.charAt(at) == '.';
      if (dot && !steps.isEmpty()) {
        at++;
      }
      if (!matcher.find(at) || matcher.start() != at) {
        return Optional.empty();
      }
      boolean key = matcher.group(1) != null;
      // A dot stands before every key but the first, and before nothing else.
      if (key != (dot || steps.isEmpty())) {
        return Optional.empty();
      }
      steps.add(
          key ? new Step(matcher.group(1), 0) : new Step(null, Integer.parseInt(matcher.group(2))));
      at = matcher.end();
    }
    return steps.isEmpty() ? Optional.empty() : Optional.of(steps);
  }

  /** The path of some steps. */
  static String written(List<Step> steps) {
    StringBuilder path = new StringBuilder();
    for (Step step : steps) {
      path.append(step.key() == null || path.isEmpty() ? "" : ".").append(step);
    }
    return path.toString();
  }
}
