package io.gan4j.core.tune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The run with other values of some paths.
 *
 * @param number from 1 on
 * @param settings values by paths, in the order in which they are set
 */
public record Trial(int number, Map<String, String> settings) {
  public Trial {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** As {@code --set} takes them. */
  public List<String> overrides() {
    List<String> overrides = new ArrayList<>();
    settings.forEach((path, value) -> overrides.add(path + "=" + value));
    return overrides;
  }

  /** The settings in a line. */
  public String words() {
    return settings.isEmpty()
        ? "as it is"
        : settings.entrySet().stream()
            .map(entry -> entry.getKey() + " = " + entry.getValue())
            .collect(Collectors.joining(", "));
  }
}
